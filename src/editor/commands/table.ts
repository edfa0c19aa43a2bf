import * as vscode from 'vscode';
import type { Errors } from '../errors.ts';
import { type CommandId, commandIds } from '../ids.ts';

export type Handler = (...values: readonly unknown[]) => unknown;

/** Every command and what carries it out. The type asks for all of them: a command that is declared is there. */
export type CommandTable = Readonly<Record<keyof typeof commandIds, Handler>>;

/** Registers the table; whatever a handler throws is said to the person. */
export function registerCommands(table: CommandTable, errors: Errors): vscode.Disposable {
  const registered = Object.entries(commandIds).map(([key, id]: [string, CommandId]) =>
    vscode.commands.registerCommand(id, errors.guard(id, table[key as keyof CommandTable])),
  );
  return vscode.Disposable.from(...registered);
}
