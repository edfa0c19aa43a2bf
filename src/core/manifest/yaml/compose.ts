import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  Schema,
  type Node as YamlNode,
} from 'yaml';
import type { Path } from '../path.ts';
import { define } from '../place.ts';
import { blankTab, mayHaveBlankTab } from './blank-tabs.ts';
import { type Fault, syntaxFaults } from './fault.ts';
import { controlCharacter, overlong } from './hopeless.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { oddKey } from './odd-keys.ts';
import { atOpening } from './opening.ts';
import { keyText } from './scalar.ts';
import { scalarNode } from './scalar-node.ts';
import { readSimple } from './simple.ts';

/** One YAML document, read. Offsets count from the start of its own text. */
export interface Composed {
  readonly root: Node | undefined;
  /** As JSON: what the API server would decode. Aliases share their value. */
  readonly value: unknown;
  /** In order of place. */
  readonly faults: readonly Fault[];
}

/** Scalars stay text in the failsafe schema; we resolve them as the server does. Made once: making one for each document costs more than parsing it. */
const failsafe = new Schema({ schema: 'failsafe' });

/** Nothing that a person writes nests deeper, and the tree is walked recursively. */
const DEEPEST = 200;
/** Aliases of aliases grow without end; the server gives up too. */
const MOST_NODES = 200_000;

/** Reads one document. Never throws: what cannot be read is a fault, and the rest is read as far as possible. */
export function compose(text: string): Composed {
  const simple = mayHaveBlankTab(text) ? undefined : readSimple(text);
  return simple === undefined ? composeWhole(text) : { root: simple.node, value: simple.value, faults: [] };
}

/** The same with the YAML parser, whatever the text is like. */
export function composeWhole(text: string): Composed {
  const hopeless = controlCharacter(text) ?? overlong(text);
  if (hopeless !== undefined) return { root: undefined, value: undefined, faults: [hopeless] };
  let document: Document;
  try {
    document = parseDocument(text, { schema: failsafe, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  } catch {
    // The parser recurses too; a text that nests some thousand levels deep ends here.
    return {
      root: undefined,
      value: undefined,
      faults: [{ code: 'yaml-syntax', start: 0, end: 0, path: [], values: {} }],
    };
  }
  const composer = new Composer(text);
  const built = document.contents === null ? undefined : composer.build(document.contents, [], 0);
  const slips = syntaxFaults(text, document.errors).map(fault => atOpening(fault, text, built?.node));
  const tab = slips.length === 0 && mayHaveBlankTab(text) ? blankTab(text, built?.node) : undefined;
  if (tab !== undefined) slips.push(tab);
  // What seems to stand twice or to be unknown in a text that cannot be read is only a consequence.
  const faults = slips.length > 0 ? slips : composer.faults;
  return { root: built?.node, value: built?.value, faults: faults.sort((one, other) => one.start - other.start) };
}

interface Built {
  readonly node: Node;
  readonly value: unknown;
  /** How many nodes it stands for, aliases counted each time. */
  readonly weight: number;
}

/** Holds the anchors seen so far, which count from where they stand. */
class Composer {
  readonly faults: Fault[] = [];
  private readonly anchors = new Map<string, Built | 'open'>();
  private readonly text: string;
  /** How many nodes all aliases so far stand for. */
  private repeated = 0;

  constructor(text: string) {
    this.text = text;
  }

  build(yaml: YamlNode, path: Path, depth: number): Built {
    const [start = 0, end = start] = yaml.range ?? [];
    if (isAlias(yaml)) return this.alias(yaml.source, start, end, path);
    const anchor = 'anchor' in yaml ? yaml.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, 'open');
    const built =
      depth > DEEPEST ? this.lost('yaml-syntax', start, end, path) : this.plain(yaml, start, end, path, depth);
    if (anchor !== undefined) this.anchors.set(anchor, built);
    return built;
  }

  private plain(yaml: YamlNode, start: number, end: number, path: Path, depth: number): Built {
    if (isMap(yaml)) return this.map(yaml.items, yaml.flow === true, start, end, path, depth);
    if (isSeq(yaml)) return this.list(yaml.items, yaml.flow === true, start, end, path, depth);
    const node = scalarNode(yaml, start, end);
    return { node, value: node.value, weight: 1 };
  }

  private list(items: readonly unknown[], flow: boolean, start: number, end: number, path: Path, depth: number): Built {
    const built = items.map((item, index) => this.item(item, end, [...path, index], depth));
    const node: Node = {
      type: 'list',
      flow,
      start,
      end: trimmed(this.text, start, end),
      items: built.map(({ node }) => node),
    };
    return { node, value: built.map(({ value }) => value), weight: weightOf(built) };
  }

  /** An item of a flow list may be a pair without braces: `[a: 1]` is a list of one map. */
  private item(item: unknown, end: number, path: Path, depth: number): Built {
    if (isPair(item)) {
      const [start = end] = (item.key as YamlNode | null)?.range ?? [];
      return this.map([item], true, start, end, path, depth + 1);
    }
    return this.build(item as YamlNode, path, depth + 1);
  }

  private map(items: readonly unknown[], flow: boolean, start: number, end: number, path: Path, depth: number): Built {
    const value: Record<string, unknown> = {};
    const entries: Entry[] = [];
    const merged: Built[] = [];
    const seen = new Set<string>();
    let weight = 1;
    for (const item of items) {
      if (!isPair(item) || item.key === null) continue;
      const keyNode = item.key as YamlNode;
      const [keyStart = start, keyEnd = keyStart] = keyNode.range ?? [];
      const plain = isScalar(keyNode) && (keyNode.type ?? 'PLAIN') === 'PLAIN';
      const odd = oddKey(this.text, { start: keyStart, end: keyEnd, plain, flow });
      if (odd !== undefined) this.faults.push(odd);
      const key = this.key(keyNode, path, depth);
      const built = this.valueOf(item.value as YamlNode | null, keyEnd, [...path, key], depth);
      weight += built.weight;
      if (key === '<<' && isScalar(keyNode) && keyNode.type === 'PLAIN') {
        merged.push(built);
        continue;
      }
      if (seen.has(key)) {
        this.faults.push({
          code: 'duplicate-key',
          start: keyStart,
          end: keyEnd,
          path: [...path, key],
          values: { key },
        });
      }
      seen.add(key);
      define(value, key, built.value);
      entries.push({ key, keyStart, keyEnd, node: built.node });
    }
    for (const built of merged) merge(built, value, entries, seen);
    return { node: { type: 'map', flow, start, end: trimmed(this.text, start, end), entries }, value, weight };
  }

  private valueOf(yaml: YamlNode | null, keyEnd: number, path: Path, depth: number): Built {
    if (yaml !== null) return this.build(yaml, path, depth + 1);
    return {
      node: { type: 'scalar', start: keyEnd, end: keyEnd, value: null, style: 'plain' },
      value: null,
      weight: 1,
    };
  }

  private key(yaml: YamlNode, path: Path, depth: number): string {
    const { value } = this.build(yaml, path, depth + 1);
    return typeof value === 'object' && value !== null
      ? this.text.slice(...(yaml.range ?? [0, 0]))
      : keyText(scalarOf(value));
  }

  private alias(name: string, start: number, end: number, path: Path): Built {
    const target = this.anchors.get(name);
    if (target === undefined) return this.lost('unknown-anchor', start, end, path, name);
    if (target !== 'open') this.repeated += target.weight;
    if (target === 'open' || this.repeated > MOST_NODES) return this.lost('infinite-alias', start, end, path, name);
    return target;
  }

  private lost(code: Fault['code'], start: number, end: number, path: Path, name = ''): Built {
    this.faults.push({ code, start, end, path, values: { name } });
    return { node: { type: 'scalar', start, end, value: null, style: 'plain' }, value: null, weight: 1 };
  }
}

/** Entries of a merged map count where the map itself has none; of several merged maps the first wins. */
function merge({ node, value }: Built, into: Record<string, unknown>, entries: Entry[], seen: Set<string>): void {
  if (node.type === 'list' && Array.isArray(value)) {
    for (const [index, item] of node.items.entries()) {
      merge({ node: item, value: value[index], weight: 0 }, into, entries, seen);
    }
    return;
  }
  if (node.type !== 'map') return;
  for (const entry of node.entries) {
    if (seen.has(entry.key)) continue;
    seen.add(entry.key);
    define(into, entry.key, (value as Record<string, unknown>)[entry.key]);
    entries.push(entry);
  }
}

function scalarOf(value: unknown): ScalarNode['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function weightOf(built: readonly Built[]): number {
  return built.reduce((sum, { weight }) => sum + weight, 1);
}

/** Block collections reach to the next token; what a person sees ends with the last character. */
function trimmed(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ' \t\r\n'.includes(text.charAt(last - 1))) last -= 1;
  return last;
}
