import * as vscode from 'vscode';
import { answer } from '../problems.ts';
import { named, type TargetKind } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { chooseManifest } from './find-manifest.ts';

const KINDS: readonly TargetKind[] = [
  'StatefulSet',
  'Deployment',
  'Service',
  'PersistentVolumeClaim',
  'Pod',
  'PodDisruptionBudget',
  'PersistentVolume',
];
/** Opens the manifest of the opened folders that defines an object of the cluster. */
export async function openManifestCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const target = await chooseTarget(argument, KINDS, say('choose-manifest'), desk.cluster(argument), deps);
  const place = await chooseManifest(target, say);
  if (place === undefined) throw answer(say, 'no-manifest', { object: named(target) });
  const document = await vscode.workspace.openTextDocument(place.uri);
  const start = document.positionAt(place.offset);
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
}
