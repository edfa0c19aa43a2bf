/** The last file of the run: what none of the others has tried is named here. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds, rowKinds } from '../../../src/editor/ids.ts';
import { recorded } from '../../support/record-ordinal.ts';

interface MenuEntry {
  readonly command: string;
  readonly when: string;
}

/** Commands that run in no test of this folder, and where they are tried instead. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([]);

function rowMenu(): readonly MenuEntry[] {
  const contributes = vscode.extensions.getExtension('ordinal.ordinal')?.packageJSON.contributes;
  return contributes.menus['view/item/context'];
}

/** Those of the rows that were drawn on which an entry stands, as its when-clause says: by their kind, and by what they offer. */
function rowsWith({ when }: MenuEntry): readonly string[] {
  const [, exact] = /viewItem == (\S+)/.exec(when) ?? [];
  const [, pattern] = /viewItem =~ \/(.+?)\/(?: |$)/.exec(when) ?? [];
  return [...recorded().rows].filter(row =>
    exact !== undefined ? row === exact : pattern !== undefined && new RegExp(pattern).test(row),
  );
}

describe('What these tests have tried', () => {
  it('is every command', () => {
    const { commands } = recorded();
    assert.deepEqual(
      Object.values(commandIds).filter(id => !commands.has(id) && !ELSEWHERE.has(id)),
      [],
    );
  });

  it('is every kind of row', () => {
    const { rows } = recorded();
    assert.deepEqual(
      Object.values(rowKinds).filter(kind => ![...rows].some(row => row.split(' ')[0] === kind)),
      [],
    );
  });

  it('is every action that rows offer, on a row', () => {
    const { onRows } = recorded();
    const all = new Map<string, Set<string>>();
    for (const entry of rowMenu()) {
      const rows = all.get(entry.command) ?? new Set();
      for (const row of rowsWith(entry)) rows.add(row);
      all.set(entry.command, rows);
    }
    assert.deepEqual(
      [...all].filter(([command, rows]) => ![...rows].some(row => onRows.has(`${command} on ${row}`))),
      [],
    );
  });
});
