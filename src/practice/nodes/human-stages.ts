import type { Fate } from '../controllers/fates.ts';
import { arrived, type Occasion, running, type Saying, type Stage, waiting } from './stage.ts';

/** Milliseconds that each step takes, chosen so that a person sees every step and a rollout of three stays under half a minute. */
const durations = {
  look: 600,
  pull: 900,
  spread: 700,
  create: 200,
  start: 200,
  warmUp: 1_600,
  slowWarmUp: 12_000,
} as const;
/** A container that crashes does so this long after it started; then the node waits, longer each time. */
const crash = { after: 1_000, firstWait: 10_000, longestWait: 300_000 } as const;
/** How often a node probes, and how often it tries again to pull an image, at first and at most. */
const probeEvery = 10_000;
const pullAgain = { first: 10_000, longest: 300_000 } as const;

const imageSize = 68_412_933;

/** The life of a container as a real node would tell it, in steps that a person can follow. */
export function* humanStages(fate: Fate, occasion: Occasion): Generator<Stage, undefined> {
  yield arrived;
  if (fate === 'image-missing') yield* missingImage(occasion);
  let at = arrived.at + durations.look;
  if (occasion.pulled) at += durations.create;
  else {
    yield { ...arrived, at, says: [pulling(occasion)] };
    const pull = Math.round(durations.pull + durations.spread * occasion.chance);
    at += pull;
    yield { ...arrived, at, says: [pulledAfter(occasion, pull)] };
    at += durations.create;
  }
  yield { ...arrived, at, says: [...(occasion.pulled ? [present(occasion)] : []), created] };
  at += durations.start;
  yield { at, state: running, ready: false, restarts: 0, says: [started] };
  switch (fate) {
    case 'crash-loop':
      yield* crashes(at, occasion);
      return;
    case 'never-ready':
      yield* probes(at, Number.POSITIVE_INFINITY, occasion);
      return;
    default: {
      const ready = at + (fate === 'slow' ? durations.slowWarmUp : durations.warmUp);
      yield* probes(at, ready, occasion);
      yield { at: ready, state: running, ready: true, restarts: 0, says: [] };
    }
  }
}

/** The node's complaints about a container that does not answer its readiness probe, until `end`. */
function* probes(begin: number, end: number, { probeFailure }: Occasion): Generator<Stage, undefined> {
  if (probeFailure === undefined) return;
  const says: readonly Saying[] = [{ type: 'Warning', reason: 'Unhealthy', message: probeFailure }];
  for (let at = begin + 1_000; at < end; at += probeEvery)
    yield { at, state: running, ready: false, restarts: 0, says };
}

function* missingImage({ image }: Occasion): Generator<Stage, never> {
  const cause = `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  const failure = `rpc error: code = NotFound desc = ${cause}`;
  const backOff = `Back-off pulling image "${image}"`;
  const failed = (what: string): Saying => ({ type: 'Warning', reason: 'Failed', message: what });
  const backingOff = waiting('ImagePullBackOff', `${backOff}: ErrImagePull: ${failure}`);
  let at = arrived.at + durations.look;
  // While it pulls again the kubelet goes on telling why it could not before.
  let { state } = arrived;
  for (let wait: number = pullAgain.first; ; wait = Math.min(pullAgain.longest, wait * 2)) {
    yield { ...arrived, at, state, says: [{ type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` }] };
    at += durations.pull;
    yield {
      ...arrived,
      at,
      state: waiting('ErrImagePull', failure),
      says: [failed(`Failed to pull image "${image}": ${failure}`), failed('Error: ErrImagePull')],
    };
    at += 1_500;
    yield {
      ...arrived,
      at,
      state: backingOff,
      says: [{ type: 'Normal', reason: 'BackOff', message: backOff }, failed('Error: ImagePullBackOff')],
    };
    state = backingOff;
    at += wait;
  }
}

function* crashes(begin: number, occasion: Occasion): Generator<Stage, never> {
  let at = begin;
  for (let restarts = 0; ; restarts += 1) {
    at += crash.after;
    const ended = { kind: 'terminated', exitCode: 1, reason: 'Error' } as const;
    yield { at, state: ended, ready: false, restarts, says: [] };
    at += 500;
    const wait = Math.min(crash.longestWait, crash.firstWait * 2 ** restarts);
    const words = `back-off ${wordsOf(wait)} restarting failed container=${occasion.container} pod=${occasion.pod}`;
    const message = `Back-off restarting failed container ${occasion.container} in pod ${occasion.pod}`;
    yield {
      at,
      state: waiting('CrashLoopBackOff', words),
      ready: false,
      restarts,
      says: [{ type: 'Warning', reason: 'BackOff', message }],
    };
    at += wait;
    yield { at, state: running, ready: false, restarts: restarts + 1, says: [present(occasion), created, started] };
  }
}

/** `40s`, `2m40s`: a duration as Go writes it. */
function wordsOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

const created: Saying = { type: 'Normal', reason: 'Created', message: 'Container created' };
const started: Saying = { type: 'Normal', reason: 'Started', message: 'Container started' };

function pulling({ image }: Occasion): Saying {
  return { type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` };
}

function pulledAfter({ image }: Occasion, milliseconds: number): Saying {
  const took = `${(milliseconds / 1000).toFixed(3)}s`;
  const message = `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${imageSize} bytes.`;
  return { type: 'Normal', reason: 'Pulled', message };
}

function present({ image }: Occasion): Saying {
  const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
  return { type: 'Normal', reason: 'Pulled', message };
}
