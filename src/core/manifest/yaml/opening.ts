import type { Fault } from './fault.ts';
import type { Node } from './node.ts';

/** The parser misses a closing quote or bracket where the text stops making sense; a person looks for the opening one. */
export function atOpening(fault: Fault, text: string, root: Node | undefined): Fault {
  const isOpening = OPENINGS[fault.code];
  const node =
    isOpening === undefined
      ? undefined
      : last(root, candidate => candidate.start <= fault.start && isOpening(candidate));
  if (node === undefined) return fault;
  const line = text.slice(node.start).search(/[\r\n]|$/);
  return { ...fault, start: node.start, end: node.start + (node.type === 'scalar' ? line : 1) };
}

const OPENINGS: Readonly<Record<string, (node: Node) => boolean>> = {
  'unclosed-quote': node => node.type === 'scalar' && (node.style === 'single' || node.style === 'double'),
  'unclosed-bracket': node => node.type !== 'scalar' && node.flow,
};

/** The last node in the text of which something holds. */
function last(node: Node | undefined, holds: (node: Node) => boolean): Node | undefined {
  if (node === undefined || node.type === 'scalar') return node !== undefined && holds(node) ? node : undefined;
  const children = node.type === 'map' ? node.entries.map(entry => entry.node) : node.items;
  for (const child of children.toReversed()) {
    const found = last(child, holds);
    if (found !== undefined) return found;
  }
  return holds(node) ? node : undefined;
}
