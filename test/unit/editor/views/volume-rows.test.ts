import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolume } from '../../../../src/core/statefulset/model.ts';
import { volumeBranches } from '../../../../src/editor/views/volume-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim, NOW } from '../objects.ts';

const context = { say: speaker(allSentences), now: NOW, showNamespace: false };

function volume(name: string, phase: string, spec: Partial<PersistentVolume['spec']> = {}): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { capacity: { storage: '1Gi' }, storageClassName: 'standard', accessModes: ['ReadWriteOnce'], ...spec },
    status: { phase },
  };
}

const old = { namespace: 'shop', name: 'data-web-0', uid: 'gone' };

function told(volumes: PersistentVolume[], namespace = 'shop', claims = [claim('data-web-1', { bound: false })]) {
  const [branch] = volumeBranches({ volumes, claims, namespace }, context);
  return branch?.children.map(({ row }) => `${row.label}: ${row.description}`) ?? [];
}

test('a free volume names the claims that it could bind, and says if there are none', () => {
  assert.deepEqual(
    told([volume('pv-10', 'Available'), volume('pv-9', 'Available', { capacity: { storage: '1Mi' } })]),
    [
      'pv-9: Available · fits no claim that waits · 1Mi · standard',
      'pv-10: Available · fits data-web-1 · 1Gi · standard',
    ],
  );
});

test('a free volume that is kept for a claim says for which', () => {
  const claimRef = { namespace: 'shop', name: 'data-web-7' };
  assert.match(told([volume('pv', 'Available', { claimRef })])[0] ?? '', /kept for claim shop\/data-web-7 · /);
});

test('a released volume says why it binds no other claim', () => {
  assert.match(
    told([volume('pv', 'Released', { claimRef: old, persistentVolumeReclaimPolicy: 'Retain' })])[0] ?? '',
    /holds the data of claim shop\/data-web-0, which is gone, and binds no other, not even one of that name, until it is freed · /,
  );
  assert.match(
    told([volume('pv', 'Released', { claimRef: old, persistentVolumeReclaimPolicy: 'Delete' })])[0] ?? '',
    /is being deleted with its data/,
  );
});

test('volumes in use are not listed, nor those released elsewhere while one namespace is shown', () => {
  const elsewhere = volume('pv', 'Released', { claimRef: { ...old, namespace: 'bank' } });
  assert.deepEqual(told([volume('pv', 'Bound'), elsewhere]), []);
  assert.equal(told([elsewhere], '').length, 1);
});

test('only a released volume that keeps its data offers to be freed', () => {
  const kinds = (...volumes: PersistentVolume[]) =>
    volumeBranches({ volumes, claims: [], namespace: '' }, context)[0]?.children.map(({ row }) => row.kind);
  assert.deepEqual(
    kinds(
      volume('a', 'Released', { claimRef: old, persistentVolumeReclaimPolicy: 'Retain' }),
      volume('b', 'Released', { claimRef: old, persistentVolumeReclaimPolicy: 'Delete' }),
      volume('c', 'Available'),
    ),
    ['ordinal.releasedVolume', 'ordinal.volume', 'ordinal.volume'],
  );
});

test('commands on a volume are about the volume', () => {
  const [branch] = volumeBranches({ volumes: [volume('pv-1', 'Available')], claims: [], namespace: '' }, context);
  assert.deepEqual(branch?.children[0]?.row.target, { kind: 'PersistentVolume', namespace: '', name: 'pv-1' });
});

test('what the cluster says of a volume stands in its tooltip, and no blank line where it says nothing', () => {
  const sentences = (message?: string) => {
    const released = volume('pv', 'Failed', { claimRef: old });
    const status = { phase: 'Failed', ...(message === undefined ? {} : { message }) };
    const [branch] = volumeBranches({ volumes: [{ ...released, status }], claims: [], namespace: 'shop' }, context);
    return branch?.children[0]?.row.tooltip.flatMap(fact => ('sentence' in fact ? [fact.sentence] : [])) ?? [];
  };
  assert.equal(sentences().length, 1);
  assert.deepEqual(sentences(''), sentences());
  assert.deepEqual(sentences('disk is in use'), [...sentences(), 'disk is in use']);
});
