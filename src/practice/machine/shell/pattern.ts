import { PatternFault, type Piece, readPattern } from './pattern-syntax.ts';

/** More than a pattern of two hundred letters comes to, unless it counts far. */
const mostSteps = 500;

/** What is done at a place of a line: a letter is taken, the place is looked at, or the way parts. */
type Step =
  | { readonly does: 'take'; readonly takes: (letter: string) => boolean }
  | { readonly does: 'look'; readonly holds: (letters: readonly string[], at: number) => boolean }
  | { readonly does: 'part'; readonly ways: readonly number[] };

export interface PatternOptions {
  /** `grep -E`: operators are not written with a backslash. */
  readonly extended: boolean;
  readonly ignoresCase: boolean;
}

/**
 * Whether a line holds a pattern of `grep`; undefined for what is no pattern, refers back to what it found, or counts too far.
 * All ways through a pattern are gone at once, letter by letter (Thompson 1968), so that no pattern takes longer than its length times that of the
 * line. JavaScript's own expressions go one way after the other, which for `(a|a)*b` never ends, and a client may send anything.
 */
export function matcherOf(pattern: string, options: PatternOptions): ((line: string) => boolean) | undefined {
  try {
    const steps = stepsOf(readPattern(pattern, options.extended), options.ignoresCase);
    return line => isIn(steps, [...line]);
  } catch (error) {
    if (error instanceof PatternFault) return undefined;
    throw error;
  }
}

function stepsOf(whole: Piece, ignoresCase: boolean): readonly Step[] {
  const steps: Step[] = [];
  let written = 0;

  function write(piece: Piece): void {
    written += 1;
    if (written > mostSteps) throw new PatternFault();
    switch (piece.is) {
      case 'letter':
        steps.push({ does: 'take', takes: ignoresCase ? inAnyCase(piece.takes) : piece.takes });
        return;
      case 'place':
        steps.push({ does: 'look', holds: piece.holds });
        return;
      case 'row':
        for (const part of piece.parts) write(part);
        return;
      case 'choice':
        writeChoice(piece.ways);
        return;
      case 'repeat':
        writeRepeat(piece);
    }
  }

  /** The steps of each way, and behind it a leap to what comes after all of them. */
  function writeChoice(ways: readonly Piece[]): void {
    const [first, ...rest] = ways;
    if (first === undefined) return;
    const fork = rest.length === 0 ? undefined : reserve();
    write(first);
    if (fork === undefined) return;
    const leap = reserve();
    steps[fork] = { does: 'part', ways: [fork + 1, steps.length] };
    writeChoice(rest);
    steps[leap] = { does: 'part', ways: [steps.length] };
  }

  function writeRepeat({ of, least, most }: Piece & { readonly is: 'repeat' }): void {
    for (let time = 0; time < least; time += 1) write(of);
    const forks: number[] = [];
    if (most === Number.POSITIVE_INFINITY) {
      const fork = reserve();
      write(of);
      steps.push({ does: 'part', ways: [fork] });
      forks.push(fork);
    } else
      for (let time = least; time < most; time += 1) {
        forks.push(reserve());
        write(of);
      }
    for (const fork of forks) steps[fork] = { does: 'part', ways: [fork + 1, steps.length] };
  }

  /** The number of a step that is filled in once it is known where it leads. */
  function reserve(): number {
    return steps.push({ does: 'part', ways: [] }) - 1;
  }

  write(whole);
  return steps;
}

/** Whether a way through the steps ends anywhere in a line. A step is looked at once at each place, whatever ways lead to it. */
function isIn(steps: readonly Step[], letters: readonly string[]): boolean {
  const lookedAt = new Int32Array(steps.length).fill(-1);
  const open: number[] = [];
  for (let at = 0; at <= letters.length; at += 1) {
    const letter = letters[at];
    const next: number[] = [];
    open.push(0);
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      const step = steps[number];
      if (step === undefined) return true;
      if (lookedAt[number] === at) continue;
      lookedAt[number] = at;
      if (step.does === 'part') for (const way of step.ways) open.push(way);
      else if (step.does === 'look') {
        if (step.holds(letters, at)) open.push(number + 1);
      } else if (letter !== undefined && step.takes(letter)) next.push(number + 1);
    }
    for (const number of next) open.push(number);
  }
  return false;
}

function inAnyCase(takes: (letter: string) => boolean): (letter: string) => boolean {
  return letter => takes(letter) || takes(letter.toLowerCase()) || takes(letter.toUpperCase());
}
