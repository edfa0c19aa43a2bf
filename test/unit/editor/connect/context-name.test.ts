import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextName, type Named } from '../../../../src/editor/connect/context-name.ts';
import type { OpenContext } from '../../../../src/editor/connect/contexts.ts';
import { signal } from '../../../../src/editor/signal.ts';

const east = { name: 'shop', server: 'https://east:6443' };

/** What contexts are called while these are open. */
function called(...open: readonly Named[]): string[] {
  const all = open.map(context => ({ session: { chosen: () => ({ context }) } }) as unknown as OpenContext);
  return open.map(context => contextName(context, { all: signal(all) }));
}

test('contexts are called by their names alone as long as no two bear the same', () => {
  assert.deepEqual(called(east), ['shop']);
  assert.deepEqual(called(east, { name: 'bank', server: 'https://east:6443' }), ['shop', 'bank']);
});

test('of those that bear the same name each is called with its address, also where it leaves the port out', () => {
  assert.deepEqual(
    called(
      east,
      { name: 'bank', server: 'https://bank' },
      { name: 'shop', server: 'https://west' },
      {
        name: 'shop',
        server: 'http://[::1]',
      },
    ),
    ['shop (east:6443)', 'bank', 'shop (west:443)', 'shop ([::1]:80)'],
  );
});

test('behind a proxy the path tells clusters apart, and what is no address stands as it is', () => {
  assert.deepEqual(called({ name: 'shop', server: 'https://proxy/k8s/c-1' }, { name: 'shop', server: 'nowhere' }), [
    'shop (proxy:443/k8s/c-1)',
    'shop (nowhere)',
  ]);
});
