import type { Node } from './yaml/node.ts';

/**
 * Placeholders of Helm, Go, Jinja, EJS and ERB templates, and of tools that fill in variables before the server sees the text:
 * `${x}`, `$NAME`, `#{x}`, `@NAME@`, `%NAME%`, `__NAME__`, `((x))`.
 */
const MARK =
  /\{\{|\{%|<%|\$\{[\w.:-]+\}|(?<![\w$])\$[A-Z][A-Z\d_]+|#\{[\w.-]+\}|@[A-Z][A-Z\d_]+@|%[A-Z][A-Z\d_]+%|__[A-Z][A-Z\d_]*__|\(\([\w.-]+\)\)/;

/** Placeholders that YAML takes for comments: those of ytt (`#@ data.values.name`), and `#{x}#` where it is the whole value. */
const COMMENT = /(?:^|[ \t])#(?:@(?:[ \t]|[a-z-]+\/)|\{[\w.-]+\}#)/m;

/** What no YAML can be read with, outside comments. */
const BREAK = /^[^#\r\n]*(?:\{[{%]|<%|[ \t][@%][A-Z][A-Z\d_]+[@%])/m;

/** Below these keys such marks are ordinary text for the program in the pod or for another controller. */
const FREE_TEXT = new Set([
  ...['annotations', 'command', 'args', 'env', 'data', 'stringData', 'binaryData'],
  // Drivers of storage fill in variables of their own: `subDir: ${pvc.metadata.name}`.
  ...['parameters', 'volumeAttributes', 'options'],
]);

/** A line below which, further in, stands text for a program: that of a free field, or a block of text. */
const FREE_LINE = new RegExp(
  `^[ \\t]*(?:- )?["']?(?:${[...FREE_TEXT].join('|')})["']?[ \\t]*:|[:-][ \\t]+[|>][-+\\d]*[ \\t]*(?:#.*)?\\r?$`,
);

/** Whether a text may be a template at all; cheap, so most documents are through with it. */
function mayBeTemplate(text: string): boolean {
  return MARK.test(text) || (text.includes('#') && COMMENT.test(text));
}

/**
 * Whether a document is a template rather than a manifest: it has a placeholder where a value should be. Nothing can be said about it.
 * A document that is no YAML and has such a placeholder outside comments is one too.
 */
export function isTemplate(text: string, root: Node | undefined, isYaml: boolean): boolean {
  if (!mayBeTemplate(text)) return false;
  if (COMMENT.test(text) || (!isYaml && BREAK.test(text))) return true;
  if (!isYaml) return hasMarkOutside(text);
  return root !== undefined && hasMark(root, text);
}

/** A variable as both a shell and a tool that fills in values writes it. */
const VARIABLE = /\$\{[\w.:-]+\}|(?<![\w$])\$[A-Z][A-Z\d_]+/g;

/** What a value may be filled in at: `key: …`, `- …`, or a line with nothing but variables. Any other line with one is a command of a script that lost its column. */
const ENTRY = /^[ \t]*(?:- |(?:- )*["']?[^\s"'=()[\]]+["']?[ \t]*:(?:[ \t]|$))/;

/** Whether a line of a document that is no YAML has a placeholder, rather than a variable of a shell: `[[ $HOSTNAME =~ -([0-9]+)$ ]] || exit 1`. */
function isFilledIn(line: string): boolean {
  const written = line.replace(/(?:^|[ \t])#.*/, '');
  if (!MARK.test(written)) return false;
  const rest = written.replace(VARIABLE, '');
  return MARK.test(rest) || rest.trim() === '' || ENTRY.test(written);
}

/** Of a document that is no YAML the lines are looked at: what a reader made of it may take a script for values. */
function hasMarkOutside(text: string): boolean {
  let free: number | undefined;
  return text.split('\n').some(line => {
    if (line.trim() === '') return false;
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const isItem = /^[ \t]*- /.test(line);
    // The items of a list may stand in the column of its key.
    if (free !== undefined && (indent > free || (indent === free && isItem))) return false;
    const isFree = FREE_LINE.test(line);
    free = isFree ? indent : undefined;
    return !isFree && isFilledIn(line);
  });
}

function hasMark(node: Node, text: string): boolean {
  if (node.type === 'scalar') return node.style !== 'block' && MARK.test(text.slice(node.start, node.end));
  if (node.type === 'list') return node.items.some(item => hasMark(item, text));
  // `{{ x }}` without quotes is a map with a map for its key.
  return node.entries.some(
    entry =>
      MARK.test(text.slice(entry.keyStart - 1, entry.keyEnd)) ||
      (FREE_TEXT.has(entry.key) ? hasBareBraces(entry.node, text) : hasMark(entry.node, text)),
  );
}

/** `{{` without quotes is no text, wherever it stands. */
function hasBareBraces(node: Node, text: string): boolean {
  if (node.type === 'scalar') return false;
  if (text.startsWith('{{', node.start)) return true;
  if (node.type === 'list') return node.items.some(item => hasBareBraces(item, text));
  return node.entries.some(
    entry => /^[^"']?\{\{/.test(text.slice(entry.keyStart - 1, entry.keyEnd)) || hasBareBraces(entry.node, text),
  );
}
