import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import { isReady } from '../../../../src/core/statefulset/health.ts';
import type { PodStatus, StatefulSetSpec } from '../../../../src/core/statefulset/model.ts';
import { makePass, modelOf, passTime } from '../../../../src/core/statefulset/model-cluster.ts';
import { ordinalOf, replicasOf } from '../../../../src/core/statefulset/ordinals.ts';
import { type Change, type Plan, plan } from '../../../../src/core/statefulset/plan.ts';
import { imagePullBackOff, set, settled, unready, withImage, withPodStatus } from '../../../support/statefulset.ts';

type Spec = Partial<StatefulSetSpec>;

const retention = fc.constantFrom('Retain', 'Delete');
const strategy = fc.oneof(
  fc.constant({ type: 'OnDelete' }),
  fc.constant({ type: 'RollingUpdate' }),
  fc.nat(7).map(partition => ({ type: 'RollingUpdate', rollingUpdate: { partition } })),
);
const spec: fc.Arbitrary<Spec> = fc.record({
  replicas: fc.nat(6),
  podManagementPolicy: fc.constantFrom('OrderedReady', 'Parallel'),
  updateStrategy: strategy,
  minReadySeconds: fc.constantFrom(0, 30),
  ordinals: fc.record({ start: fc.nat(2) }),
  persistentVolumeClaimRetentionPolicy: fc.record({ whenScaled: retention, whenDeleted: retention }),
});

/** A change of what may be changed. */
const next: fc.Arbitrary<Spec & { image: string }> = fc.record({
  image: fc.constantFrom('app:v1', 'app:v2'),
  replicas: fc.nat(6),
  updateStrategy: strategy,
  ordinals: fc.record({ start: fc.nat(2) }),
});

const trouble: fc.Arbitrary<PodStatus> = fc.constantFrom(imagePullBackOff, unready, { phase: 'Failed' });

/** A set at rest, perhaps half-way through a rollout, perhaps with one pod that is in trouble, and a change to it. */
const situation = fc
  .tuple(spec, next, next, fc.option(fc.tuple(fc.nat(5), trouble), { nil: undefined }))
  .map(([first, second, change, broken]) => {
    const start = settled(set(first));
    const half = settled(withImage(start, second.image, { updateStrategy: second.updateStrategy ?? {} }), start);
    const pod = half.pods[broken?.[0] ?? 0];
    const before = broken === undefined || pod === undefined ? half : withPodStatus(half, pod.metadata.name, broken[1]);
    const { image, ...changed } = change;
    return { before, set: withImage(before, image, changed), healthy: before === half };
  });

const planOf = ({ before, set: changed }: { before: World; set: World['set'] }): Plan =>
  plan(before, { kind: 'spec', set: changed });

describe('the plan of any change to any set', () => {
  it('ends, or says where it stops', () => {
    fc.assert(
      fc.property(situation, given => {
        const { cut, stuckAt } = planOf(given);
        assert.equal(cut, false);
        if (given.healthy) assert.equal(stuckAt, undefined);
      }),
    );
  });

  it('leaves exactly the pods that the set wants, unless it stops', () => {
    fc.assert(
      fc.property(situation, given => {
        const { pods, stuckAt } = planOf(given);
        if (stuckAt !== undefined) return;
        const staying = pods.filter(pod => pod.outcome !== 'deleted');
        assert.equal(staying.length, replicasOf(given.set));
      }),
    );
  });

  it('says that ready pods go exactly where it deletes one, and never counts fewer unless one goes', () => {
    fc.assert(
      fc.property(situation, given => {
        const { steps, readyPodsGo, readyBefore, fewestReady } = planOf(given);
        const deleted = new Set(steps.flatMap(step => (step.do === 'delete' ? [step.pod] : [])));
        const going = given.before.pods.filter(pod => deleted.has(pod.metadata.name) && isReady(pod));
        assert.equal(readyPodsGo, going.length > 0);
        assert.ok(fewestReady <= readyBefore && fewestReady >= readyBefore - going.length);
      }),
    );
  });

  it('deletes no claim that the retention policy keeps', () => {
    fc.assert(
      fc.property(situation, given => {
        if (given.set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete') return;
        assert.ok(planOf(given).claims.every(claim => claim.outcome !== 'deleted'));
      }),
    );
  });

  it('replaces pods from the highest ordinal down, and never one below the partition', () => {
    fc.assert(
      fc.property(situation, given => {
        const outdated = planOf(given).steps.flatMap(step =>
          step.do === 'delete' && step.because === 'outdated' ? [ordinalOf('web', step.pod) ?? -1] : [],
        );
        assert.deepEqual(
          outdated,
          outdated.toSorted((one, other) => other - one),
        );
        const { updateStrategy, ordinals } = given.set.spec;
        const border = (ordinals?.start ?? 0) + (updateStrategy?.rollingUpdate?.partition ?? 0);
        assert.ok(outdated.every(ordinal => ordinal >= border));
        if (updateStrategy?.type === 'OnDelete') assert.deepEqual(outdated, []);
      }),
    );
  });

  it('creates a pod in order only when every lower one is there', () => {
    fc.assert(
      fc.property(situation, given => {
        if (given.set.spec.podManagementPolicy === 'Parallel') return;
        const there = new Set(given.before.pods.map(pod => pod.metadata.name));
        const start = given.set.spec.ordinals?.start ?? 0;
        for (const step of planOf(given).steps) {
          if (step.do === 'delete') there.delete(step.pod);
          if (step.do !== 'create') continue;
          const ordinal = ordinalOf('web', step.pod) ?? -1;
          for (let lower = start; lower < ordinal; lower++)
            assert.ok(there.has(`web-${lower}`), `${step.pod} before web-${lower}`);
          there.add(step.pod);
        }
      }),
    );
  });

  it('changes nothing in the world that it is asked about', () => {
    fc.assert(
      fc.property(situation, given => {
        const before = JSON.stringify([given.before, [...given.before.claims]]);
        planOf(given);
        assert.equal(JSON.stringify([given.before, [...given.before.claims]]), before);
      }),
      { numRuns: 30 },
    );
  });

  it('has nothing more to do once it is carried out', () => {
    fc.assert(
      fc.property(situation, given => {
        if (!given.healthy) return;
        const after = settled(given.set, given.before);
        const change: Change = { kind: 'spec', set: after.set };
        assert.deepEqual(plan(after, change).steps, []);
      }),
    );
  });
});

describe('pods in order, while nothing is broken', () => {
  it('are never down by more than one at a time during an update', () => {
    fc.assert(
      fc.property(situation, given => {
        const { before, set: changed, healthy } = given;
        const sameSize = replicasOf(changed) === before.pods.length;
        const sameStart = (changed.spec.ordinals?.start ?? 0) === (before.set.spec.ordinals?.start ?? 0);
        if (!healthy || !sameSize || !sameStart || changed.spec.podManagementPolicy === 'Parallel') return;
        const model = modelOf({ ...before, set: { ...changed, status: before.set.status ?? {} } });
        for (let pass = 0; pass < 200; pass++) {
          const { decision } = makePass(model);
          const down =
            replicasOf(changed) -
            [...model.pods.values()].filter(pod => pod.metadata.deletionTimestamp === undefined).length;
          assert.ok(down <= 1);
          if (decision.moves.length === 0 && passTime(model).length === 0 && !decision.statusChanged) break;
        }
      }),
    );
  });
});
