import * as vscode from 'vscode';
import { describeApply, preview as dryRun } from '../../cluster/change.ts';
import { ClusterError } from '../../cluster/connection.ts';
import { resourceOf } from '../../cluster/mirror.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { type Compared, comparedFields, comparedWhole } from '../../language/compared.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { commandIds } from '../ids.ts';
import type { ComparedDocuments } from '../live/compared-documents.ts';
import { Answer, answer, Cancelled, withButtons } from '../problems.ts';
import { isTarget, named, type Target, type TargetKind } from '../target.ts';
import type { ToApply } from './apply-objects.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { chooseManifest } from './find-manifest.ts';
import { definitionsOf } from './manifest-places.ts';
import type { Refusals } from './refusals.ts';

const KINDS: readonly TargetKind[] = ['StatefulSet', 'Deployment', 'Service', 'PersistentVolumeClaim', 'Pod'];

/** Where an object is defined: the file, and which of its objects it is. */
interface Definition {
  readonly document: vscode.TextDocument;
  readonly item: ToApply;
}

/**
 * Opens an object of the cluster beside what its manifest would make of it, as the server says in a dry run. Nothing is changed. `file` is
 * the manifest; without one the opened folders are searched, and an argument that `asks` lets a person choose.
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
  const definition = await definitionOf(target, uri, deps);
  refusals.clear(definition.document.uri);
  const { compared, partly } = await compare(cluster, target, definition, deps, refusals);
  const values = { object: named(target), context: cluster.context.name, file: fileName(definition.document.uri) };
  if (partly) vscode.window.showInformationMessage(say('compare-partly', values));
  if (compared.live === compared.wanted) throw answer(say, 'compare-same', values);
  await documents.open(cluster, target, definition.document.uri, compared, partly);
}

/** Asked of the server where that is allowed: it knows all defaults. */
async function compare(
  cluster: LiveCluster,
  target: Target,
  { document, item }: Definition,
  { say }: Deps,
  refusals: Refusals,
): Promise<{ readonly compared: Compared; readonly partly: boolean }> {
  const { connection } = cluster;
  // Fields of others are taken over in the dry run only: what counts is what the manifest says.
  const options = { namespace: target.namespace, force: true, site: siteOf(cluster) };
  const outcome = await describeApply(connection, item.object, options);
  if (outcome.refused !== undefined)
    throw new Answer({ severity: 'information', sentence: say.data(outcome.refused), buttons: [] });
  try {
    const { live, result } = await dryRun(connection, outcome.change);
    return { compared: comparedWhole(mustExist(live, cluster, target, say), result ?? item.object), partly: false };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    const { failure } = error;
    if (failure.kind === 'forbidden') {
      const live = await connection.get(resourceOf(target.kind, target.namespace), target.name);
      return { compared: comparedFields(live, outcome.change.manifest), partly: true };
    }
    if (failure.kind !== 'invalid') throw error;
    refusals.show(document, [{ item, failure }]);
    const values = { object: named(target), file: fileName(document.uri), detail: failure.detail };
    throw withButtons(new Answer({ severity: 'error', sentence: say('compare-refused', values), buttons: [] }), {
      title: say('button-show-problems'),
      command: 'workbench.actions.view.problems',
    });
  }
}

function mustExist(
  live: KubernetesObject | undefined,
  cluster: LiveCluster,
  target: Target,
  say: Deps['say'],
): KubernetesObject {
  if (live !== undefined) return live;
  const { namespace } = target;
  throw answer(say, 'not-there', { object: named(target), context: cluster.context.name, namespace });
}

/** The manifest that a person named, else the one that the opened folders hold. */
async function definitionOf(target: Target, file: vscode.Uri | undefined, { say }: Deps): Promise<Definition> {
  const place = file === undefined ? await chooseManifest(target, say) : { uri: file, offset: undefined };
  if (place === undefined) {
    throw withButtons(answer(say, 'no-manifest', { object: named(target) }), {
      title: say('button-choose-file'),
      command: commandIds.compareManifest,
      argument: { ...target, asks: true },
    });
  }
  const document = await vscode.workspace.openTextDocument(place.uri);
  const defined = definitionsOf(target, document.getText());
  const item = defined.find(candidate => candidate.document.start === place.offset) ?? defined[0];
  if (item === undefined)
    throw answer(say, 'not-in-file', { object: named(target), file: fileName(place.uri), namespace: target.namespace });
  return { document, item };
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
