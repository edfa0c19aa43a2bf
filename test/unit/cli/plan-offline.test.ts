import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Workload } from '../../../src/cli/plan/manifests.ts';
import { planOffline } from '../../../src/cli/plan/offline.ts';
import type { StatefulSet } from '../../../src/core/statefulset/model.ts';
import { partitionOf } from '../../../src/core/statefulset/ordinals.ts';
import type { Plan } from '../../../src/core/statefulset/plan.ts';
import { planLines } from '../../../src/core/statefulset/plan-lines.ts';
import { set as setOf } from '../../support/statefulset.ts';

/** A set as a manifest has it: no uid, no generation, no status. */
function manifest(image: string, replicas: number, more: Partial<StatefulSet['spec']> = {}): Workload {
  const { spec, apiVersion, kind } = setOf({ replicas, ...more });
  const template = { ...spec.template, spec: { containers: [{ name: 'app', image }] } };
  return { apiVersion, kind, metadata: { name: 'web' }, spec: { ...spec, template } };
}

function planned(before: Workload, after: Workload): Plan {
  const plan = planOffline([before], [after], 'default', undefined)[0]?.plan;
  assert.ok(plan);
  return plan;
}

/** Pods that the steps delete and create again, and those that they do not touch. */
function touched({ steps, pods }: Plan) {
  const named = (what: string) => new Set(steps.flatMap(step => (step.do === what && 'pod' in step ? [step.pod] : [])));
  const [deleted, created] = [named('delete'), named('create')];
  return {
    again: new Set([...deleted].filter(pod => created.has(pod))),
    left: pods.filter(({ pod }) => !deleted.has(pod) && !created.has(pod)),
  };
}

describe('the plan from one manifest to another', () => {
  it('tells no pod as kept that it deletes and creates, whatever the replicas before and after', () => {
    for (let from = 1; from <= 6; from++)
      for (let to = 1; to <= 6; to++) {
        const plan = planned(manifest('app:v1', from), manifest('app:v2', to));
        const title = `${from} → ${to}`;
        const replaced = plan.pods.filter(({ outcome }) => outcome === 'replaced').map(({ pod }) => pod);
        assert.deepEqual(new Set(replaced), touched(plan).again, title);
        assert.equal(replaced.length, Math.min(from, to), title);
        assert.deepEqual(planLines(plan, 'web').stays, [], title);
      }
  });

  it('tells every pod that stays below the new revision with its reason', () => {
    const strategy = fc.oneof(
      fc.constant({ type: 'OnDelete' }),
      fc.nat(7).map(partition => ({ type: 'RollingUpdate', rollingUpdate: { partition } })),
    );
    const size = fc.integer({ min: 1, max: 6 });
    const policy = fc.constantFrom('OrderedReady', 'Parallel');
    fc.assert(
      fc.property(size, size, strategy, policy, (from, to, updateStrategy, podManagementPolicy) => {
        const after = manifest('app:v2', to, { updateStrategy, podManagementPolicy });
        const plan = planned(manifest('app:v1', from, { podManagementPolicy }), after);
        const { again, left } = touched(plan);
        for (const { pod, outcome } of plan.pods) assert.equal(outcome === 'replaced', again.has(pod), pod);
        const why = updateStrategy.type === 'OnDelete' ? 'on-delete' : 'held-by-partition';
        for (const { pod, ...rest } of left) assert.deepEqual(rest, { outcome: 'kept', why, from: 1, to: 1 }, pod);
        const border = partitionOf(after as StatefulSet);
        const held = Math.min(from, to, why === 'on-delete' ? to : border);
        assert.equal(left.length, held);
        const told = planLines(plan, 'web').stays.map(({ code }) => code);
        assert.deepEqual(told, held === 0 ? [] : [`plan-stays-${why}`]);
      }),
    );
  });
});
