/**
 * Our own small tree of a YAML document: values with the offsets where they stand, counted from the start of the document's text.
 * It does not know where in a file its document lies, so it can be used again when text above it changes.
 */
export type Node = MapNode | ListNode | ScalarNode;

export type Scalar = string | number | boolean | null;

interface Range {
  readonly start: number;
  readonly end: number;
}

export interface MapNode extends Range {
  readonly type: 'map';
  /** Written in braces. */
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly node: Node;
}

export interface ListNode extends Range {
  readonly type: 'list';
  /** Written in brackets. */
  readonly flow: boolean;
  readonly items: readonly Node[];
}

export interface ScalarNode extends Range {
  readonly type: 'scalar';
  readonly value: Scalar;
  readonly style: 'plain' | 'single' | 'double' | 'block';
}

/** The entry of a map that counts for a key: the last one, if people wrote it twice. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.type !== 'map') return undefined;
  return node.entries.findLast(entry => entry.key === key);
}

/** The node below a key or index. */
export function childOf(node: Node | undefined, step: string | number): Node | undefined {
  if (typeof step === 'string') return entryOf(node, step)?.node;
  return node?.type === 'list' ? node.items[step] : undefined;
}
