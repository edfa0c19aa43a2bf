import * as vscode from 'vscode';
import type { contextKeys } from './ids.ts';

export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

/** Tells the workbench what when-clauses may ask about. Only changes are sent. */
export function contextSetter(): (key: ContextKey, value: string | boolean) => Thenable<unknown> {
  const known = new Map<ContextKey, string | boolean>();
  return (key, value) => {
    if (known.get(key) === value) return Promise.resolve();
    known.set(key, value);
    return vscode.commands.executeCommand('setContext', key, value);
  };
}
