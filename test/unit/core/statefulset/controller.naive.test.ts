import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decide, type Move, type World } from '../../../../src/core/statefulset/controller.ts';
import type {
  ControllerRevision,
  OwnerReference,
  PersistentVolumeClaim,
  Pod,
  StatefulSetSpec,
} from '../../../../src/core/statefulset/model.ts';
import { canonicalJson, revisionData, revisionName } from '../../../../src/core/statefulset/revision.ts';
import { naivePass } from '../../../support/naive-controller.ts';
import { NOW, set } from '../../../support/statefulset.ts';

const IMAGES = ['app:v1', 'app:v2', 'app:v3'] as const;
const HIGHEST = 7;

const templateFor = (image: string) => set({ image }).spec.template;
const nameFor = (image: string) => revisionName('web', canonicalJson(revisionData(templateFor(image))), 0);

const policy = fc.constantFrom('Retain', 'Delete');
const strategy = fc.oneof(
  fc.constant({}),
  fc.constant({ type: 'OnDelete' }),
  fc.constant({ type: 'RollingUpdate' }),
  fc
    .record({ partition: fc.nat(5), maxUnavailable: fc.constantFrom(1, 2, 3, '1%', '40%', '100%') })
    .map(rollingUpdate => ({ type: 'RollingUpdate', rollingUpdate })),
);
const specs = fc.record({
  image: fc.constantFrom(...IMAGES),
  replicas: fc.nat(5),
  ordinals: fc.record({ start: fc.nat(2) }),
  podManagementPolicy: fc.constantFrom('OrderedReady', 'Parallel'),
  updateStrategy: strategy,
  minReadySeconds: fc.constantFrom(0, 30),
  revisionHistoryLimit: fc.constantFrom(-1, 0, 1, 10),
  persistentVolumeClaimRetentionPolicy: fc.record({ whenScaled: policy, whenDeleted: policy }),
});

const troubled = fc.array(
  fc.record({
    ordinal: fc.nat(HIGHEST),
    revision: fc.constantFrom(...IMAGES, 'none'),
    phase: fc.constantFrom('Running', 'Running', 'Running', 'Pending', 'Failed', 'Succeeded'),
    ready: fc.constantFrom(true, true, false),
    age: fc.constantFrom(0, 29, 30, 31, 600),
    terminating: fc.constantFrom(false, false, false, true),
    labelled: fc.constantFrom(true, true, true, false),
  }),
  { maxLength: HIGHEST + 1 },
);

/** Most worlds are nearly healthy, and only then does a pass get as far as its last phase. */
const healthy = fc.array(fc.constantFrom(...IMAGES), { minLength: HIGHEST, maxLength: HIGHEST }).map(revisions =>
  revisions.map((revision, ordinal) => ({
    ordinal,
    revision,
    phase: 'Running',
    ready: true,
    age: 600,
    terminating: false,
    labelled: true,
  })),
);
const pods = fc.oneof(
  troubled,
  healthy,
  fc.tuple(fc.array(troubled.map(list => list.slice(0, 1))), healthy).map(([few, all]) => [...few.flat(), ...all]),
);

const owner = fc.constantFrom('set', 'pod', 'earlier set', 'earlier pod', 'foreign', 'set, no control');

const claims = fc.array(
  fc.record({
    ordinal: fc.nat(HIGHEST),
    owners: fc.oneof(fc.constant([]), fc.uniqueArray(owner, { maxLength: 2 })),
    terminating: fc.constantFrom(false, false, false, false, true),
  }),
  { maxLength: HIGHEST + 1 },
);

const histories = fc.uniqueArray(
  fc.record({ image: fc.constantFrom(...IMAGES), number: fc.integer({ min: 1, max: 6 }), old: fc.boolean() }),
  { selector: ({ image }) => image },
);

const worlds: fc.Arbitrary<World> = fc
  .record({
    spec: specs,
    pods,
    claims,
    history: histories,
    current: fc.constantFrom(...IMAGES, 'none'),
    currentReplicas: fc.nat(5),
    deleted: fc.constantFrom(false, false, false, false, false, true),
    gate: fc.boolean(),
    mended: fc.boolean(),
  })
  .map(given => {
    const { image, ...spec } = given.spec;
    const made = set({ image, ...(spec as Partial<StatefulSetSpec>) });
    const metadata = given.deleted ? { ...made.metadata, deletionTimestamp: at(0) } : made.metadata;
    const currentRevision = given.current === 'none' ? {} : { currentRevision: nameFor(given.current) };
    const status = { observedGeneration: 1, currentReplicas: given.currentReplicas, ...currentRevision };
    return {
      set: { ...made, metadata, status },
      pods: given.pods.filter(isFirst).map(podOf),
      claims: new Map(given.claims.filter(isFirst).map(claim => [`data-web-${claim.ordinal}`, claimOf(claim)])),
      revisions: given.history.map(revisionOf),
      now: NOW,
      features: { maxUnavailable: given.gate, replacesUnavailable: given.mended },
    };
  });

describe('the brain and a second, naive writing down of the facts', () => {
  it('make the same writes in any world, and the same status', () => {
    fc.assert(
      fc.property(worlds, world => {
        const decision = decide(world);
        const naive = naivePass({
          ...world,
          claims: [...world.claims.values()],
          maxUnavailableGate: world.features?.maxUnavailable === true,
          unavailableGoFirst: world.features?.replacesUnavailable === true,
        });
        assert.deepEqual(decision.moves.map(told).toSorted(), naive.writes.toSorted());
        const inOrder = (writes: readonly string[]) =>
          writes.filter(write => /^(create|delete) (pod|claim)/.test(write));
        assert.deepEqual(inOrder(decision.moves.map(told)), inOrder(naive.writes));
        assert.deepEqual(decision.status, naive.status);
        assert.deepEqual(decision.expired, naive.truncated);
      }),
      { numRuns: 2_000 },
    );
  });
});

function told(move: Move): string {
  switch (move.do) {
    case 'create-revision':
      return `create revision ${move.revision.metadata.name} number ${move.revision.revision}`;
    case 'renumber-revision':
      return `renumber revision ${move.name} to ${move.number}`;
    case 'create-claim':
      return `create claim ${move.claim.metadata.name}`;
    case 'update-claim-owners': {
      const own = (move.claim.metadata.ownerReferences ?? []).filter(({ name }) => name.startsWith('web'));
      return `give claim ${move.claim.metadata.name} to ${own.map(({ kind }) => kind).join() || 'none'}`;
    }
    case 'warn-conflicting-controller':
      return `warn about claim ${move.claim}`;
    case 'create-pod':
      return `create pod ${move.pod.metadata.name} at ${move.revision}`;
    case 'update-pod':
      return `update pod ${move.pod.metadata.name}`;
    case 'delete-pod':
      return `delete pod ${move.pod}`;
    case 'fail':
      return `fail ${move.pod}`;
  }
}

function podOf(given: {
  ordinal: number;
  revision: string;
  phase: string;
  ready: boolean;
  age: number;
  terminating: boolean;
  labelled: boolean;
}): Pod {
  const name = `web-${given.ordinal}`;
  const label: Record<string, string> =
    given.revision === 'none' ? {} : { 'controller-revision-hash': nameFor(given.revision) };
  const ready = { type: 'Ready', status: given.ready ? 'True' : 'False', lastTransitionTime: at(given.age) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: `uid-${name}`,
      labels: { ...label, ...(given.labelled ? { 'statefulset.kubernetes.io/pod-name': name } : {}) },
      ...(given.terminating ? { deletionTimestamp: at(0) } : {}),
    },
    spec: {
      containers: [{ name: 'app' }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${name}` } }],
    },
    status: { phase: given.phase, conditions: [ready] },
  };
}

function claimOf(given: { ordinal: number; owners: readonly string[]; terminating: boolean }): PersistentVolumeClaim {
  const { ordinal, terminating } = given;
  const reference = (kind: string, name: string, uid: string, controller = true): OwnerReference[] => [
    { apiVersion: kind === 'StatefulSet' ? 'apps/v1' : 'v1', kind, name, uid, controller },
  ];
  const known: Readonly<Record<string, OwnerReference[]>> = {
    set: reference('StatefulSet', 'web', 'set-1'),
    pod: reference('Pod', `web-${ordinal}`, `uid-web-${ordinal}`),
    'earlier set': reference('StatefulSet', 'web', 'set-0'),
    'earlier pod': reference('Pod', `web-${ordinal}`, 'earlier'),
    foreign: reference('Backup', 'nightly', 'backup-1'),
    'set, no control': reference('StatefulSet', 'web', 'set-1', false),
  };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: `data-web-${ordinal}`,
      ownerReferences: given.owners.flatMap(name => known[name] ?? []),
      ...(terminating ? { deletionTimestamp: at(0) } : {}),
    },
    spec: {},
  };
}

function revisionOf({ image, number, old }: { image: string; number: number; old: boolean }): ControllerRevision {
  const template = templateFor(image);
  // Before 1.34 the stored template held this null.
  const stored = old ? { ...template, metadata: { creationTimestamp: null, ...template.metadata } } : template;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name: nameFor(image), creationTimestamp: at(1_000 - number) },
    revision: number,
    data: revisionData(stored),
  };
}

function at(secondsAgo: number): string {
  return new Date(NOW - secondsAgo * 1_000).toISOString();
}

function isFirst(item: { ordinal: number }, index: number, all: readonly { ordinal: number }[]): boolean {
  return all.findIndex(other => other.ordinal === item.ordinal) === index;
}
