import { spokenDuration } from '../duration.ts';
import { podRanges } from './plan-lines.ts';
import type { Verdict } from './verdict-model.ts';

/** A verdict as a person reads it, as codes and values for `words`. */
export interface VerdictLines {
  readonly sentence: VerdictLine;
  /** What is safe to do. */
  readonly wayOut: VerdictLine | undefined;
  /** What else stands still. */
  readonly blocks: VerdictLine | undefined;
  /** Other pods that are broken too. */
  readonly also: VerdictLine | undefined;
  /** Claims whose data is about to be lost. */
  readonly atRisk: readonly VerdictLine[];
  /** What could not be looked at. */
  readonly unknown: VerdictLine | undefined;
}

export interface VerdictLine {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Tells the verdict on the set or Deployment of this name. */
export function verdictLines(verdict: Verdict, name: string, now: number): VerdictLines {
  const values = {
    set: name,
    pod: verdict.waitsFor ?? verdict.pod ?? name,
    claim: verdict.claim ?? '',
    evidence: verdict.evidence.filter(word => word !== '').join('; '),
    duration: verdict.since === undefined ? '' : spokenDuration(now - verdict.since),
  };
  return {
    sentence: sentenceOf(verdict, name, values),
    wayOut: verdict.wayOut === undefined ? undefined : { code: `way-out-${verdict.wayOut}`, values },
    blocks: verdict.blocks === undefined ? undefined : { code: `verdict-blocks-${verdict.blocks}`, values },
    also:
      verdict.also === undefined
        ? undefined
        : { code: 'verdict-also', values: { pods: podRanges(name, verdict.also) || verdict.also.join(', ') } },
    atRisk: (verdict.atRisk ?? []).map(({ claim, pod, why }) => ({
      code: `verdict-at-risk-${why}`,
      values: { claim, pod },
    })),
    unknown:
      verdict.unknown.length === 0
        ? undefined
        : { code: 'verdict-unknown', values: { kinds: verdict.unknown.join(', ') } },
  };
}

function sentenceOf(verdict: Verdict, set: string, values: VerdictLine['values']): VerdictLine {
  if (verdict.verdict === 'fine') return { code: 'verdict-fine', values };
  if (verdict.verdict === 'unknown') return { code: 'verdict-not-judged', values };
  if (verdict.verdict === 'held')
    return {
      code: `verdict-held-${verdict.by}`,
      values: { ...values, pods: podRanges(set, verdict.outdated ?? []) },
    };
  if (verdict.cause !== undefined) {
    const told = verdict.evidence.some(word => word !== '') ? '' : '-untold';
    const isTold = verdict.verdict === 'stuck' && TOLD_BOTH_WAYS.has(verdict.cause);
    return { code: `verdict-${verdict.verdict}-${verdict.cause}${isTold ? told : ''}`, values };
  }
  return { code: verdict.waitsFor === undefined ? 'verdict-progressing' : 'verdict-progressing-pod', values };
}

/** Causes for which the cluster may or may not have said something. */
const TOLD_BOTH_WAYS: ReadonlySet<string> = new Set([
  'crash-loop',
  'create-refused',
  'pod-failed',
  'terminating',
  'not-ready',
  'outdated-broken-pod',
  'claim-pending',
  'unschedulable',
]);
