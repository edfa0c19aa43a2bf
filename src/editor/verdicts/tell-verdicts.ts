import type { Verdict } from '../../core/statefulset/verdict.ts';
import { textLine } from '../../words/rollout-lines.ts';
import type { Say } from '../../words/words.ts';
import { type Disposable, Slot } from '../dispose.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { verdictSentences } from '../views/verdict-text.ts';
import type { LiveVerdicts } from './live-verdicts.ts';

/** How long a verdict must have stood before it is told, in milliseconds: between two writes of the cluster much looks stuck. */
const STANDS = 5_000;

/** Calls back once after `delay` milliseconds, unless disposed before. */
export type Later = (callback: () => void, delay: number) => Disposable;

/**
 * Writes why a rollout is stuck, and the way out: once for each thing it gets stuck at, when it has been so for some seconds.
 * Ends when it is disposed.
 */
export function tellVerdicts(
  verdicts: Pick<LiveVerdicts, 'current' | 'onChange'>,
  target: WorkloadKey,
  say: Say,
  write: (line: string) => void,
  later: Later = afterwards,
): Disposable {
  let told = '';
  let awaited = '';
  const waiting = new Slot();
  const wait = (about: string) => {
    if (about === awaited) return;
    awaited = about;
    waiting.set(about === '' ? undefined : later(tell, STANDS));
  };
  const look = () => {
    const judged = verdicts.current?.of(target);
    if (judged?.verdict.verdict !== 'stuck') {
      // What comes again after it went on is news again.
      if (judged !== undefined) told = '';
      return wait('');
    }
    const about = aboutOf(judged);
    wait(about === told ? '' : about);
  };
  const tell = () => {
    awaited = '';
    const judged = verdicts.current?.of(target);
    if (judged?.verdict.verdict !== 'stuck') return;
    told = aboutOf(judged);
    for (const sentence of verdictSentences(judged, target.name, say)) {
      write(textLine(judged.at, undefined, sentence, 0));
    }
  };
  look();
  const listening = verdicts.onChange(keys => {
    if (keys === 'all' || keys.some(key => isSame(key, target))) look();
  });
  return {
    dispose() {
      listening.dispose();
      waiting.dispose();
    },
  };
}

function aboutOf({ verdict: { cause, waitsFor } }: { readonly verdict: Verdict }): string {
  return `${cause ?? ''}/${waitsFor ?? ''}`;
}

function afterwards(callback: () => void, delay: number): Disposable {
  const timer = setTimeout(callback, delay);
  return { dispose: () => clearTimeout(timer) };
}

function isSame(one: WorkloadKey, other: WorkloadKey): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}
