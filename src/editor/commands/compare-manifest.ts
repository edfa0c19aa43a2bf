import * as vscode from 'vscode';
import { ClusterError } from '../../cluster/connection.ts';
import type { LiveCluster } from '../connect/session.ts';
import { commandIds } from '../ids.ts';
import type { ComparedDocuments } from '../live/compared-documents.ts';
import { Answer, answer, Cancelled, withButtons } from '../problems.ts';
import { isTarget, named, type Target, type TargetKind } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import { type Comparison, compare, type Definition } from './comparison.ts';
import type { Deps } from './deps.ts';
import { chooseManifest } from './find-manifest.ts';
import { definitionsOf } from './manifest-places.ts';
import type { Refusals } from './refusals.ts';

const KINDS: readonly TargetKind[] = ['StatefulSet', 'Deployment', 'Service', 'PersistentVolumeClaim', 'Pod'];

/**
 * Opens an object of the cluster beside what its manifest would make of it, as the server says in a dry run. Nothing is changed, and it is
 * compared anew as long as it is open. `file` is the manifest; without one the opened folders are searched, and an argument that `asks` lets a person choose.
 */
export async function compareManifestCommand(
  deps: Deps,
  documents: ComparedDocuments,
  refusals: Refusals,
  argument: unknown,
  file: unknown,
): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const target = await chooseTarget(argument, KINDS, say('choose-compare'), cluster, deps);
  const uri = file instanceof vscode.Uri ? file : asksForFile(argument) ? await askFile(target, deps) : undefined;
  const place = await placeOf(target, uri, deps);
  const definition = await definitionAt(place, target, deps);
  refusals.clear(place.uri);
  const comparison = await compareOrShow(cluster, target, definition, refusals, deps);
  const values = { object: named(target), context: cluster.context.name, file: fileName(place.uri) };
  if (comparison.partly) vscode.window.showInformationMessage(say('compare-partly', values));
  const { live, wanted } = comparison.compared;
  if (live === wanted) throw answer(say, 'compare-same', values);
  await documents.open(cluster, target, place.uri, comparison, async () =>
    compare(desk.cluster({ context: cluster.key }), target, await definitionAt(place, target, deps), say),
  );
}

/** A comparison, or what the server refuses about the manifest, underlined in it. */
async function compareOrShow(
  cluster: LiveCluster,
  target: Target,
  definition: Definition,
  refusals: Refusals,
  { say }: Deps,
): Promise<Comparison> {
  try {
    return await compare(cluster, target, definition, say);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.failure.kind !== 'invalid') throw error;
    const { failure } = error;
    const { document, item } = definition;
    refusals.show(document, [{ item, failure }]);
    const values = { object: named(target), file: fileName(document.uri), detail: failure.detail };
    throw withButtons(new Answer({ severity: 'error', sentence: say('compare-refused', values), buttons: [] }), {
      title: say('button-show-problems'),
      command: 'workbench.actions.view.problems',
    });
  }
}

/** A manifest in a file: the first that defines an object, or the second of two. */
interface FilePlace {
  readonly uri: vscode.Uri;
  readonly index: number;
}

/** Where the manifest is: in the file that a person named, else where the opened folders hold it. */
async function placeOf(target: Target, file: vscode.Uri | undefined, { say }: Deps): Promise<FilePlace> {
  if (file !== undefined) return { uri: file, index: 0 };
  const place = await chooseManifest(target, say);
  if (place === undefined) {
    throw withButtons(answer(say, 'no-manifest', { object: named(target) }), {
      title: say('button-choose-file'),
      command: commandIds.compareManifest,
      argument: { ...target, asks: true },
    });
  }
  const document = await vscode.workspace.openTextDocument(place.uri);
  const starts = definitionsOf(target, document.getText()).map(candidate => candidate.document.start);
  return { uri: place.uri, index: Math.max(0, starts.indexOf(place.offset)) };
}

/** The manifest at a place as it is being edited. */
async function definitionAt({ uri, index }: FilePlace, target: Target, { say }: Deps): Promise<Definition> {
  const document = await vscode.workspace.openTextDocument(uri);
  const item = definitionsOf(target, document.getText())[index];
  if (item !== undefined) return { document, item };
  throw answer(say, 'not-in-file', { object: named(target), file: fileName(uri), namespace: target.namespace });
}

function asksForFile(argument: unknown): boolean {
  return isTarget(argument) && 'asks' in argument && argument.asks === true;
}

async function askFile(target: Target, { say }: Deps): Promise<vscode.Uri> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: say('choose-file-title', { object: named(target) }),
      filters: { YAML: ['yaml', 'yml', 'json'] },
    })) ?? [];
  if (file === undefined) throw new Cancelled();
  return file;
}

function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
