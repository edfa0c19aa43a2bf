/** Tells whether a code is silenced for what starts at an offset. */
export type IsIgnored = (code: string, offset: number) => boolean;

const COMMENT = /^([^\r\n#]*)#[ \t]*ordinal-ignore(?:[ \t:]+([\w, \t-]*))?/gm;

/**
 * The comments of one document that silence rules: `# ordinal-ignore CODE, CODE` behind a line is for that line, on a line of its own for
 * the next line, above the first line of a document for all of it. Without a code it silences every rule. `undefined` if there are none.
 */
export function ignoredIn(text: string): IsIgnored | undefined {
  if (!text.includes('ordinal-ignore')) return undefined;
  const content = firstContent(text);
  /** Comments that follow each other are for the same line, which is looked for once. */
  let next = 0;
  const rules = [...text.matchAll(COMMENT)].map(match => {
    const end = lineEnd(text, match.index);
    const own = (match[1] ?? '').trim() === '';
    const whole = own && match.index < content;
    if (own && !whole && next < end) next = nextContentEnd(text, end);
    return {
      codes: codesIn(match[2] ?? ''),
      start: whole ? 0 : match.index,
      end: whole ? text.length : own ? next : end,
    };
  });
  return (code, offset) =>
    rules.some(
      rule => rule.start <= offset && offset <= rule.end && (rule.codes.length === 0 || rule.codes.includes(code)),
    );
}

function codesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter(code => code !== '');
}

/** Where the first line stands that is neither blank, comment nor marker. */
function firstContent(text: string): number {
  const at = text.search(/^(?!---|%)[ \t]*[^ \t\r\n#\uFEFF]/m);
  return at < 0 ? text.length : at;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** The end of the next line that is no comment. */
function nextContentEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length) {
    const next = lineEnd(text, end + 1);
    if (!/^\s*(#|$)/.test(text.slice(end + 1, next))) return next;
    end = next;
  }
  return end;
}
