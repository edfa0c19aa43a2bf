import * as vscode from 'vscode';
import { Cancelled } from '../problems.ts';

/**
 * Lets a person choose among entries; one alone is taken without asking, because there is nothing to choose, and what is confirmed is confirmed
 * in a plan. Rejects with `Cancelled` where nothing is chosen.
 */
export async function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions & { readonly title: string },
): Promise<T> {
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) return only;
  const picked = await vscode.window.showQuickPick(items, options);
  if (picked === undefined) throw new Cancelled();
  return picked;
}
