import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';
import { biomeOverrides } from '../support/biome-walls.ts';
import { type Import, importsOf, refusal, rooms, sourceFiles } from '../support/walls.ts';

const files = sourceFiles('src');
const imports = files.flatMap(importsOf);

test('no import goes through a wall', () => {
  assert.deepEqual(
    imports.map(refusal).filter(reason => reason !== undefined),
    [],
  );
});

test('the walls refuse what they should', () => {
  const refused = (from: string, to: string) => refusal({ from, to, kind: 'value' }) !== undefined;
  assert.ok(refused('src/core/names.ts', 'src/words/words.ts'));
  assert.ok(refused('src/core/names.ts', 'node:fs'));
  assert.ok(refused('src/language/hover.ts', 'vscode'));
  assert.ok(refused('src/cluster/mirror.ts', '@kubernetes/client-node'));
  assert.ok(refused('src/cli.ts', 'src/editor/ids.ts'));
  assert.ok(refused('src/elsewhere/new.ts', 'src/core/names.ts'));
  assert.ok(!refused('src/cluster/kube.ts', '@kubernetes/client-node'));
  assert.ok(!refused('src/extension.ts', 'src/language/hover.ts'));
  assert.ok(!refused('src/practice/api.ts', 'node:https'));
});

test('every relative import names a file with its ending', () => {
  const missing = imports.filter(({ to }) => to.startsWith('src/') && !existsSync(path.join(root, to)));
  assert.deepEqual(missing, []);
});

test('the entries of other bundles are loaded only when they are asked for', () => {
  const entries = [
    'src/cluster/kube.ts',
    'src/practice/main.ts',
    'src/cli.ts',
    'src/extension.ts',
    'src/editor/language/language.ts',
    'src/editor/commands/commands.ts',
  ];
  assert.deepEqual(
    imports.filter(({ to, kind }) => kind === 'value' && entries.includes(to)),
    [],
  );
});

test('no file imports itself around a corner', () => {
  assert.deepEqual(cycles(imports.filter(({ to, kind }) => kind !== 'dynamic' && to.startsWith('src/'))), []);
});

test('a cycle is found', () => {
  const edge = (from: string, to: string): Import => ({ from, to, kind: 'value' });
  assert.deepEqual(cycles([edge('a', 'b'), edge('b', 'c'), edge('c', 'b'), edge('c', 'd')]), ['b → c → b']);
});

test('no file is over 400 lines: it is two rooms', () => {
  const all = sourceFiles('src', 'test', 'scripts');
  assert.ok(all.includes('test/unit/walls.test.ts') && all.some(file => file.startsWith('scripts/')));
  const lines = (file: string) => readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length;
  assert.deepEqual(
    all.filter(file => lines(file) > 400),
    [],
  );
});

test('every room of the house is in the table of ARCHITECTURE.md, with the rooms that it may import', () => {
  const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \|[^|]*\| ([^|]*) \|/gm)];
  const table = Object.fromEntries(rows.map(([, name = '', may = '']) => [name, may]));
  const expected = Object.entries(rooms).map(([name, room]) => [name, room.rooms]);
  const drawn = Object.keys(rooms).map(name => [name, roomsIn(table[name] ?? 'not in the table', name)]);
  assert.deepEqual(drawn, expected);
  assert.deepEqual(Object.keys(table).toSorted(), Object.keys(rooms).toSorted());
});

test('biome.json holds the same walls, so that the editor shows them', () => {
  const { overrides } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  const held = overrides.filter((override: unknown) => JSON.stringify(override).includes('noRestrictedImports'));
  assert.deepEqual(held, biomeOverrides(), `biome.json should hold:\n${JSON.stringify(biomeOverrides(), null, 2)}`);
});

/** Every ring of imports, once, as `a → b → a`. */
function cycles(edges: readonly Import[]): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]) => {
    const at = trail.indexOf(file);
    if (at >= 0) found.push([...trail.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const { from, to } of edges) if (from === file) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const { from } of edges) visit(from, []);
  return found;
}

/** The cell "may import" of the table, as names of rooms. */
function roomsIn(cell: string, own: string): readonly string[] {
  const others = Object.keys(rooms).filter(name => name !== own && name !== 'cli');
  const named = [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  if (cell.startsWith('every room')) return others;
  if (cell.startsWith('all but')) return others.filter(name => !named.includes(name));
  return cell.trim() === 'nothing' ? [] : named;
}
