import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Branch, Row } from '../../../../src/editor/views/row.ts';
import { TreeModel, type WorkloadKey } from '../../../../src/editor/views/tree-model.ts';

const sets = new Map<string, { state: string; pods: Record<string, string>; uid?: string }>();
let rest: string[] = [];
let asked: string[] = [];
let connected = true;

beforeEach(() => {
  sets.clear();
  rest = [];
  asked = [];
  connected = true;
});

const model = () =>
  new TreeModel({
    root: () => (connected ? row('context') : undefined),
    workloads: () => [...sets.keys()].map(key),
    row: ({ name }) => {
      const set = sets.get(name);
      return set === undefined ? undefined : { ...row(`set/${name}/${set.uid ?? ''}`, set.state), target: key(name) };
    },
    branches: ({ name }) => {
      asked.push(name);
      return Object.entries(sets.get(name)?.pods ?? {}).map(([pod, state]) => leaf(`pod/${pod}`, state));
    },
    findable: () => [],
    rest: () => rest.map(name => leaf(`claim/${name}`)),
  });

function key(name: string): WorkloadKey {
  return { kind: 'StatefulSet', namespace: 'shop', name };
}

function row(id: string, description = ''): Row {
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

function leaf(id: string, description = ''): Branch {
  return { row: row(id, description), children: [] };
}

test('workloads stand in order of their names under the context', () => {
  sets.set('web', { state: '', pods: {} });
  sets.set('db', { state: '', pods: {} });
  rest = ['data-old-0'];
  const tree = model();
  assert.deepEqual(tree.children(), ['context']);
  assert.deepEqual(tree.children('context'), ['set/db/', 'set/web/', 'claim/data-old-0']);
  assert.equal(tree.parent('set/db/'), 'context');
});

test('StatefulSets stand before Deployments, whatever their names', () => {
  const both: WorkloadKey[] = [
    { kind: 'Deployment', namespace: 'shop', name: 'api' },
    { kind: 'StatefulSet', namespace: 'shop', name: 'web' },
    { kind: 'Deployment', namespace: 'shop', name: 'worker' },
    { kind: 'StatefulSet', namespace: 'shop', name: 'db' },
  ];
  const tree = new TreeModel({
    root: () => row('context'),
    workloads: () => both,
    row: of => ({ ...row(of.name), target: of }),
    branches: () => [],
    findable: () => [],
    rest: () => [],
  });
  assert.deepEqual(tree.children(), ['context']);
  assert.deepEqual(tree.children('context'), ['db', 'web', 'api', 'worker']);
});

test('a tree without workloads is empty, so that the welcome view speaks', () => {
  const tree = model();
  assert.deepEqual(tree.children(), []);
  sets.set('web', { state: '', pods: {} });
  assert.equal(tree.refresh([key('web')]), 'all');
  assert.deepEqual(tree.children(), ['context']);
});

test('without a connection there is no row', () => {
  connected = false;
  sets.set('web', { state: '', pods: {} });
  assert.deepEqual(model().children(), []);
});

test('what is under a set is asked for only when it is opened', () => {
  sets.set('web', { state: '', pods: { 'web-0': 'Running' } });
  const tree = model();
  tree.children();
  tree.children('context');
  tree.refresh([key('web')]);
  assert.deepEqual(asked, []);
  assert.deepEqual(tree.children('set/web/'), ['pod/web-0']);
  assert.deepEqual(asked, ['web']);
});

test('one pod that changes draws one row', () => {
  sets.set('web', { state: '', pods: { 'web-0': 'Running', 'web-1': 'Pending' } });
  const tree = model();
  tree.children();
  tree.children('set/web/');
  sets.set('web', { state: '', pods: { 'web-0': 'Running', 'web-1': 'Running' } });
  assert.deepEqual(tree.refresh([key('web'), key('web')]), ['pod/web-1']);
  assert.equal(tree.row('pod/web-1')?.description, 'Running');
});

test('a pod that comes draws the set it belongs to', () => {
  sets.set('web', { state: '', pods: { 'web-0': 'Running' } });
  const tree = model();
  tree.children();
  tree.children('set/web/');
  sets.set('web', { state: '', pods: { 'web-0': 'Running', 'web-1': 'Pending' } });
  assert.deepEqual(tree.refresh([key('web')]), ['set/web/']);
});

test('a change that reads the same draws nothing', () => {
  sets.set('web', { state: '1/1', pods: { 'web-0': 'Running' } });
  const tree = model();
  tree.children();
  tree.children('set/web/');
  assert.deepEqual(tree.refresh([key('web'), 'rest']), []);
});

test('a change of the set alone draws its row', () => {
  sets.set('web', { state: '0/1', pods: {} });
  const tree = model();
  tree.children();
  sets.set('web', { state: '1/1', pods: {} });
  assert.deepEqual(tree.refresh([key('web')]), ['set/web/']);
});

test('a set that comes or goes draws the list of sets', () => {
  sets.set('db', { state: '', pods: {} });
  const tree = model();
  tree.children();
  sets.set('web', { state: '', pods: {} });
  assert.deepEqual(tree.refresh([key('web')]), ['context']);
  sets.delete('db');
  assert.deepEqual(tree.refresh([key('db')]), ['context']);
  assert.deepEqual(tree.children('context'), ['set/web/']);
  assert.equal(tree.row('set/db/'), undefined);
});

test('a set made again under its old name is another row', () => {
  sets.set('web', { state: '', pods: { 'web-0': 'Running' }, uid: 'one' });
  const tree = model();
  tree.children();
  tree.children('set/web/one');
  sets.set('web', { state: '', pods: {}, uid: 'two' });
  assert.deepEqual(tree.refresh([key('web')]), ['context']);
  assert.deepEqual(tree.children('context'), ['set/web/two']);
  assert.equal(tree.row('pod/web-0'), undefined);
});

test('the last set that goes empties the tree', () => {
  sets.set('web', { state: '', pods: {} });
  const tree = model();
  tree.children();
  sets.clear();
  assert.equal(tree.refresh([key('web')]), 'all');
  assert.deepEqual(tree.children(), []);
});

test('claims that no set owns come after the sets, and draw the list when they change', () => {
  sets.set('web', { state: '', pods: {} });
  const tree = model();
  tree.children();
  rest = ['data-old-0'];
  assert.deepEqual(tree.refresh(['rest']), ['context']);
});

test('time passing draws opened rows whose age reads differently', () => {
  sets.set('web', { state: '', pods: { 'web-0': '1s' } });
  sets.set('db', { state: '', pods: { 'db-0': '1s' } });
  const tree = model();
  tree.children();
  tree.children('set/web/');
  sets.set('web', { state: '', pods: { 'web-0': '2s' } });
  assert.deepEqual(tree.tick(), ['pod/web-0']);
  assert.ok(!asked.includes('db'));
});

test('after a reload opened sets are still known', () => {
  sets.set('web', { state: '', pods: { 'web-0': 'Running' } });
  const tree = model();
  tree.children();
  tree.children('set/web/');
  assert.equal(tree.refresh(['all']), 'all');
  assert.equal(tree.row('pod/web-0')?.description, 'Running');
});

test('among few workloads a set opens by itself, among many it stays closed, and neither changes as others come', () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) sets.set(name, { state: '', pods: {} });
  const tree = model();
  tree.children();
  assert.equal(tree.row('set/a/')?.branch, 'open');
  sets.set('f', { state: '', pods: {} });
  tree.refresh([key('f')]);
  assert.equal(tree.row('set/f/')?.branch, 'closed');
  sets.set('a', { state: 'ready', pods: {} });
  assert.deepEqual(tree.refresh([key('a')]), ['set/a/']);
  tree.refresh(['all']);
  assert.equal(tree.row('set/a/')?.branch, 'open');
  assert.equal(tree.row('set/f/')?.branch, 'closed');
  assert.deepEqual(tree.refresh([key('a')]), []);
});
