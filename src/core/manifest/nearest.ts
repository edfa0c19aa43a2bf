/**
 * The word a person most likely meant: the one with the fewest slips (wrong, missing, extra or swapped letters), if these are few for its length.
 * Case alone is hardly a slip.
 */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(written.length / 3));
  let best: string | undefined;
  let fewest = limit + 1;
  for (const word of words) {
    if (Math.abs(word.length - written.length) > limit) continue;
    const slips =
      word.toLowerCase() === written.toLowerCase() ? 0 : distance(written.toLowerCase(), word.toLowerCase());
    if (slips < fewest) {
      fewest = slips;
      best = word;
    }
  }
  return best;
}

/** Edit distance that counts two swapped neighbours as one slip (optimal string alignment). */
function distance(one: string, other: string): number {
  const width = other.length + 1;
  let before: number[] = [];
  let row = Array.from({ length: width }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column < width; column += 1) {
      const same = one[line - 1] === other[column - 1];
      const swapped =
        line > 1 && column > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
      const steps = [(next[column - 1] ?? 0) + 1, (row[column] ?? 0) + 1, (row[column - 1] ?? 0) + (same ? 0 : 1)];
      if (swapped) steps.push((before[column - 2] ?? 0) + 1);
      next.push(Math.min(...steps));
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
