/** `cat <<EOF | kubectl apply -f -` above the text, and the word that ends it below. */
export function withoutShell(lines: readonly string[]): string[] {
  const head = lines.findIndex(line => line.trim() !== '');
  const [, tag] = /<<-?\s*['"]?(\w+)['"]?/.exec(lines[head] ?? '') ?? [];
  if (tag === undefined || /^\s*[\w"'-]+:\s/.test(lines[head] ?? '')) return withoutTail(lines);
  return lines.filter((line, index) => index !== head && line.trim() !== tag && line.trim() !== `> ${tag}`);
}

/** In a file of several documents the shell's first line stands in another one. */
function withoutTail(lines: readonly string[]): string[] {
  const last = lines.findLastIndex(line => line.trim() !== '');
  return /^(?:EOF|EOT|END|YAML)$/.test(lines[last]?.trim() ?? '')
    ? lines.filter((_, index) => index !== last)
    : [...lines];
}

const DIFF_HEAD = /^(?:diff --git |index [\da-f]+\.\.|new file mode |--- \S|\+\+\+ \S|@@ |\\ No newline)/;

/** What a diff leads to: without the lines that it takes out, and without its signs. */
export function withoutDiff(lines: readonly string[]): string[] {
  const body = lines.filter(line => !DIFF_HEAD.test(line));
  const full = body.filter(line => line.trim() !== '');
  const isDiff = full.length >= 3 && full.every(line => /^[ +-]/.test(line)) && full.some(line => line.startsWith('+'));
  if (!isDiff) return [...lines];
  // Where all is added the signs are a column like any other.
  if (full.every(line => line.startsWith('+'))) return body;
  return body.filter(line => !line.startsWith('-')).map(line => line.slice(1));
}

const KEY = /^\s*(?:-\s+)*["']?[\w./-]+["']?\s*:(?:\s|$)/;
const BEGINNING = /^\s*(?:---|%|#|["']?(?:apiVersion|kind|metadata|spec)["']?\s*:)/;
const OMISSION = /^\s*(?:\u2026|\[(?:\u2026|\.\.\.)\]|(?:\s\.\.\.))\s*$/;

/**
 * Prose and prompts above the first line of a manifest, and below its last one: what stands at the margin of a manifest and is no key, no item, no
 * comment and no marker belongs to the page.
 */
export function withoutFrame(lines: readonly string[]): string[] {
  const first = lines.findIndex(line => BEGINNING.test(line));
  const before = lines.slice(0, Math.max(first, 0)).filter(line => line.trim() !== '');
  const inner = before.every(isBeside) ? lines.slice(Math.max(first, 0)) : [...lines];
  let end = inner.length;
  while (end > 0 && isBeside(inner[end - 1] ?? '')) end -= 1;
  const rest = inner.slice(end);
  return rest.every(line => line.trim() === '') ? inner : [...inner.slice(0, end), ''];
}

/** A word or two may be a key that somebody has just begun to type; these are what pages put beside a text. */
const LABEL = /^(?:ya?ml|text|bash|sh|shell|console|copy(?: code)?|copied|eof|eot|end|[\w.-]+\.(?:ya?ml|json|txt))$/i;

/** `statefulset.apps/web created`, as kubectl says it. */
const ANSWER = /^[\w.-]+\/[\w.-]+ \w+/;

function isBeside(line: string): boolean {
  if (line.trim() === '' || OMISSION.test(line)) return true;
  if (/^(?:\s|#|---|\.\.\.|-(?:\s|$)|[\]}{])/.test(line) || KEY.test(line)) return false;
  return LABEL.test(line.trim()) || !/^(?:["'].*|[\w./-]+(?: [\w-]+)?\s*:?)$/.test(line.trim()) || ANSWER.test(line);
}
