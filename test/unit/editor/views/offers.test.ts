import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Judged } from '../../../../src/editor/verdicts/verdicts.ts';
import { sameRow } from '../../../../src/editor/views/diff.ts';
import { offersOn } from '../../../../src/editor/views/offers.ts';
import { setRow } from '../../../../src/editor/views/set-row.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW, statefulSet } from '../objects.ts';

const set = statefulSet();
const reference = { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', name: 'prod', uid: 'u', controller: true };
const helm = { 'meta.helm.sh/release-name': 'a-release-with-a-name-that-no-row-has-room-for' };
const owned = { ...set, metadata: { ...set.metadata, ownerReferences: [reference], annotations: helm } };
const way = (wayOut: Judged['verdict']['wayOut']) =>
  ({ at: NOW, verdict: { verdict: 'stuck', wayOut, evidence: [], unknown: [] } }) as unknown as Judged;
const revisions = (count: number | undefined) => ({ revisionsOf: () => count });

test('a menu offers a rollback where there is another revision, or nobody knows', () => {
  assert.deepEqual(offersOn(set, undefined, revisions(1)), []);
  assert.deepEqual(offersOn(set, undefined, revisions(2)), ['rollBack']);
  assert.deepEqual(offersOn(set, undefined, revisions(undefined)), ['rollBack']);
  assert.deepEqual(offersOn(set, undefined, {}), ['rollBack']);
});

test('a repair is offered where it is the way out, and nowhere else', () => {
  assert.deepEqual(offersOn(set, way('restore-revision-then-delete-pod'), revisions(2)), ['repair', 'rollBack']);
  assert.deepEqual(offersOn(set, way('undo'), revisions(2)), ['rollBack']);
});

test('the owner is opened from the row of what it owns, too, whose tooltip has all of them in full', () => {
  assert.deepEqual(offersOn(owned, undefined, revisions(1)), ['owner']);
  const row = setRow(owned, { say: speaker(allSentences), now: NOW, showNamespace: false });
  assert.deepEqual(
    row.tooltip.filter(fact => 'name' in fact && fact.name === 'Owners'),
    [{ name: 'Owners', value: `Kafka/prod, Helm/${helm['meta.helm.sh/release-name']}` }],
  );
});

test('a row that offers something else is drawn again', () => {
  const context = { say: speaker(allSentences), now: NOW, showNamespace: false };
  const [one, two] = [setRow(set, { ...context, ...revisions(1) }), setRow(set, { ...context, ...revisions(2) })];
  assert.ok(!sameRow(one, two));
  assert.ok(sameRow(one, setRow(set, { ...context, ...revisions(1) })));
});
