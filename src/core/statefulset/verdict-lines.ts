import { spokenDuration } from '../duration.ts';
import { podRanges } from './ordinals.ts';
import type { Cause, Verdict, WayOut } from './verdict-model.ts';

/** A verdict as a person reads it, as codes and values for `words`. */
export interface VerdictLines {
  /** Whether the whole is stuck, and for how long; nothing where the sentence says all. */
  readonly state: VerdictLine | undefined;
  /** Which pod, and what is the matter with it. */
  readonly sentence: VerdictLine;
  /** The cluster's own words, each once, none that the sentence holds already. */
  readonly said: readonly string[];
  /** What else is to be known of the cause. */
  readonly details: readonly VerdictLine[];
  /** What else stands still. */
  readonly blocks: VerdictLine | undefined;
  /** Other pods that are broken too. */
  readonly also: VerdictLine | undefined;
  /** What is safe to do. */
  readonly wayOut: VerdictLine | undefined;
  /** What belongs to doing it. */
  readonly cautions: readonly VerdictLine[];
  /** Claims whose data is about to be lost. */
  readonly atRisk: readonly VerdictLine[];
  /** Pods that cannot leave their nodes now. */
  readonly drains: readonly VerdictLine[];
  /** What could not be looked at. */
  readonly unknown: VerdictLine | undefined;
}

export interface VerdictLine {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** So many volumes that do not fit are told one by one. */
const MOST_VOLUMES = 5;

/** Causes whose sentence holds what the cluster says: a name or two, which alone would say nothing. */
const IN_THE_SENTENCE: ReadonlySet<Cause> = new Set([
  'finalizer',
  'claim-terminating',
  'claim-lost',
  'name-taken',
  'scheduling-gates',
  'controller-missing',
]);

/** Tells the verdict on the set or Deployment of this name. */
export function verdictLines(verdict: Verdict, name: string, now: number): VerdictLines {
  const said = wordsOf(verdict, name);
  const isTold = verdict.cause === undefined || !IN_THE_SENTENCE.has(verdict.cause);
  const values = valuesOf(verdict, name, now, said);
  const line = (code: string, more: VerdictLine['values'] = {}): VerdictLine => ({
    code,
    values: { ...values, ...more },
  });
  const { also, blocks, unknown, wayOut, container, unfit = [], atRisk = [], drains = [] } = verdict;
  const named = { pods: podRanges(name, also ?? []) || (also ?? []).join(', ') };
  return {
    state: stateOf(verdict, line),
    sentence: sentenceOf(verdict, name, said.length > 0, line),
    said: isTold && verdict.verdict !== 'unknown' ? said : [],
    details: [
      ...(container === undefined || verdict.cause === 'initializing'
        ? []
        : [line(`verdict-container-${container.kind}`)]),
      ...(wayOut === 'grow-claim' || wayOut === 'make-room-in-volume'
        ? [line(verdict.claim === undefined ? 'verdict-volume-full' : 'verdict-claim-full')]
        : []),
      ...unfit.slice(0, MOST_VOLUMES).map(({ volume, why }) => line(`verdict-volume-${why}`, { volume })),
    ],
    blocks: blocks === undefined ? undefined : line(`verdict-blocks-${blocks}`),
    also:
      also === undefined
        ? undefined
        : line(verdict.waitsFor === undefined ? 'verdict-also-alone' : 'verdict-also', named),
    wayOut: wayOut === undefined ? wayOn(verdict, line) : line(wayOutCode(verdict, wayOut)),
    cautions: cautionsOf(verdict).map(code => line(code)),
    atRisk: atRisk.map(({ claim, pod, why }) => line(`verdict-at-risk-${why}`, { claim, pod })),
    drains: drains.map(({ ever, ...drain }) =>
      line(ever ? 'verdict-drain-waits' : 'verdict-drain-never', { ...drain }),
    ),
    unknown: unknown.length === 0 ? undefined : line('verdict-unknown', { kinds: unknown.join(', ') }),
  };
}

type Line = (code: string, more?: VerdictLine['values']) => VerdictLine;

function valuesOf(verdict: Verdict, name: string, now: number, said: readonly string[]): VerdictLine['values'] {
  return {
    set: name,
    pod: verdict.pod ?? verdict.waitsFor ?? name,
    claim: verdict.claim ?? '',
    node: verdict.node ?? '',
    user: verdict.user ?? '',
    quota: verdict.quota ?? '',
    class: verdict.storageClass ?? '',
    volume: verdict.localVolume ?? '',
    container: verdict.container?.name ?? '',
    revision: verdict.revision?.number ?? '',
    images: verdict.revision?.images ?? '',
    partition: verdict.partition ?? '',
    evidence: said.join(', '),
    duration: verdict.since === undefined ? '' : spokenDuration(now - verdict.since),
  };
}

/** Words that stand in the sentence or in another word say nothing more. */
function wordsOf({ evidence, waitsFor, pod, claim, node }: Verdict, name: string): string[] {
  const known = new Set(['', name, waitsFor, pod, claim, node]);
  const words = [...new Set(evidence.map(word => word.trim()))].filter(word => !known.has(word));
  return words.filter(word => !words.some(other => other !== word && other.includes(word)));
}

function stateOf({ verdict, since, cause, waitsFor, wasReady }: Verdict, line: Line): VerdictLine | undefined {
  if (verdict === 'stuck') return line(since === undefined ? 'verdict-state-stuck' : 'verdict-state-stuck-since');
  // What was ready and is no longer is no progress.
  const isMoving = verdict === 'progressing' && wasReady !== true && (cause !== undefined || waitsFor !== undefined);
  return isMoving ? line('verdict-state-progressing') : undefined;
}

function sentenceOf(verdict: Verdict, set: string, isTold: boolean, line: Line): VerdictLine {
  const { cause } = verdict;
  if (verdict.verdict === 'fine')
    return line(verdict.scaledToZero === true ? 'verdict-fine-without-pods' : 'verdict-fine');
  if (verdict.verdict === 'unknown') return line('verdict-not-judged');
  if (verdict.verdict === 'held')
    return line(`verdict-held-${verdict.by}`, { pods: podRanges(set, verdict.outdated ?? []) });
  if (cause === undefined)
    return line(verdict.waitsFor === undefined ? 'verdict-progressing' : 'verdict-progressing-pod');
  // What goes may be the whole set, and not one of its pods.
  if (cause === 'terminating' && verdict.waitsFor === undefined) return line('verdict-progressing-terminating-all');
  if (cause === 'finalizer' && verdict.waitsFor === undefined) return line('verdict-stuck-finalizer-all');
  if (cause === 'node-lost' && verdict.nodeGone === true) return line(`verdict-${verdict.verdict}-node-lost-gone`);
  if (cause === 'not-ready' && verdict.wasReady === true) return line(`verdict-${verdict.verdict}-not-ready-any-more`);
  const isUntold = verdict.verdict === 'stuck' && TOLD_BOTH_WAYS.has(cause) && !isTold;
  return line(`verdict-${verdict.verdict}-${cause}${isUntold ? '-untold' : ''}`);
}

/** Causes for which the cluster may or may not have said what their sentence holds. */
const TOLD_BOTH_WAYS: ReadonlySet<Cause> = new Set([
  'create-refused',
  'claim-terminating',
  'claim-lost',
  'name-taken',
  'controller-missing',
]);

/** How what is held goes on. */
function wayOn({ verdict, by }: Verdict, line: Line): VerdictLine | undefined {
  return verdict === 'held' && by !== undefined ? line(`way-on-${by}`) : undefined;
}

/** Some ways are told with the revision that they lead to, where it may be read, and some by what they are about. */
function wayOutCode(verdict: Verdict, wayOut: WayOut): string {
  const { cause, condemned, cordoned, othersRun, revision, node, user, quota, storageClass, wasReady } = verdict;
  if (wayOut === 'add-node-or-relax' && cordoned === true) return 'way-out-add-node-or-relax-cordoned';
  if (wayOut === 'delete-pod' && condemned === true) return 'way-out-delete-pod-condemned';
  if (wayOut === 'fix-template' && cause === 'create-refused') return 'way-out-fix-template-refused';
  if (wayOut === 'fix-template' && wasReady === true) return 'way-out-fix-template-was-ready';
  if (wayOut === 'fix-template' && othersRun === true && cause === 'image-pull')
    return 'way-out-fix-template-image-others-run';
  if (wayOut === 'fix-template' && othersRun === true) return 'way-out-fix-template-others-run';
  const isNamed = isNameKnown();
  return `way-out-${wayOut}${isNamed ? '' : '-unnamed'}`;

  function isNameKnown(): boolean {
    if (wayOut === 'look-at-node') return node !== undefined;
    if (wayOut === 'raise-quota') return quota !== undefined;
    if (wayOut === 'create-class-or-recreate-set') return storageClass !== undefined;
    if (wayOut === 'let-its-user-end') return user !== undefined;
    return revision !== undefined || !TO_A_REVISION.has(wayOut);
  }
}

const TO_A_REVISION: ReadonlySet<WayOut> = new Set([
  'delete-pod',
  'undo',
  'restore-revision-then-delete-pod',
  'lower-partition-then-delete-pod',
]);

function cautionsOf({
  cause,
  wayOut,
  thenDelete,
  claims,
  condemned,
  lastReady,
  othersRun,
  localVolume,
}: Verdict): string[] {
  const isChange = wayOut === 'fix-template';
  const goesBack = wayOut === 'restore-revision-then-delete-pod' || wayOut === 'undo';
  return [
    ...(localVolume === undefined ? [] : ['verdict-local-volume']),
    ...(othersRun === true && goesBack
      ? [cause === 'image-pull' ? 'verdict-others-run-image' : 'verdict-others-run']
      : []),
    ...(thenDelete === true ? [isChange ? 'verdict-then-delete' : 'verdict-then-delete-if-changed'] : []),
    ...(claims === undefined
      ? []
      : [`verdict-claims-${claims}${condemned === true && claims === 'stay' ? '-behind' : ''}`]),
    ...(lastReady === true ? ['verdict-last-ready'] : []),
  ];
}
