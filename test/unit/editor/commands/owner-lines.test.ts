import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectMeta } from '../../../../src/core/statefulset/model.ts';
import { ownerSections } from '../../../../src/editor/commands/owner-lines.ts';
import { deploymentRow } from '../../../../src/editor/views/deployment-rows.ts';
import { setRow } from '../../../../src/editor/views/set-row.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { deployment } from '../../../support/deployment.ts';
import { NOW, statefulSet } from '../objects.ts';

const say = speaker(allSentences);
const context = { say, now: NOW, showNamespace: false };

function owned(metadata: Partial<ObjectMeta>) {
  const set = statefulSet();
  return { ...set, metadata: { ...set.metadata, ...metadata } };
}

const kafka = owned({
  ownerReferences: [{ apiVersion: 'kafka.example/v1', kind: 'Kafka', name: 'prod', uid: 'u', controller: true }],
});
const scaled = owned({ managedFields: [{ manager: 'kube-controller-manager', subresource: 'scale' }] });

test('a change of what an operator controls says who will undo it and what to change instead', () => {
  assert.deepEqual(
    ownerSections(kafka, false, say).map(({ heading, lines }) => [heading, lines.map(({ text }) => text)]),
    [
      [
        'owner',
        [
          'Kafka prod controls this object: its operator may put back at any time what you change here. Change Kafka prod instead.',
        ],
      ],
    ],
  );
});

test('an autoscaler undoes only what changes the number of pods', () => {
  assert.deepEqual(ownerSections(scaled, false, say), []);
  assert.match(ownerSections(scaled, true, say)[0]?.lines[0]?.text ?? '', /^HorizontalPodAutoscaler decides/);
});

test('nobody undoes a change of what is nobody else’s', () => {
  assert.deepEqual(ownerSections(statefulSet(), true, say), []);
  assert.deepEqual(ownerSections(undefined, true, say), []);
});

test('rows say who manages them', () => {
  assert.match(setRow(kafka, context).description, / · managed by Kafka\/prod$/);
  assert.match(setRow(scaled, context).spoken, /, scaled by HorizontalPodAutoscaler$/);
  const helm = deployment();
  const installed = { ...helm, metadata: { ...helm.metadata, annotations: { 'meta.helm.sh/release-name': 'db' } } };
  assert.match(deploymentRow(installed, context).description, / · managed by Helm\/db$/);
});
