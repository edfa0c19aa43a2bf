import { contextOfRow } from '../views/forest.ts';
import type { OpenContext, OpenContexts } from './contexts.ts';

/**
 * The open context that a command was called on: that of a row, or the one that a target carries along. `undefined` where it was
 * called on nothing in particular (palette, lens, menu of an editor): then the active context is meant.
 */
export function contextOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return contextOfRow(argument);
  if (typeof argument !== 'object' || argument === null || !('context' in argument)) return undefined;
  return typeof argument.context === 'string' ? argument.context : undefined;
}

/** The open context that a command was called on; never another one in its place. */
export function meantContext(
  contexts: Pick<OpenContexts, 'active' | 'of'>,
  argument: unknown,
): OpenContext | undefined {
  const key = contextOf(argument);
  return key === undefined ? contexts.active.get() : contexts.of(key);
}
