import type { ContentObject } from '../core/manifest/content.ts';
import { locate, type TextRange } from '../core/manifest/locate.ts';
import type { Manifest, ManifestDocument } from '../core/manifest/parse.ts';
import { held, podsText, type SetView, setView } from './set-view.ts';

/** A line over an object: something to know (`say.data`), or something to do with it. */
export interface Lens extends TextRange {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly action: LensAction | undefined;
}

export interface LensAction {
  readonly do: 'apply' | 'set-partition' | 'watch';
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly namespace: string | undefined;
  readonly name: string;
  /** Index of the document in the file. */
  readonly document: number;
}

/** The lenses of a file, over every StatefulSet and Deployment with a name. */
export function lenses({ documents }: Manifest): Lens[] {
  return documents.flatMap(document => document.content.objects.flatMap(object => lensesOf(document, object)));
}

function lensesOf(document: ManifestDocument, object: ContentObject): Lens[] {
  const { kind, name, namespace, prefix } = object;
  if ((kind !== 'StatefulSet' && kind !== 'Deployment') || name === '' || !object.checked) return [];
  const range = locate(document, [...prefix, firstKey(object)], 'entry');
  const set = setView(object);
  const told = set === undefined ? [] : [podsLens(set), updateLens(set)].filter(lens => lens !== undefined);
  const doing = (action: LensAction['do']): Lens => {
    return {
      ...range,
      code: `lens-${action}`,
      values: { name },
      action: { do: action, kind, namespace, name, document: document.index },
    };
  };
  const canBePartitioned = set !== undefined && !set.isOnDelete && set.replicas > 0;
  return [
    ...told.map(lens => ({ ...range, ...lens, action: undefined })),
    doing('apply'),
    ...(canBePartitioned ? [doing('set-partition')] : []),
    doing('watch'),
  ];
}

/** Over the whole object, so that no line of it stands above its lenses. */
function firstKey({ value, node }: ContentObject): string {
  const [first] = node?.type === 'map' ? node.entries : [];
  return first?.key ?? Object.keys(value)[0] ?? 'kind';
}

type Told = Pick<Lens, 'code' | 'values'>;

function podsLens(set: SetView): Told {
  const { replicas } = set;
  if (replicas === 0) return { code: 'lens-no-pods', values: {} };
  const pods = podsText(set, 0, replicas - 1);
  return replicas === 1
    ? { code: 'lens-one-pod', values: { pod: pods } }
    : { code: 'lens-pods', values: { count: replicas, pods } };
}

function updateLens(set: SetView): Told | undefined {
  const { replicas, partition } = set;
  if (replicas === 0) return undefined;
  if (set.isOnDelete) return { code: 'lens-on-delete', values: {} };
  if (partition === 0) return undefined;
  const border = held(set);
  if (border === replicas) return { code: 'lens-partition-all-held', values: { partition } };
  const values = { partition, updated: podsText(set, border, replicas - 1), held: podsText(set, 0, border - 1) };
  return { code: 'lens-partition', values };
}
