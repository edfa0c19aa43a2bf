import * as vscode from 'vscode';
import { viewIds } from '../ids.ts';

/** Opens the filter box of the tree, which the workbench has but shows only to those who know its key. */
export async function filterTreeCommand(): Promise<void> {
  await vscode.commands.executeCommand(`${viewIds.cluster}.focus`);
  await vscode.commands.executeCommand('list.find');
}
