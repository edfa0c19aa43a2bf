import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import type { PodStatus } from '../../../../src/core/statefulset/model.ts';
import { makePass, modelOf, passTime } from '../../../../src/core/statefulset/model-cluster.ts';
import {
  advanceRollout,
  beginRollout,
  type Rollout,
  type Sight,
  summarizeRollout,
} from '../../../../src/core/statefulset/progress.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import {
  imagePullBackOff,
  podNamed,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
} from '../../../support/statefulset.ts';

const say = speaker(allSentences);

function sight(world: World): Sight {
  return {
    owner: { ...world.set, status: { observedGeneration: world.set.metadata.generation ?? 0, ...world.set.status } },
    pods: world.pods.map(pod => ({ ...pod, spec: { ...pod.spec, nodeName: 'node-2' } })),
    claims: [...world.claims.values()],
    released: [],
    revisionNumbers: new Map(world.revisions.map(revision => [revision.metadata.name, revision.revision])),
  };
}

/** Every sight of a rollout: after each pass of the brain and each thing that happens by itself. */
function sightsOf(before: World, after: World): Sight[] {
  const model = modelOf({ ...before, set: { ...after.set, status: before.set.status ?? {} } });
  const sights = [sight({ ...model, pods: [...model.pods.values()] })];
  for (let pass = 0; pass < 100; pass++) {
    const { decision } = makePass(model);
    model.now += 1_000;
    const later = decision.moves.length === 0 ? passTime(model) : [];
    const seen = { ...model, pods: [...model.pods.values()] };
    const status = { ...decision.status, observedGeneration: after.set.metadata.generation ?? 1 };
    sights.push(sight({ ...seen, set: { ...model.set, status } }));
    if (decision.moves.length === 0 && later.length === 0 && !decision.statusChanged) break;
  }
  return sights;
}

function follow(sights: readonly Sight[]): { rollout: Rollout; told: string[] } {
  const [first, ...rest] = sights;
  assert.ok(first);
  let { rollout, lines } = beginRollout(first, 0);
  const told = lines.map(line => `${line.subject ?? ''}: ${say.data(line)}`);
  for (const [index, next] of rest.entries()) {
    ({ rollout, lines } = advanceRollout(rollout, next, (index + 1) * 1_000));
    told.push(...lines.map(line => `${line.subject ?? ''}: ${say.data(line)}`));
  }
  return { rollout, told };
}

const canary = (before: World) =>
  settled(
    withImage(before, 'ghcr.io/shop/app:v2', {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
    }),
    before,
  );

describe('following a rollout', () => {
  it('tells each pod from its deletion to its readiness, and ends with the words of kubectl', () => {
    const before = settled(set());
    const { told, rollout } = follow(sightsOf(before, canary(before)));
    assert.deepEqual(told, [
      ': Waiting for statefulset spec update to be observed...',
      'web-2: is being deleted (revision 1, app:v1)',
      ': Waiting for partitioned roll out to finish: 0 out of 1 new pods have been updated...',
      'web-2: gone',
      'web-2: created at revision 2 (app:v2)',
      ': Waiting for 1 pods to be ready...',
      'web-2: ready 2 s after it was created, on node-2, revision 2 (app:v2)',
      ': partitioned roll out complete: 1 new pods have been updated...',
    ]);
    assert.equal(rollout.status?.ends, 'success');
  });

  it('says the same in the end whichever sights were missed', () => {
    const before = settled(set({ replicas: 5 }));
    const sights = sightsOf(before, canary(before));
    for (const every of [1, 2, 3, 5, 7]) {
      const seen = sights.filter((_, index) => index === 0 || index % every === 0 || index === sights.length - 1);
      const { rollout } = follow(seen);
      const { replaced, created, deleted } = summarizeRollout(rollout);
      assert.deepEqual(
        { replaced, created, deleted },
        { replaced: ['web-4', 'web-3', 'web-2'], created: [], deleted: [] },
      );
      assert.equal(rollout.status?.ends, 'success');
    }
  });

  it('tells a replacement of which it saw neither the deletion nor the creation', () => {
    const before = settled(set());
    const { told } = follow([sight(before), sight(canary(before))]);
    const ofPod = told.filter(line => line.startsWith('web-2'));
    assert.equal(ofPod.length, 3);
    assert.match(ofPod.join('\n'), /gone\n.*created at revision 2 \(app:v2\)\n.*ready .* after it was created/);
  });

  it('does not take an older, complete state for the end of the change', () => {
    const world = settled(set());
    assert.equal(beginRollout(sight(world), 0, 1).rollout.status?.ends, 'success');
    assert.equal(beginRollout(sight(world), 0, 2).rollout.status, undefined);
  });
});

describe('what befalls a pod', () => {
  const world = settled(set({ replicas: 1 }));
  const lines = (after: World) => follow([sight(world), sight(after)]).told.filter(line => line.startsWith('web-0'));

  it('that cannot pull its image is told once', () => {
    const waiting = withPodStatus(world, 'web-0', imagePullBackOff);
    const { told } = follow([sight(world), sight(waiting), sight(waiting)]);
    assert.equal(told.filter(line => line.includes('ImagePullBackOff')).length, 1);
  });

  it('that turns unready and ready again is told both times', () => {
    const { told } = follow([sight(world), sight(withPodStatus(world, 'web-0', unready)), sight(world)]);
    assert.deepEqual(
      told.filter(line => line.startsWith('web-0')).map(line => line.slice(7, 18)),
      ['no longer r', 'ready again'],
    );
  });

  it('that restarts is told with its exit code', () => {
    const restarted: PodStatus = {
      ...podNamed(world, 'web-0').status,
      containerStatuses: [{ name: 'app', ready: true, restartCount: 2, lastState: { terminated: { exitCode: 137 } } }],
    };
    assert.deepEqual(lines(withPodStatus(world, 'web-0', restarted)), [
      'web-0: container app restarted, 2 times by now; it last ended with exit code 137',
    ]);
  });

  it('that vanished is told as gone', () => {
    assert.deepEqual(lines(withoutPod(world, 'web-0')), ['web-0: gone']);
  });
});

describe('what befalls the set and its claims', () => {
  const world = settled(set({ replicas: 1 }));

  it('is told when replicas, partition and image change', () => {
    const changed = withImage(world, 'app:v9', {
      replicas: 4,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } },
    });
    const { told } = follow([sight(world), sight({ ...world, set: changed })]);
    assert.deepEqual(
      told.filter(line => line.startsWith('web:')),
      ['web: replicas 4, 1 before', 'web: partition 3, 0 before', 'web: new template: app:v9, app:v1 before'],
    );
  });

  it('is told when the set is deleted', () => {
    const { told } = follow([sight(world), { ...sight(world), owner: undefined }]);
    assert.ok(told.includes('web: was deleted'));
  });

  it('is told when a claim is bound or gone', () => {
    const claim = world.claims.get('data-web-0');
    assert.ok(claim);
    const bound = {
      ...claim,
      spec: { ...claim.spec, volumeName: 'pv-1' },
      status: { phase: 'Bound', capacity: { storage: '2Gi' } },
    };
    const { told } = follow([sight(world), { ...sight(world), claims: [bound] }, { ...sight(world), claims: [] }]);
    assert.deepEqual(
      told.filter(line => line.startsWith('data-')),
      ['data-web-0: bound to volume pv-1, 2Gi', 'data-web-0: deleted, and its data with it if its volume is reclaimed'],
    );
  });
});
