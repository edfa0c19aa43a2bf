import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareBy, isFiltered, type Look, lookFrom, matches, plainLook } from '../../../../src/editor/views/look.ts';
import { lookedAt } from '../../../../src/editor/views/looked-at.ts';
import { type Branch, colors, type Row } from '../../../../src/editor/views/row.ts';
import { TreeModel, type TreeSource, type WorkloadKey } from '../../../../src/editor/views/tree-model.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

function row(kind: Row['kind'], label: string, description = '', color?: string): Row {
  return {
    id: `${kind}/${label}`,
    kind,
    label,
    description,
    icon: { name: 'layers', ...(color === undefined ? {} : { color }) },
    tooltip: [],
    spoken: '',
    branch: 'closed',
    target: undefined,
  };
}

const key = (name: string): WorkloadKey => ({ kind: 'StatefulSet', namespace: 'shop', name });
const leaf = (one: Row): Branch => ({ row: one, children: [] });

/** Two sets: `web` is fine but for a claim that waits; `db` is stuck. */
const web = [
  { row: row('ordinal.pod', 'web-0', 'Running 1/1', colors.good), children: [] },
  {
    row: row('ordinal.pod', 'web-1', 'Running 1/1', colors.good),
    children: [leaf(row('ordinal.claim', 'data-web-1', 'Pending', colors.waiting))],
  },
  leaf(row('ordinal.service', 'web', 'Service, headless', colors.good)),
];
const rows = new Map<string, Row>([
  ['web', { ...row('ordinal.set', 'web', '2/2 ready', colors.good), target: key('web'), made: 2 }],
  ['db', { ...row('ordinal.set', 'db', 'stuck: db-0 cannot pull', colors.bad), target: key('db'), made: 1 }],
]);

const below = ({ name }: WorkloadKey) =>
  name === 'web' ? web : [leaf(row('ordinal.pod', 'db-0', 'ImagePullBackOff', colors.bad))];

const source: TreeSource = {
  root: () => row('ordinal.context', 'kind'),
  workloads: () => [...rows.keys()].map(key),
  row: ({ name }) => rows.get(name),
  branches: below,
  findable: below,
  rest: () => [
    { row: row('ordinal.leftBehind', 'Claims left behind'), children: [leaf(row('ordinal.claim', 'data-old-0'))] },
  ],
};

/** The rows of the tree, each behind those that it stands under. */
function shown(look: Look): string[] {
  const model = new TreeModel(lookedAt(source, () => look, speaker(allSentences)));
  const below = (id: string, path: string): string[] => {
    const text = `${path}${model.row(id)?.label}`;
    return [text, ...model.children(id).flatMap(child => below(child, `${text}/`))];
  };
  return model
    .children()
    .flatMap(root => model.children(root))
    .flatMap(id => below(id, ''));
}

function filtered(text: string, state?: Look['filter']['state']): string[] {
  return shown({ ...plainLook, filter: { text, state } });
}

test('without a filter everything is shown', () => {
  assert.equal(shown(plainLook).length, 9);
});

test('blanks are no filter; a word or a state is one', () => {
  const looks: Look['filter'][] = [
    { text: ' ', state: undefined },
    { text: 'db', state: undefined },
    { text: '', state: 'trouble' },
  ];
  assert.deepEqual(
    looks.map(filter => isFiltered({ ...plainLook, filter })),
    [false, true, true],
  );
});

test('what is under sets that do not match is looked through and not drawn', () => {
  const drawn: string[] = [];
  const counted: TreeSource = {
    ...source,
    branches(key) {
      drawn.push(key.name);
      return below(key);
    },
    findable(key) {
      drawn.push(`looked through ${key.name}`);
      return below(key);
    },
  };
  const look: Look = { ...plainLook, filter: { text: 'nothing-like-it', state: undefined } };
  const model = new TreeModel(lookedAt(counted, () => look, speaker(allSentences)));
  const [root = ''] = model.children();
  assert.deepEqual(
    model.children(root).map(id => model.row(id)?.kind),
    ['ordinal.nothingFound'],
  );
  assert.deepEqual(drawn, ['looked through web', 'looked through db']);
});

test('a set that matches stays with all that is under it', () => {
  assert.deepEqual(filtered('STUCK'), ['db', 'db/db-0']);
});

test('of a set that does not match, only the pods and claims that do stay, where they belong', () => {
  assert.deepEqual(filtered('web-1'), ['web', 'web/web-1', 'web/web-1/data-web-1']);
  assert.deepEqual(filtered('data-web'), ['web', 'web/web-1', 'web/web-1/data-web-1']);
});

test('every word must be there, in any order', () => {
  assert.deepEqual(filtered('pending data'), ['web', 'web/web-1', 'web/web-1/data-web-1']);
  assert.deepEqual(filtered('pending db'), ['Nothing matches the filter']);
});

test('a state leaves only what is in it', () => {
  assert.deepEqual(filtered('', 'trouble'), ['db', 'db/db-0']);
  assert.deepEqual(filtered('', 'waiting'), ['web', 'web/web-1', 'web/web-1/data-web-1']);
  assert.deepEqual(filtered('', 'held'), ['Nothing matches the filter']);
});

test('claims left behind are found too', () => {
  assert.deepEqual(filtered('data-old'), ['Claims left behind', 'Claims left behind/data-old-0']);
});

test('a set that comes to match is shown, and takes the place of the row that says that nothing does', () => {
  const look: Look = { ...plainLook, filter: { text: 'canary', state: undefined } };
  const model = new TreeModel(lookedAt(source, () => look, speaker(allSentences)));
  const root = model.children()[0] ?? '';
  assert.deepEqual(model.children(root), ['nothing-found']);
  const before = rows.get('web');
  assert.ok(before);
  rows.set('web', { ...before, description: 'canary at 1' });
  assert.deepEqual(model.refresh([key('web')]), [root]);
  assert.deepEqual(model.children(root), ['ordinal.set/web']);
  rows.set('web', before);
});

test('what is in trouble stands first, or what was made last; names decide between equals', () => {
  const order = (order: Look['order']) =>
    shown({ ...plainLook, order }).filter(text => text === 'web' || text === 'db');
  assert.deepEqual(order('name'), ['db', 'web']);
  assert.deepEqual(order('age'), ['web', 'db']);
  const fine = rows.get('db');
  assert.ok(fine);
  rows.set('db', { ...fine, icon: { name: 'layers', color: colors.held } });
  assert.deepEqual(order('trouble'), ['db', 'web']);
  rows.set('db', fine);
  assert.ok(compareBy('trouble', fine, row('ordinal.set', 'x', '', colors.waiting)) < 0);
  assert.ok(compareBy('trouble', row('ordinal.set', 'x', '', colors.held), row('ordinal.set', 'y')) < 0);
  assert.equal(compareBy('trouble', fine, fine), 0);
});

test('a set that gets into trouble moves to its place', () => {
  const look: Look = { ...plainLook, order: 'trouble' };
  const model = new TreeModel(lookedAt(source, () => look, speaker(allSentences)));
  const root = model.children()[0] ?? '';
  const before = rows.get('web');
  assert.ok(before);
  rows.set('web', { ...before, icon: { name: 'error', color: colors.bad } });
  assert.deepEqual(model.refresh([key('web')]), [root]);
  rows.set('web', before);
});

test('the namespace of a row can be typed, and words that are no words leave nothing out', () => {
  const set = rows.get('web');
  assert.ok(set);
  assert.ok(matches(set, { text: 'shop', state: undefined }));
  assert.equal(filtered('  ').length, 9);
});

test('what a workspace remembers is read with care', () => {
  assert.deepEqual(lookFrom(undefined), plainLook);
  assert.deepEqual(lookFrom({ filter: 7, order: 'size' }), plainLook);
  const look: Look = { filter: { text: 'web', state: 'held' }, order: 'age' };
  assert.deepEqual(lookFrom(JSON.parse(JSON.stringify(look))), look);
});
