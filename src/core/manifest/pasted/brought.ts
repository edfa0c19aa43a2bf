/** Signs of a page that stand within lines: odd blanks, invisible and typographic characters, entities and tags of HTML, fences. */
const SIGNS =
  /&(?:quot|lt|gt|nbsp|amp|#34|#39);|<\/?(?:br|pre|code|div|p|span)\b[^>]*>|```|~~~|[\u00A0\u1680\u2000-\u200D\u202F\u205F\u2060\u3000\uFEFF\u201C-\u201E\u2018-\u201A\uFF1A\u2010-\u2014\u2022\u2023\u2043\u2212\u25A0-\u25FF\u00B7]/g;
const UNSEEN = /[\u00A0\u1680\u2000-\u200D\u202F\u205F\u2060\u3000\uFEFF]/;
/** More signs than these nobody reads in a sentence. */
const MOST = 6;
const LONGEST_LINE = 40;

/** What was copied along with a text and is not in it any more once that is taken out: its signs, each once, or the first line that is not the same. */
export function brought(text: string, rebuilt: string): string {
  const before = countsOf(text);
  const after = countsOf(rebuilt);
  const signs = [...before].filter(([sign, count]) => count > (after.get(sign) ?? 0)).map(([sign]) => visible(sign));
  return signs.length > 0 ? signs.slice(0, MOST).join(' ') : firstOdd(text, rebuilt);
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [sign] of text.matchAll(SIGNS)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return counts;
}

function visible(sign: string): string {
  if (!UNSEEN.test(sign)) return sign;
  return `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function firstOdd(text: string, rebuilt: string): string {
  const kept = new Set(rebuilt.split(/\r?\n/));
  const odd = text.split(/\r?\n/).find(line => !kept.has(line)) ?? '';
  const line = odd.trim().replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
