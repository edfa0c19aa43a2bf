import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import { type Change, plan } from '../../../../src/core/statefulset/plan.ts';
import {
  empty,
  imagePullBackOff,
  set,
  settled,
  unready,
  withImage,
  withPodStatus,
  withSpec,
} from '../../../support/statefulset.ts';

/** The steps without the waits in between, as a person would tell them. */
function told(before: World, change: Change): string[] {
  return plan(before, change).steps.flatMap(step => {
    if (step.do === 'wait') return [];
    if (step.do === 'delete-claim') return [`delete claim ${step.claim}`];
    if (step.do === 'delete') return [`delete ${step.pod} (${step.because})`];
    return [`create ${step.pod} at ${step.revision}${step.newClaims.length > 0 ? ` with ${step.newClaims}` : ''}`];
  });
}

function outcomes(before: World, change: Change): string[] {
  return plan(before, change).pods.map(({ pod, outcome, why, from, to }) => {
    if (outcome === 'replaced') return `${pod} replaced ${from} → ${to}`;
    return `${pod} ${outcome}${why === undefined ? '' : ` ${why}`}`;
  });
}

function claims(before: World, change: Change): string[] {
  return plan(before, change).claims.map(({ claim, outcome }) => `${claim} ${outcome}`);
}

describe('the plan of a new set', () => {
  it('creates pods in order, each with its claim, and waits for each to be ready before the next', () => {
    const { steps, fewestReady } = plan(empty(set({ replicas: 2 })), { kind: 'spec', set: set({ replicas: 2 }) });
    assert.deepEqual(steps, [
      { do: 'create', pod: 'web-0', revision: 1, newClaims: ['data-web-0'] },
      { do: 'wait', pod: 'web-0', for: 'ready' },
      { do: 'create', pod: 'web-1', revision: 1, newClaims: ['data-web-1'] },
      { do: 'wait', pod: 'web-1', for: 'ready' },
    ]);
    assert.equal(fewestReady, 0);
  });

  it('creates all pods of a parallel set at once', () => {
    const parallel = set({ podManagementPolicy: 'Parallel' });
    const pods = plan(empty(parallel), { kind: 'spec', set: parallel }).steps.map(step => step.do);
    assert.deepEqual(pods, ['create', 'create', 'create', 'wait', 'wait', 'wait']);
  });

  it('takes up claims that an earlier set of the same name left behind', () => {
    const { claims: left } = settled(set({ replicas: 2 }));
    const before = { ...empty(set()), claims: left };
    assert.deepEqual(claims(before, { kind: 'spec', set: set() }), [
      'data-web-0 reused',
      'data-web-1 reused',
      'data-web-2 created',
    ]);
  });
});

describe('the plan of a canary', () => {
  const before = settled(set({ replicas: 5 }));
  const canary = withImage(before, 'app:v2', {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } },
  });

  it('replaces the pods from the highest ordinal down to the partition', () => {
    assert.deepEqual(told(before, { kind: 'spec', set: canary }), [
      'delete web-4 (outdated)',
      'create web-4 at 2',
      'delete web-3 (outdated)',
      'create web-3 at 2',
    ]);
  });

  it('names the pods that stay and why', () => {
    assert.deepEqual(outcomes(before, { kind: 'spec', set: canary }), [
      'web-0 kept held-by-partition',
      'web-1 kept held-by-partition',
      'web-2 kept held-by-partition',
      'web-3 replaced 1 → 2',
      'web-4 replaced 1 → 2',
    ]);
  });

  it('never takes more than one pod down', () => {
    assert.deepEqual(
      {
        before: plan(before, { kind: 'spec', set: canary }).readyBefore,
        least: plan(before, { kind: 'spec', set: canary }).fewestReady,
      },
      { before: 5, least: 4 },
    );
  });

  it('finishes with partition 0 and leaves the pods alone that are new already', () => {
    const held = settled(canary, before);
    const finish = withSpec(held, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } });
    assert.deepEqual(outcomes(held, { kind: 'spec', set: finish }), [
      'web-0 replaced 1 → 2',
      'web-1 replaced 1 → 2',
      'web-2 replaced 1 → 2',
      'web-3 kept up-to-date',
      'web-4 kept up-to-date',
    ]);
  });

  it('counts the partition from the first ordinal of the set', () => {
    const numbered = settled(set({ replicas: 3, ordinals: { start: 5 } }));
    const change = withImage(numbered, 'app:v2', {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
    });
    assert.deepEqual(outcomes(numbered, { kind: 'spec', set: change }), [
      'web-5 kept held-by-partition',
      'web-6 kept held-by-partition',
      'web-7 replaced 1 → 2',
    ]);
  });
});

describe('the plan of a scale-down', () => {
  const before = settled(set({ replicas: 4 }));

  it('deletes from the highest ordinal, one at a time, and leaves the claims', () => {
    const change: Change = { kind: 'spec', set: withSpec(before, { replicas: 2 }) };
    assert.deepEqual(told(before, change), ['delete web-3 (scaled-down)', 'delete web-2 (scaled-down)']);
    assert.deepEqual(claims(before, change), [
      'data-web-0 kept',
      'data-web-1 kept',
      'data-web-2 left-behind',
      'data-web-3 left-behind',
    ]);
  });

  it('deletes the claims too where the retention policy says so', () => {
    const deleting = settled(set({ replicas: 2, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }));
    const change: Change = { kind: 'spec', set: withSpec(deleting, { replicas: 1 }) };
    assert.deepEqual(told(deleting, change), ['delete web-1 (scaled-down)', 'delete claim data-web-1']);
    assert.deepEqual(claims(deleting, change), ['data-web-0 kept', 'data-web-1 deleted']);
  });

  it('says that a broken pod in the range blocks it', () => {
    const broken = withPodStatus(before, 'web-1', unready);
    const { steps, stuckAt } = plan(broken, { kind: 'spec', set: withSpec(broken, { replicas: 2 }) });
    assert.deepEqual(steps, []);
    assert.deepEqual(stuckAt, { for: 'ready', pod: 'web-1', during: 'create' });
  });
});

describe('the plan of a template change that cannot go through', () => {
  it('stops at a broken pod of an older revision, which no template change replaces', () => {
    const before = settled(set());
    const broken = withPodStatus(settled(withImage(before, 'app:broken'), before), 'web-2', imagePullBackOff);
    const { steps, stuckAt, pods } = plan(broken, { kind: 'spec', set: withImage(broken, 'app:v3') });
    assert.deepEqual(steps, []);
    assert.deepEqual(stuckAt, { for: 'ready', pod: 'web-2', during: 'create' });
    assert.ok(pods.every(pod => pod.why === 'not-reached'));
  });

  it('replaces the broken pod at once in a parallel set', () => {
    const before = settled(set({ podManagementPolicy: 'Parallel' }));
    const broken = withPodStatus(before, 'web-2', imagePullBackOff);
    const { stuckAt, pods } = plan(broken, { kind: 'spec', set: withImage(broken, 'app:v3') });
    assert.equal(stuckAt, undefined);
    assert.ok(pods.every(pod => pod.outcome === 'replaced'));
  });
});

describe('the plan under OnDelete', () => {
  const before = settled(set({ updateStrategy: { type: 'OnDelete' } }));

  it('replaces nothing', () => {
    const change: Change = { kind: 'spec', set: withImage(before, 'app:v2') };
    assert.deepEqual(told(before, change), []);
    assert.deepEqual(new Set(plan(before, change).pods.map(pod => pod.why)), new Set(['on-delete']));
  });

  it('brings a pod deleted by hand back at the new revision', () => {
    const changed = settled(withImage(before, 'app:v2'), before);
    assert.deepEqual(told(changed, { kind: 'delete-pods', pods: ['web-1'] }), [
      'delete web-1 (asked-for)',
      'create web-1 at 2',
    ]);
  });
});

describe('the plan of a deletion', () => {
  const before = settled(set({ replicas: 2 }));

  it('deletes all pods and keeps the claims', () => {
    const change: Change = { kind: 'delete-set', propagation: 'Background' };
    assert.deepEqual(told(before, change), ['delete web-0 (set-deleted)', 'delete web-1 (set-deleted)']);
    assert.deepEqual(claims(before, change), ['data-web-0 left-behind', 'data-web-1 left-behind']);
    assert.equal(plan(before, change).fewestReady, 0);
  });

  it('deletes the claims with the set where the retention policy says so', () => {
    const deleting = settled(set({ replicas: 1, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }));
    const change: Change = { kind: 'delete-set', propagation: 'Background' };
    assert.deepEqual(claims(deleting, change), ['data-web-0 deleted']);
  });

  it('abandons the pods when they are orphaned', () => {
    const change: Change = { kind: 'delete-set', propagation: 'Orphan' };
    assert.deepEqual(told(before, change), []);
    assert.deepEqual(outcomes(before, change), ['web-0 abandoned', 'web-1 abandoned']);
  });

  it('brings a single deleted pod back with the claim it had, below the partition at the current revision', () => {
    const held = settled(
      withImage(before, 'app:v2', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } }),
      before,
    );
    assert.deepEqual(told(held, { kind: 'delete-pods', pods: ['web-0'] }), [
      'delete web-0 (asked-for)',
      'create web-0 at 1',
    ]);
    assert.deepEqual(claims(held, { kind: 'delete-pods', pods: ['web-0'] }), ['data-web-0 kept', 'data-web-1 kept']);
  });
});

describe('the plan of several pods that are deleted', () => {
  it('deletes all of them at once, and brings them back in order', () => {
    const before = settled(set({ replicas: 3 }));
    assert.deepEqual(told(before, { kind: 'delete-pods', pods: ['web-1', 'web-2', 'web-9'] }), [
      'delete web-1 (asked-for)',
      'delete web-2 (asked-for)',
      'create web-1 at 1',
      'create web-2 at 1',
    ]);
    assert.equal(plan(before, { kind: 'delete-pods', pods: ['web-1', 'web-2'] }).fewestReady, 1);
  });
});

describe('the plan of a set with minReadySeconds', () => {
  it('waits for each pod to be available, not only ready', () => {
    const slow = set({ replicas: 2, minReadySeconds: 30 });
    const waits = plan(empty(slow), { kind: 'spec', set: slow }).steps.flatMap(step =>
      step.do === 'wait' ? [`${step.pod} ${step.for}`] : [],
    );
    assert.deepEqual(waits, ['web-0 ready', 'web-0 available', 'web-1 ready', 'web-1 available']);
  });
});

it('a plan for thousands of pods is cut instead of freezing the editor', () => {
  const huge = set({ replicas: 2_000_000_000 });
  assert.equal(plan(empty(huge), { kind: 'spec', set: huge }).cut, true);
});

describe('a plan under a quota', () => {
  const quota = (hard: Record<string, unknown>, used: Record<string, unknown>) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'few' },
    spec: { hard },
    status: { used },
  });

  it('stops at the first pod that the quota has no room for, and says what is left', () => {
    const before = { ...settled(set({ replicas: 2 })), quotas: [quota({ pods: 4 }, { pods: 3 })] };
    const change = { kind: 'spec', set: withSpec(before, { replicas: 5 }) } as const;
    assert.deepEqual(told(before, change), ['create web-2 at 1 with data-web-2']);
    assert.deepEqual(plan(before, change).stuckAt, {
      for: 'quota',
      pod: 'web-3',
      quota: 'few',
      left: [{ name: 'pods', left: '0', limit: '4' }],
    });
  });

  it('stops at a claim that the quota has no room for, before its pod is made', () => {
    const before = {
      ...settled(set({ replicas: 1 })),
      quotas: [quota({ 'requests.storage': '2Gi' }, { 'requests.storage': '1Gi' })],
    };
    const change = { kind: 'spec', set: withSpec(before, { replicas: 3 }) } as const;
    assert.deepEqual(told(before, change), ['create web-1 at 1 with data-web-1']);
    const { stuckAt } = plan(before, change);
    assert.ok(stuckAt?.for === 'quota');
    assert.deepEqual([stuckAt.pod, stuckAt.left], ['web-2', [{ name: 'requests.storage', left: '0', limit: '2Gi' }]]);
  });

  it('goes through where every pod takes the place of one that went', () => {
    const before = { ...settled(set({ replicas: 3 })), quotas: [quota({ pods: 3 }, { pods: 3 })] };
    const { stuckAt, steps } = plan(before, { kind: 'spec', set: withImage(before, 'app:v2') });
    assert.equal(stuckAt, undefined);
    assert.equal(steps.filter(step => step.do === 'create').length, 3);
  });

  it('stops where a new template asks for more than the old pod gives back, whose resources stand in its revision', () => {
    const asking = (cpu: string) => {
      const containers = [{ name: 'app', image: 'app:v1', resources: { requests: { cpu } } }];
      return { metadata: { labels: { app: 'web' } }, spec: { containers } };
    };
    const whole = settled(set({ replicas: 2, template: asking('1') }));
    // As pods are that were only watched.
    const pods = whole.pods.map(pod => ({
      ...pod,
      spec: { ...pod.spec, containers: [{ name: 'app', image: 'app:v1' }] },
    }));
    const before = { ...whole, pods, quotas: [quota({ 'requests.cpu': '2500m' }, { 'requests.cpu': '2' })] };
    const to = (cpu: string) =>
      plan(before, { kind: 'spec', set: withSpec(before, { template: asking(cpu) }) }).stuckAt;
    assert.equal(to('1250m'), undefined);
    const stuckAt = to('1400m');
    assert.ok(stuckAt?.for === 'quota');
    assert.deepEqual([stuckAt.pod, stuckAt.left], ['web-0', [{ name: 'requests.cpu', left: '1100m', limit: '2500m' }]]);
  });
});
