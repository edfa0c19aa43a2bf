import { commonEvidence, deploymentEvidence, setEvidence } from '../../cluster/evidence.ts';
import type { Mirror } from '../../cluster/mirror.ts';
import { deploymentVerdict } from '../../core/deployment/verdict.ts';
import type { Features } from '../../core/statefulset/decision.ts';
import { type Verdict, verdict } from '../../core/statefulset/verdict.ts';
import type { WorkloadKey } from '../views/tree-model.ts';

/** How long judging may keep others waiting, in milliseconds; what is left is judged in the next turn. */
const SLICE = 8;

/** A verdict, and when it was given (milliseconds since 1970). */
export interface Judged {
  readonly verdict: Verdict;
  readonly at: number;
}

/** The verdicts on the workloads of one mirror. Only those that were touched are judged, in turns short enough to type between. */
export interface Verdicts {
  of(key: WorkloadKey): Judged | undefined;
  /** Something about these may have changed. They are judged soon, and `onChange` names those that are judged otherwise. */
  touch(keys: Iterable<WorkloadKey>): void;
  /** Time has passed: what moves may have become stuck. */
  tick(): void;
  /** Judges one now, on all that is known now. `undefined` if it is not there. */
  judge(key: WorkloadKey): Judged | undefined;
  /** Calls back with what is judged otherwise than before; call the result to end it. */
  onChange(listener: (keys: readonly WorkloadKey[]) => void): () => void;
  /** All that are in trouble: stuck, or about to lose data. */
  readonly troubled: number;
  stop(): void;
}

export interface VerdictOptions {
  readonly features: () => Features;
  readonly onFault: (error: unknown) => void;
  readonly now?: () => number;
  /** Runs work in a later turn; call the result to give it up. */
  readonly later?: (work: () => void) => () => void;
}

export function createVerdicts(mirror: Mirror, options: VerdictOptions): Verdicts {
  const { features, onFault, now = Date.now, later = inLaterTurn } = options;
  const judged = new Map<string, { readonly key: WorkloadKey; readonly judged: Judged }>();
  const waiting = new Map<string, WorkloadKey>();
  const listeners = new Set<(keys: readonly WorkloadKey[]) => void>();
  let cancel: (() => void) | undefined;
  let stopped = false;

  function judgeOne(key: WorkloadKey, common: ReturnType<typeof commonEvidence>): Judged | undefined {
    if (key.kind === 'StatefulSet') {
      const set = mirror.get('StatefulSet', key.namespace, key.name);
      return set === undefined ? undefined : { verdict: verdict(setEvidence(mirror, set, common)), at: common.now };
    }
    const deployment = mirror.get('Deployment', key.namespace, key.name);
    if (deployment === undefined) return undefined;
    return { verdict: deploymentVerdict(deploymentEvidence(mirror, deployment, common)), at: common.now };
  }

  /** Whether it is judged otherwise than before. */
  function put(key: WorkloadKey, after: Judged | undefined): boolean {
    const id = idOf(key);
    const before = judged.get(id)?.judged;
    if (after === undefined) judged.delete(id);
    else if (before === undefined || !isSame(before, after)) judged.set(id, { key, judged: after });
    return before === undefined || after === undefined ? before !== after : !isSame(before, after);
  }

  function turn(): void {
    cancel = undefined;
    const common = commonEvidence(mirror, features(), now());
    const end = now() + SLICE;
    const changed: WorkloadKey[] = [];
    for (const [id, key] of waiting) {
      waiting.delete(id);
      if (put(key, judgeOne(key, common))) changed.push(key);
      if (now() >= end) break;
    }
    schedule();
    if (changed.length > 0) for (const listener of [...listeners]) listener(changed);
  }

  function schedule(): void {
    if (stopped || waiting.size === 0) return;
    cancel ??= later(() => {
      try {
        turn();
      } catch (error) {
        onFault(error);
      }
    });
  }

  return {
    of: key => judged.get(idOf(key))?.judged,
    touch(keys) {
      for (const key of keys) waiting.set(idOf(key), key);
      schedule();
    },
    tick() {
      for (const { key, judged: one } of judged.values())
        if (one.verdict.verdict !== 'fine') waiting.set(idOf(key), key);
      schedule();
    },
    judge(key) {
      const found = judgeOne(key, commonEvidence(mirror, features(), now()));
      if (put(key, found)) for (const listener of [...listeners]) listener([key]);
      return found;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get troubled() {
      return [...judged.values()].filter(one => isTrouble(one.judged.verdict)).length;
    },
    stop() {
      stopped = true;
      cancel?.();
      listeners.clear();
    },
  };
}

/** Something that needs a person: it is stuck, or about to lose data. */
export function isTrouble({ verdict: kind, atRisk = [] }: Verdict): boolean {
  return kind === 'stuck' || atRisk.length > 0;
}

function isSame(one: Judged, other: Judged): boolean {
  return JSON.stringify(one.verdict) === JSON.stringify(other.verdict);
}

function idOf({ kind, namespace, name }: WorkloadKey): string {
  return `${kind}/${namespace}/${name}`;
}

function inLaterTurn(work: () => void): () => void {
  const planned = setImmediate(work);
  return () => clearImmediate(planned);
}
