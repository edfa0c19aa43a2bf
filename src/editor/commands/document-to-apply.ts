import * as vscode from 'vscode';
import { parseManifest } from '../../core/manifest/parse.ts';
import type { CommandSay } from '../../words/words.ts';
import { answer } from '../problems.ts';
import { objectsToApply } from './apply-objects.ts';
import { pickOne } from './pick-one.ts';

/**
 * The document that a lens or a menu names, or the one in front, or one that a person picks among the open ones. Rejects with an answer where
 * no manifest is open.
 */
export async function documentToApply(argument: unknown, say: CommandSay): Promise<vscode.TextDocument> {
  if (argument instanceof vscode.Uri) return vscode.workspace.openTextDocument(argument);
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isManifest(document)) return document;
  const items = openManifests().map(open => ({ label: vscode.workspace.asRelativePath(open.uri), open }));
  if (items.length === 0) throw answer(say, 'apply-no-manifest');
  return (await pickOne(items, { title: say('apply-which') })).open;
}

/** The manifests of the open tabs: behind a walkthrough or a log there may be one. */
function openManifests(): readonly vscode.TextDocument[] {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  const open = new Set(tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : '')));
  return vscode.workspace.textDocuments.filter(document => open.has(document.uri.toString()) && isManifest(document));
}

/** YAML by its language; of other texts (pasted into a new tab, JSON, the YAML of another extension) what is one by what it says. */
function isManifest(document: vscode.TextDocument): boolean {
  if (document.languageId === 'yaml') return true;
  const text = document.getText();
  const { objects, trouble } = objectsToApply(parseManifest(text));
  if (objects !== undefined) return objects.some(({ object }) => object.apiVersion !== '' && object.kind !== '');
  // A slip in a pasted manifest is told with its line, instead of that there is none.
  return (
    trouble === 'broken' && document.languageId === 'plaintext' && /^apiVersion:/m.test(text) && /^kind:/m.test(text)
  );
}
