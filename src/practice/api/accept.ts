import { StatusError } from '../status.ts';

/** The form in which objects are asked for. */
export type Form = 'object' | 'table' | 'metadata';

export interface Accepted {
  readonly form: Form;
  readonly contentType: 'application/json' | 'application/yaml';
}

interface MediaRange {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const forms: Readonly<Record<string, Form>> = {
  Table: 'table',
  PartialObjectMetadata: 'metadata',
  PartialObjectMetadataList: 'metadata',
};

/** The first range of the Accept header that can be served; protobuf cannot. Throws 406. */
export function accepted(header: string | undefined): Accepted {
  for (const range of ranges(header)) {
    const contentType = typeOf(range.type);
    const as = range.parameters.get('as');
    if (contentType === undefined) continue;
    if (as === undefined) return { form: 'object', contentType };
    const form = forms[as];
    if (form !== undefined && range.parameters.get('v') === 'v1') return { form, contentType };
  }
  const message = 'only the following media types are accepted: application/json, application/yaml';
  throw new StatusError(406, 'NotAcceptable', message);
}

/** The version in which discovery is asked for in one document, if it is. */
export function aggregatedDiscovery(header: string | undefined): 'v2' | 'v2beta1' | undefined {
  for (const { type, parameters } of ranges(header)) {
    if (typeOf(type) === undefined) continue;
    if (parameters.get('as') !== 'APIGroupDiscoveryList') return undefined;
    const version = parameters.get('v');
    if (version === 'v2' || version === 'v2beta1') return version;
  }
  return undefined;
}

function typeOf(range: string): Accepted['contentType'] | undefined {
  if (range === 'application/yaml') return range;
  return ['application/json', 'application/*', '*/*', ''].includes(range) ? 'application/json' : undefined;
}

function ranges(header: string | undefined): MediaRange[] {
  return (header ?? '').split(',').map(text => {
    const [type = '', ...parameters] = text.split(';').map(part => part.trim());
    const pairs = parameters.map(part => {
      const [name = '', value = ''] = part.split('=');
      return [name, value] as const;
    });
    return { type: type.toLowerCase(), parameters: new Map(pairs) };
  });
}
