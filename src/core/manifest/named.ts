import type { Content } from './content.ts';

/** An object of a kind that is not read, of which only the name matters: others refer to it. */
export interface Named {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

const KIND =
  /^kind:[ \t]*["']?(ConfigMap|Secret|ServiceAccount|PriorityClass|RuntimeClass|VolumeAttributesClass|Namespace)["']?[ \t]*(?:#.*)?\r?$/m;
const METADATA = /^metadata:[ \t]*(?:#.*)?\r?\n((?:(?:[ \t].*|#.*|)\r?\n|[ \t].+$)*)/m;

/** By document; reading it again gives the same. */
const known = new WeakMap<Content, Named | undefined>();

/** The name of the object in a document that was not looked at closely. Told from its lines, since such documents may hold whole programs. */
export function namedIn(content: Content): Named | undefined {
  if (content.state !== 'foreign') return undefined;
  if (!known.has(content)) known.set(content, read(content.text));
  return known.get(content);
}

function read(text: string): Named | undefined {
  const kind = KIND.exec(text)?.[1];
  const metadata = kind === undefined ? undefined : METADATA.exec(text)?.[1];
  if (kind === undefined || metadata === undefined) return undefined;
  const indent = /^([ ]+)[^\s#]/m.exec(metadata)?.[1] ?? '';
  const name = field(metadata, indent, 'name');
  return name === undefined ? undefined : { kind, name, namespace: field(metadata, indent, 'namespace') };
}

function field(lines: string, indent: string, key: string): string | undefined {
  return new RegExp(`^${indent}${key}:[ \\t]*["']?([\\w.-]+)["']?[ \\t]*(?:#.*)?\\r?$`, 'm').exec(lines)?.[1];
}
