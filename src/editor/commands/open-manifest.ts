import * as vscode from 'vscode';
import type { Say } from '../../words/words.ts';
import { answer, Cancelled } from '../problems.ts';
import { named, type Target, type TargetKind } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { placesOf } from './manifest-places.ts';

const KINDS: readonly TargetKind[] = [
  'StatefulSet',
  'Deployment',
  'Service',
  'PersistentVolumeClaim',
  'Pod',
  'PodDisruptionBudget',
  'PersistentVolume',
];
/** Files looked at most, and how many at the same time. */
const MOST_FILES = 5_000;
const BATCH = 16;

interface Place {
  readonly uri: vscode.Uri;
  readonly offset: number;
}

/** Opens the manifest of the opened folders that defines an object of the cluster. */
export async function openManifestCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const target = await chooseTarget(argument, KINDS, say('choose-manifest'), desk.cluster(argument), deps);
  const places = await findPlaces(target);
  const place = places.length > 1 ? await pick(places, target, say) : places[0];
  if (place === undefined) throw answer(say, 'no-manifest', { object: named(target) });
  const document = await vscode.workspace.openTextDocument(place.uri);
  const start = document.positionAt(place.offset);
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
}

async function findPlaces(target: Target): Promise<Place[]> {
  const uris = await vscode.workspace.findFiles('**/*.{yaml,yml,json}', undefined, MOST_FILES);
  uris.sort((one, other) => (one.path < other.path ? -1 : 1));
  const places: Place[] = [];
  for (let next = 0; next < uris.length; next += BATCH) {
    const found = await Promise.all(
      uris.slice(next, next + BATCH).map(async uri => {
        const text = await textOf(uri);
        return placesOf(target, text).map(offset => ({ uri, offset }));
      }),
    );
    places.push(...found.flat());
  }
  return places;
}

/** What a file holds, as it is being edited; nothing for one that cannot be read, such as a link that leads nowhere. */
async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}

async function pick(places: readonly Place[], target: Target, say: Say): Promise<Place> {
  const items = places.map(place => ({ label: vscode.workspace.asRelativePath(place.uri), place }));
  const picked = await vscode.window.showQuickPick(items, { title: say('manifests-of', { object: named(target) }) });
  if (picked === undefined) throw new Cancelled();
  return picked.place;
}
