import type { Fault } from './fault.ts';

/** Where a key of a map stands. */
interface KeyPlace {
  readonly start: number;
  readonly end: number;
  /** Whether it is written without quotes. */
  readonly plain: boolean;
  /** Whether the map is written in braces. */
  readonly flow: boolean;
}

/**
 * Two things that the YAML parser takes and the server's does not: a value without a key (`{: x}`, `a: {b: c}: x`), and in braces a key
 * without quotes whose value begins right after the colon (`{a:[1]}`), which is one word to the server.
 */
export function oddKey(text: string, { start, end, plain, flow }: KeyPlace): Fault | undefined {
  const isEmpty = plain && start === end;
  const isGlued = flow && plain && /^:[[{]/.test(text.slice(end, end + 2));
  if (!isEmpty && !isGlued) return undefined;
  const colon = text.indexOf(':', end);
  return {
    code: 'yaml-syntax',
    start: colon < 0 ? start : colon,
    end: colon < 0 ? end : colon + 1,
    path: [],
    values: {},
  };
}
