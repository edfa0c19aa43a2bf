import { textLine } from '../../words/rollout-lines.ts';
import type { Say } from '../../words/words.ts';
import type { Disposable } from '../dispose.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { verdictSentences } from '../views/verdict-text.ts';
import type { LiveVerdicts } from './live-verdicts.ts';

/** Writes why a rollout is stuck, and the way out: once for each thing it gets stuck at. Ends when it is disposed. */
export function tellVerdicts(
  verdicts: Pick<LiveVerdicts, 'current' | 'onChange'>,
  target: WorkloadKey,
  say: Say,
  write: (line: string) => void,
): Disposable {
  let told = '';
  const tell = () => {
    const judged = verdicts.current?.of(target);
    if (judged?.verdict.verdict !== 'stuck') {
      // What comes again after it went on is news again.
      if (judged !== undefined) told = '';
      return;
    }
    const { cause = '', waitsFor = '' } = judged.verdict;
    const about = `${cause}/${waitsFor}`;
    if (about === told) return;
    told = about;
    for (const sentence of verdictSentences(judged, target.name, say)) {
      write(textLine(judged.at, undefined, sentence, 0));
    }
  };
  tell();
  return verdicts.onChange(keys => {
    if (keys === 'all' || keys.some(key => isSame(key, target))) tell();
  });
}

function isSame(one: WorkloadKey, other: WorkloadKey): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}
