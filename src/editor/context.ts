import * as vscode from 'vscode';
import type { Errors } from './errors.ts';
import type { contextKeys } from './ids.ts';

export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

/** Tells the workbench what when-clauses may ask about. Only changes are sent. */
export function contextSetter(errors: Errors): (key: ContextKey, value: string | boolean) => void {
  const known = new Map<ContextKey, string | boolean>();
  return (key, value) => {
    if (known.get(key) === value) return;
    known.set(key, value);
    errors.run('setting a context key', () => vscode.commands.executeCommand('setContext', key, value));
  };
}
