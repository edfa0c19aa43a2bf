import * as vscode from 'vscode';
import type { Errors } from '../errors.ts';
import { type CommandId, commandIds } from '../ids.ts';

export type Handler = (...values: readonly unknown[]) => unknown;

/** Every command and what carries it out. The type asks for all of them: a command that is declared is there. */
export type CommandTable = Readonly<Record<keyof typeof commandIds, Handler>>;

/**
 * Registers the table; whatever a handler throws is said to the person. `onDone` is told of a command that was carried out, and not of one that
 * somebody left or that could not be: both throw.
 */
export function registerCommands(
  table: CommandTable,
  errors: Errors,
  onDone: (id: CommandId) => void,
): vscode.Disposable {
  const registered = Object.entries(commandIds).map(([key, id]: [string, CommandId]) => {
    const carryOut = async (...values: readonly unknown[]) => {
      await table[key as keyof CommandTable](...values);
      onDone(id);
    };
    return vscode.commands.registerCommand(id, errors.guard(id, carryOut));
  });
  return vscode.Disposable.from(...registered);
}
