import * as vscode from 'vscode';
import type { LiveCluster } from '../connect/session.ts';
import { answer } from '../problems.ts';
import { named, type Target, type TargetKind } from '../target.ts';
import { chooseTarget, workloadTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { chooseManifest, type Place } from './find-manifest.ts';

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
  const cluster = desk.cluster(argument);
  const target = await chooseTarget(argument, KINDS, say('choose-manifest'), cluster, deps);
  const place = (await chooseManifest(target, say)) ?? (await ownerManifest(cluster, target, say));
  const document = await vscode.workspace.openTextDocument(place.uri);
  const start = document.positionAt(place.offset);
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
}

/** Pods and claims are seldom written down: what they are made of is the manifest of their workload. */
async function ownerManifest(cluster: LiveCluster, target: Target, say: Deps['say']): Promise<Place> {
  const owner = workloadTarget(cluster, target);
  const place = owner === undefined ? undefined : await chooseManifest(owner, say);
  if (place !== undefined) return place;
  throw answer(say, 'no-manifest', { object: named(owner ?? target) });
}
