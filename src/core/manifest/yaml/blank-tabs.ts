import type { Fault } from './fault.ts';
import type { Node } from './node.ts';

const BLANK = /^\t[ \t]*(?=#|\r?$)/gm;

/** Whether a text may have such a line at all: cheap to ask, rarely true. */
export function mayHaveBlankTab(text: string): boolean {
  return text.startsWith('\t') || text.includes('\n\t');
}

/**
 * A line with nothing on it, or nothing but a comment, that begins with a tab: the YAML parser passes over it, the server's stumbles.
 * In braces and between quotes it does no harm.
 */
export function blankTab(text: string, root: Node | undefined): Fault | undefined {
  for (const { index, 0: tabs } of text.matchAll(BLANK))
    if (root === undefined || !isWrapped(root, index))
      return { code: 'tab-indentation', start: index, end: index + tabs.length, path: [], values: {} };
  return undefined;
}

/** Whether an offset lies in braces or between quotes. */
function isWrapped(node: Node, offset: number): boolean {
  if (offset < node.start || offset >= node.end) return false;
  if (node.type === 'scalar') return node.style === 'double' || node.style === 'single';
  if (node.flow) return true;
  const inner = node.type === 'list' ? node.items : node.entries.map(entry => entry.node);
  return inner.some(child => isWrapped(child, offset));
}
