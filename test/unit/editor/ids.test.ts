import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { commandIds, contextKeys, rowKinds, rowOffers, settingIds, viewIds } from '../../../src/editor/ids.ts';

const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
const manifest = JSON.parse(text);
const contributes = manifest.contributes;

test('package.json declares exactly the commands of ids.ts', () => {
  const declared = contributes.commands.map((entry: { command: string }) => entry.command);
  assert.deepEqual([...declared].sort(), Object.values(commandIds).sort());
});

test('every menu entry names a declared command', () => {
  const known = new Set<string>(Object.values(commandIds));
  for (const [menu, entries] of Object.entries<{ command: string }[]>(contributes.menus)) {
    for (const entry of entries) assert.ok(known.has(entry.command), `${menu}: ${entry.command}`);
  }
});

test('every key leads to a declared command, and only while the tree has the keyboard', () => {
  const known = new Set<string>(Object.values(commandIds));
  for (const { command, when } of contributes.keybindings as { command: string; when: string }[]) {
    assert.ok(known.has(command), command);
    assert.match(when, new RegExp(`^focusedView == ${viewIds.cluster}\\b`), command);
  }
});

test('what stands on a row can be reached by the keyboard: each button of a row is in its menu, too', () => {
  const entries = contributes.menus['view/item/context'] as { command: string; when: string; group: string }[];
  const inMenus = new Set(
    entries
      .filter(({ group }) => !group.startsWith('inline'))
      .map(({ command, when }) => `${command} ${kindsIn(when)}`),
  );
  const missing = entries
    .filter(({ group }) => group.startsWith('inline'))
    .filter(({ command, when }) =>
      kindsIn(when).some(kind => ![...inMenus].some(entry => entry.startsWith(`${command} `) && entry.includes(kind))),
    );
  assert.deepEqual(missing, []);
});

/** The kinds of row that a when-clause lets through. */
function kindsIn(when: string): readonly string[] {
  const [, exact] = /viewItem == (\S+)/.exec(when) ?? [];
  const [, pattern] = /viewItem =~ \/(.+?)\/(?: |$)/.exec(when) ?? [];
  return Object.values(rowKinds).filter(kind =>
    exact === undefined ? pattern !== undefined && new RegExp(pattern).test(kind) : kind === exact,
  );
}

test('menus ask for everything that rows offer, and for nothing else', () => {
  const entries = contributes.menus['view/item/context'] as { when: string }[];
  const asked = entries.flatMap(({ when }) => /\\b\.\* (\w+)\\b/.exec(when)?.[1] ?? []);
  assert.deepEqual([...new Set(asked)].sort(), Object.values(rowOffers).sort());
  // Behind its kind a row may offer more, so that no menu may ask for the end of it.
  for (const { when } of entries)
    assert.doesNotMatch(when, /ordinal\\\.\([^)]*\b(set|deployment)\b[^)]*\)\$|== ordinal\.(set|deployment)\b/);
});

test('package.json declares exactly the settings of ids.ts', () => {
  assert.deepEqual(Object.keys(contributes.configuration.properties).sort(), Object.values(settingIds).sort());
});

test('the settings that protect are of the machine, so that no folder can loosen them', () => {
  for (const id of [settingIds.readOnly, settingIds.protectedContexts, settingIds.kubeconfig]) {
    assert.equal(contributes.configuration.properties[id].scope, 'machine', id);
  }
});

test('package.json declares the view and its container', () => {
  assert.deepEqual(
    contributes.viewsContainers.activitybar.map((entry: { id: string }) => entry.id),
    [viewIds.container],
  );
  assert.deepEqual(
    contributes.views[viewIds.container].map((entry: { id: string }) => entry.id),
    [viewIds.cluster, viewIds.forwards],
  );
});

test('when-clauses ask only about context keys and row kinds that the code sets', () => {
  const known = new Set<string>([...Object.values(contextKeys), ...Object.values(viewIds), ...Object.values(rowKinds)]);
  const clauses = [...text.matchAll(/"when": "((?:[^"\\]|\\.)*)"/g)].map(match => match[1] ?? '');
  const names = clauses.flatMap(clause => [...clause.matchAll(/(?<![\w/^])ordinal\.\w+/g)].map(match => match[0]));
  assert.ok(names.length > 10);
  for (const name of names) assert.ok(known.has(name), name);
});

test('every text of package.json stands in package.nls.json and its translation, and no other does', async () => {
  const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(match => match[1] ?? '');
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
    const table = JSON.parse(await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8'));
    assert.deepEqual(Object.keys(table).sort(), [...new Set(used)].sort(), file);
  }
});

test('links in texts lead to declared commands or to the workbench', async () => {
  const known = new Set<string>(Object.values(commandIds));
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
    const table = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');
    for (const [, command] of table.matchAll(/\(command:([\w.]+)/g)) {
      assert.ok(command !== undefined && (known.has(command) || command.startsWith('workbench.')), command);
    }
  }
});
