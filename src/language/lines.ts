/** A place in a text as editors and people count it, both from zero; characters are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets of one text into positions. Everything else in this room counts in offsets. */
export class Lines {
  private readonly starts: readonly number[];
  private readonly text: string;

  constructor(written: string) {
    // A carriage return alone ends a line as well.
    const text = written.replaceAll(/\r(?!\n)/g, '\n');
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
    this.text = text;
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.starts[low] ?? 0) };
  }

  /** A line without its end. */
  lineText(line: number): string {
    const start = this.starts[line] ?? this.text.length;
    return this.text.slice(start, this.starts[line + 1] ?? this.text.length).replace(/\r?\n$/, '');
  }
}
