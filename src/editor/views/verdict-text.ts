import type { StatefulSet } from '../../core/statefulset/model.ts';
import { partitionOf, replicasOf } from '../../core/statefulset/ordinals.ts';
import { verdictLines } from '../../core/statefulset/verdict-lines.ts';
import { verdictSentencesOf } from '../../words/verdict-text.ts';
import type { Say } from '../../words/words.ts';
import { isTrouble, type Judged } from '../verdicts/verdicts.ts';
import { colors, type Fact, type Icon } from './row.ts';

/** A verdict in the few words that a row has room for; `undefined` where there is nothing to say. */
export function verdictText({ verdict }: Judged, name: string, say: Say): string | undefined {
  const pod = verdict.waitsFor ?? verdict.pod ?? name;
  const { cause, claim = '', atRisk: [risk] = [] } = verdict;
  if (verdict.verdict === 'stuck') {
    const code = cause === undefined ? 'row-stuck' : `row-stuck-${cause}`;
    return say.data({ code, values: { pod, claim } });
  }
  if (risk !== undefined) return say('row-at-risk', { pod: risk.pod });
  if (verdict.verdict === 'progressing' && verdict.waitsFor !== undefined) return say('row-waits', { pod });
  return undefined;
}

/** A set that is held, as a canary is told: where, and how far. */
export function heldText({ verdict }: Judged, set: StatefulSet, say: Say): string | undefined {
  if (verdict.verdict !== 'held') return undefined;
  const wanted = replicasOf(set);
  const updated = Math.max(0, wanted - (verdict.outdated?.length ?? 0));
  if (verdict.by === 'on-delete') return say('row-held-on-delete', { updated, wanted });
  return say('row-held-partition', { partition: partitionOf(set), updated, wanted });
}

/** What a tooltip says of a verdict: all of its sentences, where it is more than that all is well. */
export function verdictFacts(judged: Judged | undefined, name: string, say: Say): Fact[] {
  return verdictSentences(judged, name, say).map(sentence => ({ sentence }));
}

/** The verdict in whole sentences: what is, what it blocks, what is broken too, the way out, what is about to be lost, what was not seen. */
export function verdictSentences(judged: Judged | undefined, name: string, say: Say): string[] {
  if (judged === undefined || (judged.verdict.verdict === 'fine' && !isTrouble(judged.verdict))) return [];
  return verdictSentencesOf(verdictLines(judged.verdict, name, judged.at), say);
}

/** The icon of a workload in trouble; otherwise its own. */
export function troubleIcon(judged: Judged | undefined, own: Icon): Icon {
  if (judged === undefined || !isTrouble(judged.verdict)) return own;
  return { name: judged.verdict.verdict === 'stuck' ? 'error' : 'warning', color: colors.bad };
}
