import type { Node } from './yaml/node.ts';

/** Placeholders of Helm, Go and Jinja templates, and of tools that fill in variables before the server sees the text. */
const MARK = /\{\{|\{%|\$\{[\w.:-]+\}/;

/** Below these keys such marks are ordinary text for the program in the pod or for another controller. */
const FREE_TEXT = new Set(['annotations', 'command', 'args', 'env', 'data', 'stringData', 'binaryData']);

/** Whether a text may be a template at all; cheap, so most documents are through with it. */
export function mayBeTemplate(text: string): boolean {
  return MARK.test(text);
}

/**
 * Whether a document is a template rather than a manifest: it has a placeholder where a value should be. Nothing can be said about it.
 * A document that is no YAML and has `{{` or `{%` outside comments is one too.
 */
export function isTemplate(text: string, root: Node | undefined, isYaml: boolean): boolean {
  if (!mayBeTemplate(text)) return false;
  if (!isYaml && /^[^#\n]*\{[{%]/m.test(text)) return true;
  return root !== undefined && hasMark(root, text);
}

function hasMark(node: Node, text: string): boolean {
  if (node.type === 'scalar') return node.style !== 'block' && MARK.test(text.slice(node.start, node.end));
  if (node.type === 'list') return node.items.some(item => hasMark(item, text));
  // `{{ x }}` without quotes is a map with a map for its key.
  return node.entries.some(
    entry =>
      MARK.test(text.slice(entry.keyStart - 1, entry.keyEnd)) ||
      (!FREE_TEXT.has(entry.key) && hasMark(entry.node, text)),
  );
}
