import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/core/statefulset/model.ts';
import { handoverSections } from '../../../../src/editor/commands/volume-sections.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim } from '../objects.ts';

const volume: PersistentVolume = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'pv-1' },
  spec: {
    capacity: { storage: '5Gi' },
    storageClassName: 'standard',
    accessModes: ['ReadWriteOnce'],
    claimRef: { namespace: 'shop', name: 'data-web-0', uid: 'gone' },
  },
  status: { phase: 'Released' },
};

const waiting = claim('data-db-0', { bound: false });
const large: PersistentVolumeClaim = {
  ...claim('big', { bound: false }),
  spec: { ...waiting.spec, resources: { requests: { storage: '9Gi' } } },
};
const naming = (name: string, volumeName: string): PersistentVolumeClaim => ({
  ...claim(name, { bound: false }),
  spec: { ...waiting.spec, volumeName },
});

function lines(claims: PersistentVolumeClaim[], to: 'same-name' | 'anyone', namespace = ''): string[] {
  return handoverSections({ volume, claims, namespace, to }, speaker(allSentences)).flatMap(section =>
    section.lines.map(({ text }) => text),
  );
}

test('freeing for anyone says that the data goes along, and which claims take the volume at once', () => {
  const told = lines([waiting, large, claim('bound'), naming('mine', 'pv-1'), naming('other', 'pv-2')], 'anyone');
  assert.match(told[0] ?? '', /^Its data \(5Gi, written through claim shop\/data-web-0\) stays as it is/);
  assert.match(told[1] ?? '', /gets it, with that data in it/);
  assert.equal(told[2], 'These claims wait and fit; one of them binds it at once: shop/data-db-0, shop/mine.');
  assert.equal(told.length, 3);
});

test('where no claim fits it says so, and which claims cannot be seen', () => {
  const told = lines([large], 'anyone', 'shop');
  assert.equal(told[2], 'No claim that waits fits it now; it will be free.');
  assert.match(told[3] ?? '', /^Only claims of namespace shop are seen/);
});

test('keeping it for the old claim says that only that one can bind it', () => {
  const told = lines([waiting], 'same-name');
  assert.equal(told.length, 2);
  assert.match(told[1] ?? '', /^Only a claim named shop\/data-web-0 can bind it/);
});
