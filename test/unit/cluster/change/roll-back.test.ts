import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollBack } from '../../../../src/cluster/change.ts';
import type { Deployment, ReplicaSet } from '../../../../src/core/deployment/model.ts';
import type { ControllerRevision } from '../../../../src/core/statefulset/model.ts';
import { revisionData } from '../../../../src/core/statefulset/revision.ts';
import { set } from '../../../support/statefulset.ts';

const live = set({ image: 'app:v2' });

function revision(number: number, image: string): ControllerRevision {
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name: `web-${number}`, namespace: 'default' },
    revision: number,
    data: revisionData(set({ image }).spec.template),
  };
}

test('a set gets the whole template of the revision back, and nothing else', () => {
  const { change } = rollBack(live, revision(1, 'app:v1'));
  assert.deepEqual(change?.patch, [
    { op: 'test', path: '/metadata/uid', value: 'set-1' },
    { op: 'test', path: '/metadata/generation', value: 1 },
    { op: 'replace', path: '/spec/template', value: set({ image: 'app:v1' }).spec.template },
  ]);
  assert.deepEqual(change?.effect, { do: 'roll-back', to: 1 });
  assert.deepEqual(change?.kubectl.slice(-4), ['rollout', 'undo', 'statefulset/web', '--to-revision=1']);
});

test('a revision whose template is there already, or cannot be read, is refused', () => {
  assert.equal(rollBack(live, revision(2, 'app:v2')).refused?.code, 'change-already-at-revision');
  const strange: ControllerRevision = { ...revision(3, 'app:v3'), data: { raw: 'YQ==' } };
  assert.deepEqual(rollBack(live, strange).refused, {
    code: 'change-unreadable-revision',
    values: { object: 'StatefulSet web', revision: 3 },
  });
});

test('a Deployment gets the template of a ReplicaSet without the label that tells ReplicaSets apart', () => {
  const { spec } = live;
  const deployment: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop', namespace: 'default', uid: 'deployment-1', generation: 4 },
    spec: { selector: spec.selector, template: spec.template },
  };
  const { template } = set({ image: 'app:v1' }).spec;
  const replicaSet: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'shop-1', annotations: { 'deployment.kubernetes.io/revision': '3' } },
    spec: {
      selector: spec.selector,
      template: { ...template, metadata: { labels: { app: 'web', 'pod-template-hash': 'abc' } } },
    },
  };
  const { change } = rollBack(deployment, replicaSet);
  assert.deepEqual(change?.patch.at(-1), {
    op: 'replace',
    path: '/spec/template',
    value: { ...template, metadata: { labels: { app: 'web' } } },
  });
  assert.deepEqual(change?.effect, { do: 'roll-back', to: 3 });
  const paused: Deployment = { ...deployment, spec: { ...deployment.spec, paused: true } };
  assert.equal(rollBack(paused, replicaSet).refused?.code, 'change-paused');
});
