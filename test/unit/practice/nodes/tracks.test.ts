import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerStatus, Pod } from '../../../../src/core/statefulset/model.ts';
import type { Fate } from '../../../../src/practice/controllers/fates.ts';
import { arrived, running, type Stage, waiting } from '../../../../src/practice/nodes/stage.ts';
import { advance } from '../../../../src/practice/nodes/track.ts';
import {
  changedTracks,
  firstTracks,
  isSettled,
  type Plan,
  statusOnTracks,
} from '../../../../src/practice/nodes/tracks.ts';
import { newPod } from '../../../support/practice-cluster.ts';

const started: Stage = { at: 100, state: running, ready: false, restarts: 0, says: [] };
const ready: Stage = { ...started, at: 150, ready: true };
const crashed: Stage = { at: 120, state: waiting('CrashLoopBackOff'), ready: false, restarts: 1, says: [] };
const stages: Readonly<Record<Fate, readonly Stage[]>> = {
  ready: [arrived, started, ready],
  slow: [arrived, started, { ...ready, at: 900 }],
  'never-ready': [arrived, started],
  'crash-loop': [arrived, started, crashed],
  'image-missing': [arrived],
};
const plan: Plan = (_, fate) => stages[fate].values();

function orders(fate: Fate, now: number) {
  return { fates: [fate], plan, now };
}

function podWith(status: Partial<ContainerStatus>, isReady = false): Pod {
  const conditions = [{ type: 'Ready', status: isReady ? 'True' : 'False' }];
  const containerStatus = { name: 'app', ready: isReady, restartCount: 0, image: 'app:v1', ...status };
  return { ...newPod('web'), status: { phase: 'Running', conditions, containerStatuses: [containerStatus] } };
}

/** The tracks of a pod that came to its node at 1000, at a later time. */
function at(time: number, fate: Fate) {
  return firstTracks(newPod('web'), orders(fate, 1000), undefined).map(track => advance(track, time).track);
}

describe('a pod for which nothing is left to be done', () => {
  it('has ended, or is ready and has a fate that leaves it so', () => {
    const isReady = podWith({}, true);
    const fates: readonly Fate[] = ['ready', 'slow', 'image-missing', 'never-ready', 'crash-loop'];
    assert.deepEqual(
      fates.map(fate => isSettled(isReady, [fate])),
      [true, true, true, false, false],
    );
    assert.equal(isSettled(podWith({}), ['ready']), false);
    assert.equal(isSettled({ ...newPod('web'), status: { phase: 'Succeeded' } }, ['crash-loop']), true);
  });
});

describe('the first tracks of a pod', () => {
  it('begin when the node sees it', () => {
    const [track] = firstTracks(newPod('web'), orders('ready', 1000), undefined);
    assert.deepEqual([track?.base, track?.current, track?.next], [1000, undefined, arrived]);
  });

  it('go on from where they are, if it was started in an earlier run', () => {
    const [track] = firstTracks(newPod('web'), orders('ready', 1120), 1000);
    assert.deepEqual([track?.base, track?.current, track?.next], [1000, started, ready]);
  });

  it('leave a container running that is ready, with the restarts that it has had', () => {
    const [track] = firstTracks(podWith({ restartCount: 2 }, true), orders('never-ready', 5000), undefined);
    assert.deepEqual([track?.next?.state, track?.restartsBefore], [running, 2]);
  });
});

describe('tracks after another fate was ordered', () => {
  it('stay as they are where the fate is the same', () => {
    assert.equal(changedTracks(newPod('web'), at(1200, 'ready'), orders('ready', 1200)), undefined);
  });

  it('go on where the fate makes no difference to what runs', () => {
    const tracks = at(1200, 'ready');
    assert.deepEqual(changedTracks(newPod('web'), tracks, orders('image-missing', 1200)), [
      { ...tracks[0], fate: 'image-missing' },
    ]);
  });

  it('go on from the start of the container where it runs', () => {
    const [track] = changedTracks(podWith({ restartCount: 3 }), at(1200, 'ready'), orders('never-ready', 1200)) ?? [];
    assert.deepEqual([track?.fate, track?.next?.state, track?.restartsBefore], ['never-ready', running, 3]);
    assert.equal((track?.base ?? 0) + (track?.next?.at ?? 0), 1200);
  });

  it('begin anew where it does not run, and a start that is under way counts', () => {
    const [missing] = changedTracks(newPod('web'), at(1200, 'image-missing'), orders('ready', 1200)) ?? [];
    assert.deepEqual([missing?.base, missing?.next, missing?.restartsBefore], [1200, arrived, 0]);
    const crashing = podWith({ restartCount: 1 });
    const [again] = changedTracks(crashing, at(1200, 'crash-loop'), orders('ready', 1200)) ?? [];
    assert.deepEqual([again?.next, again?.restartsBefore], [arrived, 2]);
  });
});

describe('the status of a pod on its tracks', () => {
  const now = '2026-01-01T00:00:00Z';

  it('has an address once a container has begun, and keeps it', () => {
    const address = (time: number, pod = newPod('web')) =>
      statusOnTracks(pod, at(time, 'ready'), '10.244.0.2', now).podIP;
    assert.deepEqual([address(1050), address(1120)], [undefined, '10.244.0.2']);
    assert.equal(address(1050, { ...newPod('web'), status: { podIP: '10.244.0.2' } }), '10.244.0.2');
  });
});
