import type * as vscode from 'vscode';
import { commandIds } from '../ids.ts';
import type { FirstDeps } from './deps.ts';
import type { Refusals } from './refusals.ts';
import type { CommandTable, Handler } from './table.ts';

type Key = keyof CommandTable;

/** The commands, of which each loads all (`dist/commands.js`) when the first is called. */
export function commandsOnDemand(deps: FirstDeps, refusals: Refusals, samples: vscode.Uri): CommandTable {
  let loaded: Promise<CommandTable> | undefined;
  const load = () => {
    loaded ??= import('./commands.ts').then(({ commandTable }) => commandTable(deps, refusals, samples));
    return loaded;
  };
  const entry = (key: Key): [Key, Handler] => [key, async (...values) => (await load())[key](...values)];
  return Object.fromEntries((Object.keys(commandIds) as Key[]).map(entry)) as Record<Key, Handler>;
}
