import * as vscode from 'vscode';
import type { CommandSay } from '../../words/words.ts';
import { named, type Target } from '../target.ts';
import { placesOf } from './manifest-places.ts';
import { pickOne } from './pick-one.ts';

/** Files looked at most, and how many at the same time. */
const MOST_FILES = 5_000;
const BATCH = 16;

/** Where a file defines an object. */
export interface Place {
  readonly uri: vscode.Uri;
  readonly offset: number;
}

/** The manifest of the opened folders that defines an object; a person picks among several. `undefined` if there is none. */
export async function chooseManifest(target: Target, say: CommandSay): Promise<Place | undefined> {
  const places = await findPlaces(target);
  if (places.length === 0) return undefined;
  const items = places.map(place => ({ label: vscode.workspace.asRelativePath(place.uri), place }));
  return (await pickOne(items, { title: say('manifests-of', { object: named(target) }) })).place;
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
