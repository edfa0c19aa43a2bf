import * as vscode from 'vscode';
import { viewIds } from '../ids.ts';

/** Opens the search box of the tree, which can also leave out the rows that do not match, which the workbench has but shows only to those who know its key. */
export async function findInTreeCommand(): Promise<void> {
  await vscode.commands.executeCommand(`${viewIds.cluster}.focus`);
  await vscode.commands.executeCommand('list.find');
}
