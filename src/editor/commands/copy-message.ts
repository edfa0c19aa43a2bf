import * as vscode from 'vscode';
import { answer } from '../problems.ts';
import type { Deps } from './deps.ts';

/** Copies what rows say in the cluster's own words, a line each. */
export async function copyMessageCommand({ say, tree }: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const several = Array.isArray(selected) && selected.length > 1 ? selected : [argument];
  const messages = several.flatMap(id => (typeof id === 'string' ? (tree.row(id)?.message ?? []) : []));
  if (messages.length === 0) throw answer(say, 'copy-nothing');
  await vscode.env.clipboard.writeText(messages.join('\n'));
  vscode.window.setStatusBarMessage(say('copied', { text: messages.join(', ') }), 3_000);
}
