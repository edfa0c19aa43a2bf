import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { virtualClock } from '../../../../src/practice/clock.ts';
import { createIndex } from '../../../../src/practice/controllers/indexes.ts';
import { createWatches } from '../../../../src/practice/controllers/watches.ts';
import { resources, servedResources } from '../../../../src/practice/resources.ts';
import { createStore } from '../../../../src/practice/store.ts';
import { newPod } from '../../../support/practice-cluster.ts';

const colours = ['red', 'green', 'blue'];

function indexed() {
  const store = createStore(virtualClock());
  const watches = createWatches(store, servedResources);
  const index = createIndex(watches, resources.pods, pod => {
    const colour = pod.metadata.labels?.['colour'];
    return colour === undefined ? [] : [colour];
  });
  const found = (colour: string) => index.get(colour).map(pod => pod.metadata.name);
  return { store, watches, index, found };
}

const coloured = (name: string, colour?: string) => {
  const pod = newPod(name);
  return { ...pod, metadata: { name, namespace: 'shop', labels: colour === undefined ? {} : { colour } } };
};

describe('an index', () => {
  it('knows what was there before it began', () => {
    const { store, watches, found } = indexed();
    store.create(resources.pods, coloured('a', 'red'));
    watches.start();
    assert.deepEqual(found('red'), ['a']);
  });

  it('keeps the place of what stays under its key', () => {
    const { store, watches, found } = indexed();
    watches.start();
    for (const name of ['a', 'b']) store.create(resources.pods, coloured(name, 'red'));
    store.update(resources.pods, coloured('a', 'red'));
    assert.deepEqual(found('red'), ['a', 'b']);
  });

  it('hears nothing more once the watches are stopped', () => {
    const { store, watches, found } = indexed();
    watches.start();
    watches.stop();
    store.create(resources.pods, coloured('a', 'red'));
    assert.deepEqual(found('red'), []);
  });

  it('always holds what a look through all objects would find', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.tuple(name, fc.constantFrom('remove', 'none', ...colours));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const { store, watches, index, found } = indexed();
        watches.start();
        for (const [pod, what] of steps) {
          if (what === 'remove') store.remove(resources.pods, 'shop', pod);
          else {
            const object = coloured(pod, what === 'none' ? undefined : what);
            const known = store.get(resources.pods, 'shop', pod) !== undefined;
            if (known) store.update(resources.pods, object);
            else store.create(resources.pods, object);
          }
        }
        for (const colour of colours) {
          const all = store.list(resources.pods).filter(pod => pod.metadata.labels?.['colour'] === colour);
          assert.deepEqual(
            found(colour).sort(),
            all.map(pod => pod.metadata.name),
          );
          assert.equal(index.size(colour), all.length);
        }
      }),
    );
  });
});
