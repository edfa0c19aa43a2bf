/** Cuts a stream of bytes into lines, however the bytes were cut on the way. */
export interface LineCutter {
  /** The lines that `chunk` completes. */
  push(chunk: Buffer): string[];
  /** Whether bytes are left that no line break followed. */
  readonly unfinished: boolean;
}

/** A line longer than this is no event: the largest object that a server stores has 1.5 MB. */
const LONGEST_LINE = 64_000_000;

export function lineCutter(): LineCutter {
  let parts: Buffer[] = [];
  let length = 0;
  return {
    push(chunk) {
      const lines: string[] = [];
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        parts.push(chunk.subarray(start, end));
        // Joined as bytes before they become text: a character may be cut in two.
        lines.push(Buffer.concat(parts).toString('utf8'));
        parts = [];
        length = 0;
        start = end + 1;
      }
      if (start < chunk.length) {
        parts.push(chunk.subarray(start));
        length += chunk.length - start;
      }
      if (length > LONGEST_LINE) throw new RangeError('line too long');
      return lines;
    },
    get unfinished() {
      return parts.some(part => part.toString('latin1').trim() !== '');
    },
  };
}
