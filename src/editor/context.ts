import * as vscode from 'vscode';
import type { Errors } from './errors.ts';
import type { CommandId, contextKeys } from './ids.ts';

/** What Ordinal is like now, and which of its commands were carried out in this window: the walkthrough ticks those. */
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys] | DoneKey;

type DoneKey = `${CommandId}.done`;

export function doneKey(id: CommandId): DoneKey {
  return `${id}.done`;
}

/** Tells the workbench what when-clauses may ask about. Only changes are sent. */
export function contextSetter(errors: Errors): (key: ContextKey, value: string | boolean) => void {
  const known = new Map<ContextKey, string | boolean>();
  return (key, value) => {
    if (known.get(key) === value) return;
    known.set(key, value);
    errors.run('setting a context key', () => vscode.commands.executeCommand('setContext', key, value));
  };
}
