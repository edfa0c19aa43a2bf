import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControllerRevision, StatefulSet } from '../../../../src/core/statefulset/model.ts';
import { predictRevision } from '../../../../src/core/statefulset/predict-revision.ts';
import { canonicalJson, revisionData, revisionName } from '../../../../src/core/statefulset/revision.ts';
import { set } from '../../../support/statefulset.ts';

/** Templates with the field that the hashed data held before 1.34. */
function old(of: StatefulSet): StatefulSet {
  const { template } = of.spec;
  const metadata: object = { ...template.metadata, creationTimestamp: null };
  return { ...of, spec: { ...of.spec, template: { ...template, metadata } } };
}

const nameFor = ({ spec }: StatefulSet, collisions = 0) =>
  revisionName('web', canonicalJson(revisionData(spec.template)), collisions);

function revisionOf(of: StatefulSet, name = nameFor(of)): ControllerRevision {
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name },
    revision: 1,
    data: revisionData(of.spec.template),
  };
}

const before = set({ image: 'app:v1' });
const after = set({ image: 'app:v2' });

test('the revision of a template that has none yet is named as the newest was', () => {
  assert.equal(predictRevision(after, [revisionOf(before)]), nameFor(after));
  assert.equal(predictRevision(after, [revisionOf(old(before))]), nameFor(old(after)));
});

test('names that collided before are recognised', () => {
  const collided = { ...after, status: { ...after.status, collisionCount: 1 } };
  for (const collisions of [0, 1])
    assert.equal(predictRevision(collided, [revisionOf(before, nameFor(before, collisions))]), nameFor(after, 1));
});

test('a template that has a revision keeps its name', () => {
  assert.equal(predictRevision(before, [revisionOf(before, 'web-odd')]), 'web-odd');
});

test('no name is told where none was given yet, or the newest is not of this form', () => {
  assert.equal(predictRevision(after, []), undefined);
  assert.equal(predictRevision(after, [revisionOf(before, 'web-odd')]), undefined);
});
