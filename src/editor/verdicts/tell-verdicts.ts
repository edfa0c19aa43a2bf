import type { ToldOnce } from '../../core/statefulset/told-once.ts';
import type { Verdict } from '../../core/statefulset/verdict.ts';
import { verdictLines } from '../../core/statefulset/verdict-lines.ts';
import { textLine } from '../../words/rollout-lines.ts';
import { verdictSentencesOf } from '../../words/verdict-text.ts';
import type { Say } from '../../words/words.ts';
import { type Disposable, Slot } from '../dispose.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import type { LiveVerdicts } from './live-verdicts.ts';

/** How long a verdict must have stood before it is told, in milliseconds: between two writes of the cluster much looks stuck. */
const STANDS = 5_000;

/** Calls back once after `delay` milliseconds, unless disposed before. */
export type Later = (callback: () => void, delay: number) => Disposable;

/**
 * Writes why a rollout is stuck, and the way out: once for each thing it gets stuck at, when it has been so for some seconds, and without
 * the words of the cluster that `once` has told. Ends when it is disposed.
 */
export function tellVerdicts(
  verdicts: Pick<LiveVerdicts, 'current' | 'onChange'>,
  target: WorkloadKey,
  say: Say,
  write: (line: string) => void,
  once: ToldOnce,
  later: Later = afterwards,
  now: () => number = Date.now,
): Disposable {
  /** What was told and has not passed: between two attempts a pod that ends again and again looks as if it went on. */
  const told = new Map<string, string>();
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
      if (judged !== undefined && goesOn(judged, [...told.values()])) {
        told.clear();
        once.forget();
      }
      return wait('');
    }
    const about = aboutOf(judged);
    wait(told.has(about) ? '' : about);
  };
  const tell = () => {
    awaited = '';
    const judged = verdicts.current?.of(target);
    if (judged?.verdict.verdict !== 'stuck') return;
    told.set(aboutOf(judged), judged.verdict.waitsFor ?? '');
    // It is said some seconds after it was judged: a line has the time, and tells how long, as of when it is said.
    const at = now();
    const lines = verdictLines(judged.verdict, target.name, at);
    const sentences = verdictSentencesOf({ ...lines, said: once.newWords(lines.said) }, say);
    for (const sentence of sentences) {
      write(textLine(at, undefined, sentence, 0));
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

/** Whether what was told has passed: it waits for nothing any more, or for another pod. */
function goesOn({ verdict: { verdict, waitsFor } }: { readonly verdict: Verdict }, pods: readonly string[]): boolean {
  return verdict !== 'progressing' || (waitsFor !== undefined && !pods.includes(waitsFor));
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
