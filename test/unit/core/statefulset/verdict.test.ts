import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/core/statefulset/decision.ts';
import type { Node, Pod, PodStatus } from '../../../../src/core/statefulset/model.ts';
import { type Verdict, verdict } from '../../../../src/core/statefulset/verdict.ts';
import { verdictLines } from '../../../../src/core/statefulset/verdict-lines.ts';
import {
  imagePullBackOff,
  set,
  settled,
  unready,
  withImage,
  withoutPod,
  withPodStatus,
  withSpec,
} from '../../../support/statefulset.ts';

function judged(world: World, more: { nodes?: Node[]; others?: Pod[] } = {}): Verdict {
  const observedGeneration = world.set.metadata.generation ?? 1;
  return verdict({
    set: { ...world.set, status: { ...world.set.status, observedGeneration } },
    pods: [...world.pods, ...(more.others ?? [])],
    revisions: world.revisions,
    claims: [...world.claims.values()].map(claim => ({ ...claim, status: { phase: 'Bound' } })),
    events: [],
    volumes: [],
    classes: [],
    nodes: more.nodes ?? [],
    now: world.now,
  });
}

const short = ({ verdict: kind, waitsFor, cause, wayOut }: Verdict) =>
  [kind, waitsFor, cause, wayOut].filter(word => word !== undefined).join(' ');

const held = (partition: number) => ({ type: 'RollingUpdate', rollingUpdate: { partition } });

describe('the way out of a broken pod', () => {
  const before = settled(set());
  const rolled = (image: string, spec = {}) => settled(withImage(before, image, spec), before);

  it('at the new revision is to restore the old one, then to delete the pod', () => {
    const canary = settled(withImage(before, 'app:v2', { updateStrategy: held(2) }), before);
    assert.equal(
      short(judged(withPodStatus(canary, 'web-2', imagePullBackOff))),
      'stuck web-2 image-pull restore-revision-then-delete-pod',
    );
  });

  it('in a parallel set is to restore the old revision: the controller replaces the pod itself', () => {
    const parallel = settled(set({ podManagementPolicy: 'Parallel' }));
    const canary = settled(withImage(parallel, 'app:v2', { updateStrategy: held(2) }), parallel);
    assert.equal(short(judged(withPodStatus(canary, 'web-2', imagePullBackOff))), 'stuck web-2 image-pull undo');
  });

  it('at the only revision is to mend the template, then to delete the pod', () => {
    assert.equal(
      short(judged(withPodStatus(before, 'web-1', imagePullBackOff))),
      'stuck web-1 image-pull fix-template',
    );
  });

  it('that never ran is not its log: the node cannot pull what others run', () => {
    const { wayOut } = verdictLines(judged(withPodStatus(before, 'web-1', imagePullBackOff)), 'web', before.now);
    assert.equal(wayOut?.code, 'way-out-fix-template-image-others-run');
    const parallel = settled(set({ podManagementPolicy: 'Parallel' }));
    const two = settled(withImage(parallel, 'app:v2', { updateStrategy: held(1) }), parallel);
    const broken = judged(withPodStatus(two, 'web-2', imagePullBackOff));
    assert.equal(broken.wayOut, 'undo');
    const cautions = verdictLines(broken, 'web', two.now).cautions.map(({ code }) => code);
    assert.deepEqual(cautions, ['verdict-others-run-image']);
  });

  it('below the partition is not to delete it: it would come back as it is', () => {
    const canary = rolled('app:v2', { updateStrategy: held(2) });
    assert.equal(
      short(judged(withPodStatus(canary, 'web-0', unready))),
      'stuck web-0 not-ready lower-partition-then-delete-pod',
    );
  });

  it('is about the lowest of two, because the controller waits there', () => {
    const two = withPodStatus(withPodStatus(before, 'web-1', unready), 'web-2', imagePullBackOff);
    assert.equal(judged(two).waitsFor, 'web-1');
  });
});

describe('a pod that is not ready', () => {
  const world = settled(set());
  const since = (seconds: number): PodStatus => ({
    phase: 'Running',
    conditions: [
      { type: 'Ready', status: 'False', lastTransitionTime: new Date(world.now - seconds * 1000).toISOString() },
    ],
  });
  const probed = {
    ...world,
    pods: world.pods.map(pod => ({
      ...pod,
      spec: {
        ...pod.spec,
        containers: [
          { name: 'app', readinessProbe: { initialDelaySeconds: 10, periodSeconds: 5, failureThreshold: 3 } },
        ],
      },
    })),
  };

  it('has a few seconds if nothing probes it', () => {
    assert.equal(short(judged(withPodStatus(world, 'web-2', since(2)))), 'progressing web-2 starting');
    assert.equal(judged(withPodStatus(world, 'web-2', since(8))).verdict, 'stuck');
  });

  it('has as long as its probes take', () => {
    assert.equal(judged(withPodStatus(probed, 'web-2', since(25))).verdict, 'progressing');
    assert.equal(judged(withPodStatus(probed, 'web-2', since(35))).verdict, 'stuck');
  });

  it('and was so before is told as that, however long ago it started, and has the time to pass its probe once more', () => {
    const startedAt = new Date(world.now - 3_600_000).toISOString();
    const running = (seconds: number): PodStatus => ({
      ...since(seconds),
      containerStatuses: [{ name: 'app', ready: false, restartCount: 0, state: { running: { startedAt } } }],
    });
    const early = judged(withPodStatus(probed, 'web-2', running(4)));
    assert.equal(short(early), 'progressing web-2 not-ready');
    assert.equal(verdictLines(early, 'web', world.now).state, undefined);
    const late = judged(withPodStatus(probed, 'web-2', running(8)));
    assert.equal(short(late), 'stuck web-2 not-ready fix-template');
    const { sentence, wayOut } = verdictLines(late, 'web', world.now);
    assert.equal(sentence.code, 'verdict-stuck-not-ready-any-more');
    assert.equal(wayOut?.code, 'way-out-fix-template-was-ready');
    // One that has been unready since before its containers started is starting.
    assert.equal(short(judged(withPodStatus(probed, 'web-2', running(3_600)))), 'stuck web-2 not-ready fix-template');
    assert.equal(judged(withPodStatus(probed, 'web-2', running(3_600))).wasReady, undefined);
  });

  it('on a node that does not answer is not to be deleted', () => {
    const node: Node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node-1' },
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
    };
    const placed = {
      ...world,
      pods: world.pods.map(pod => ({ ...pod, spec: { ...pod.spec, nodeName: 'node-1' } })),
    };
    assert.equal(
      short(judged(withPodStatus(placed, 'web-2', unready), { nodes: [node] })),
      'stuck web-2 node-lost bring-node-back',
    );
  });
});

describe('a set that moves', () => {
  const world = settled(set());

  it('is fine at rest', () => {
    assert.equal(short(judged(world)), 'fine');
  });

  it('progresses while the controller has something to do', () => {
    assert.equal(judged(withoutPod(world, 'web-1')).verdict, 'progressing');
  });

  it('cannot go on when a name is taken', () => {
    const [pod] = world.pods;
    assert.ok(pod);
    const foreign = { ...pod, metadata: { name: 'web-2', namespace: 'default', uid: 'other' } };
    assert.equal(
      short(judged(withoutPod(world, 'web-2'), { others: [foreign] })),
      'stuck web-2 name-taken remove-foreign-pod',
    );
  });

  it('says what a scale-down waits for', () => {
    const scaled = { ...withPodStatus(world, 'web-0', unready), set: withSpec(world, { replicas: 1 }) };
    assert.deepEqual([judged(scaled).waitsFor, judged(scaled).blocks], ['web-0', 'scale-down']);
  });

  it('has lost its controller when nothing has looked at a change for long', () => {
    const set = withSpec(world, { replicas: 4 });
    const asked = new Date(world.now - 60_000).toISOString();
    const found = verdict({
      set: {
        ...set,
        metadata: { ...set.metadata, managedFields: [{ time: asked }] },
        status: { observedGeneration: 1 },
      },
      pods: world.pods,
      revisions: world.revisions,
      claims: [],
      events: [],
      volumes: [],
      classes: [],
      nodes: [],
      now: world.now,
    });
    assert.equal(short(found), 'stuck controller-missing look-at-controller');
  });
});
