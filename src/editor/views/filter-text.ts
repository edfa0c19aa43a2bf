import type { Say } from '../../words/words.ts';
import { type FilterState, isFiltered, type Look } from './look.ts';

export const STATE_WORDS = {
  trouble: 'filter-trouble',
  waiting: 'filter-waiting',
  held: 'filter-held',
} as const satisfies Readonly<Record<FilterState, string>>;

/** What is left out of the tree, in a sentence; `undefined` while nothing is. */
export function filterText(look: Look, say: Say): string | undefined {
  if (!isFiltered(look)) return undefined;
  const { state } = look.filter;
  const text = look.filter.text.trim();
  if (state === undefined) return say('filter-shows-text', { text });
  const words = say(STATE_WORDS[state]);
  return text === '' ? say('filter-shows-state', { state: words }) : say('filter-shows-both', { text, state: words });
}
