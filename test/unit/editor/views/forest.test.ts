import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextOfRow, Forest } from '../../../../src/editor/views/forest.ts';
import type { Row } from '../../../../src/editor/views/row.ts';
import { TreeModel } from '../../../../src/editor/views/tree-model.ts';

function row(id: string, description: string): Row {
  return {
    id,
    kind: 'ordinal.note',
    label: id,
    description,
    icon: { name: 'layers' },
    tooltip: [],
    spoken: '',
    branch: 'closed',
    target: undefined,
  };
}

/** A context that holds the set web; the states of its set and of its pod can be changed. */
function cluster(set: { state: string; pod: string }): TreeModel {
  const key = { kind: 'StatefulSet', namespace: 'shop', name: 'web' } as const;
  return new TreeModel({
    root: () => row('root', ''),
    workloads: () => [key],
    row: () => ({ ...row('set/web', set.state), target: key }),
    branches: () => [{ row: row('pod/web-0', set.pod), children: [] }],
    findable: () => [],
    rest: () => [],
  });
}

test('rows of the same name in two contexts are two rows, and each knows its context', () => {
  const forest = new Forest();
  const [prod, test] = [
    { state: 'of prod', pod: '' },
    { state: 'of test', pod: '' },
  ];
  forest.plant('context/prod|eu', cluster(prod));
  forest.plant('context/test', cluster(test));
  const roots = forest.children();
  assert.equal(new Set(roots).size, 2);
  const sets = roots.map(root => forest.children(root)[0] ?? '');
  assert.deepEqual(
    sets.map(id => forest.row(id)?.description),
    ['of prod', 'of test'],
  );
  assert.deepEqual(sets.map(contextOfRow), ['context/prod|eu', 'context/test']);
  assert.deepEqual(
    sets.map(id => forest.parent(id)),
    roots,
  );
});

test('a change in one context draws rows of that context again', () => {
  const forest = new Forest();
  const prod = { state: '', pod: 'Running' };
  forest.plant('prod', cluster(prod));
  forest.plant('test', cluster({ state: '', pod: 'Running' }));
  const [pod] = forest.children().flatMap(root => forest.children(root).flatMap(set => forest.children(set)));
  prod.pod = 'Pending';
  const touched = [{ kind: 'StatefulSet', namespace: 'shop', name: 'web' } as const];
  assert.deepEqual(forest.refresh('prod', touched), [pod]);
  assert.deepEqual(forest.refresh('test', touched), []);
  assert.deepEqual(forest.refresh('closed', touched), []);
});

test('the rows of a closed context are gone, those of the others stay', () => {
  const forest = new Forest();
  forest.plant('prod', cluster({ state: '', pod: '' }));
  forest.plant('test', cluster({ state: '', pod: '' }));
  const [prod = '', test = ''] = forest.children();
  forest.fell('prod');
  assert.deepEqual(forest.children(), [test]);
  assert.equal(forest.row(prod), undefined);
  assert.deepEqual(forest.children(prod), []);
});
