import * as vscode from 'vscode';
import { commandLine, describeApply, preview as dryRun, fieldConflicts, send } from '../../cluster/change.ts';
import { ClusterError, type ClusterFailure } from '../../cluster/connection.ts';
import type { Deployment, KubernetesObject, StatefulSet } from '../../core/statefulset/model.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { Answer, answer, Cancelled, withButtons } from '../problems.ts';
import type { ToApply } from './apply-objects.ts';
import { inApplyOrder } from './apply-order.ts';
import { type Checked, differenceOf, objectLine } from './apply-preview.ts';
import { applicableText } from './apply-text.ts';
import type { Deps } from './deps.ts';
import { mustConfirm, mustWrite, specSections, whereOf } from './make-change.ts';
import { ownerSections } from './owner-lines.ts';
import { confirmPreview } from './preview.ts';
import type { PreviewSection } from './preview-model.ts';
import type { Refusals } from './refusals.ts';

/** A refusal of the server about one object. */
interface Refused {
  readonly item: ToApply;
  readonly failure: ClusterFailure;
}

/**
 * Applies the objects of a file: asked of the server first, refusals shown at their lines; then shown, confirmed, sent in order,
 * and the sets that changed are followed.
 */
export async function applyCommand(deps: Deps, refusals: Refusals, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster();
  mustWrite(cluster, say);
  const document = await documentOf(argument, deps);
  const items = inApplyOrder(applicableText(document, say));
  refusals.clear(document.uri);
  const { version } = document;
  let { checked, refused } = await check(cluster, document, items, false, deps);
  const owned = refused.flatMap(({ failure }) => fieldConflicts(failure));
  const force = owned.length > 0 && refused.every(({ failure }) => fieldConflicts(failure).length > 0);
  if (force) {
    await confirmForce(
      owned.map(({ manager, field }) => `${manager} (${field})`),
      say,
    );
    ({ checked, refused } = await check(cluster, document, items, true, deps));
  }
  if (refused.length > 0) {
    if (document.version === version) refusals.show(document, refused);
    throw refusalAnswer(refused, items.length, deps);
  }
  if (checked.every(each => differenceOf(each) === 'unchanged'))
    throw answer(say, 'apply-nothing-to-do', { where: whereOf(cluster, namespaceOf(cluster), say) });
  await confirmPreview(
    {
      title: say('apply-title', { file: baseName(document.uri) }),
      confirm: say('apply-confirm', { count: checked.length }),
      where: whereOf(cluster, namespaceOf(cluster), say),
      sections: sectionsOf(cluster, document, checked, deps),
      kubectl: kubectlText(document, checked),
      destructive: false,
    },
    say,
  );
  await mustConfirm(cluster, say);
  await sendAll(cluster, checked, deps);
}

/** The document that a lens or a menu names, or the one in front. */
async function documentOf(argument: unknown, { say }: Deps): Promise<vscode.TextDocument> {
  if (argument instanceof vscode.Uri) return vscode.workspace.openTextDocument(argument);
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'yaml') return document;
  throw answer(say, 'apply-no-manifest');
}

async function check(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  items: readonly ToApply[],
  force: boolean,
  { say }: Deps,
): Promise<{ checked: Checked[]; refused: Refused[] }> {
  const checked: Checked[] = [];
  const refused: Refused[] = [];
  const comes = new Set(
    items.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object.metadata.name),
  );
  for (const item of items) {
    const options = { namespace: namespaceOf(cluster), force, file: fileOf(document), site: siteOf(cluster) };
    const outcome = await describeApply(cluster.connection, item.object, options);
    if (outcome.refused !== undefined) {
      refused.push({ item, failure: { kind: 'invalid', detail: say.data(outcome.refused) } });
      continue;
    }
    try {
      checked.push({ item, change: outcome.change, dryRun: await dryRun(cluster.connection, outcome.change) });
    } catch (error) {
      if (!(error instanceof ClusterError) || !REFUSALS.has(error.failure.kind)) throw error;
      const { namespace = '' } = outcome.change.target;
      // The server cannot be asked about an object of a namespace that comes with it.
      if (error.failure.kind === 'not-found' && comes.has(namespace)) {
        checked.push({ item, change: outcome.change, dryRun: 'after-namespace' });
      } else refused.push({ item, failure: error.failure });
    }
  }
  return { checked, refused };
}

/** Failures that are about the object, not about the way to the server. */
const REFUSALS: ReadonlySet<ClusterFailure['kind']> = new Set(['invalid', 'forbidden', 'not-found', 'conflict']);

function sectionsOf(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  checked: readonly Checked[],
  { say }: Deps,
): PreviewSection[] {
  const notes = document.isDirty ? [{ icon: 'info', text: say('apply-not-saved') }] : [];
  const objects = checked.map(each => objectLine(each, say));
  const plans = checked.flatMap(each => {
    if (each.dryRun === 'after-namespace' || differenceOf(each) === 'unchanged') return [];
    const { live, result } = each.dryRun;
    const name = `${each.change.target.kind} ${each.change.target.name}`;
    const scales = replicasIn(live) !== replicasIn(result);
    const owners = ownerSections(live, scales, say);
    return [...owners, ...specSections(cluster, live as StatefulSet | Deployment | undefined, result, say)].map(
      section => ({
        ...section,
        heading: `${name}: ${section.heading}`,
      }),
    );
  });
  return [
    { heading: say('section-notes'), lines: notes },
    { heading: say('section-objects'), lines: objects },
    ...plans,
  ];
}

/** How many pods an object asks for, if it is of a kind that has pods. */
function replicasIn(object: KubernetesObject | undefined): number | undefined {
  return isRolledOut(object) ? object.spec.replicas : undefined;
}

async function sendAll(cluster: LiveCluster, checked: readonly Checked[], deps: Deps): Promise<void> {
  const { say, errors, rollouts } = deps;
  const done: string[] = [];
  for (const each of checked) {
    const { kind, name, namespace = '' } = each.change.target;
    const difference = differenceOf(each);
    if (difference === 'unchanged') continue;
    const change = each.dryRun === 'after-namespace' ? each.change : each.dryRun.change;
    const after = await send(cluster.connection, change).catch(error => {
      throw done.length === 0 ? error : partly(error, done, `${kind} ${name}`, deps);
    });
    done.push(`${kind} ${name}`);
    errors.note(`applied ${kind} ${namespace}/${name} (${cluster.context.name})`);
    if (isRolledOut(after) && namespace !== '') {
      const title = say(difference === 'creates' ? 'apply-creates' : 'apply-changes', { object: `${kind} ${name}` });
      const done = [title, commandLine(change.kubectl)];
      rollouts.follow(
        cluster,
        { kind: after.kind, namespace, name },
        { leadsTo: after.metadata.generation ?? 1, done },
      );
    }
  }
}

function isRolledOut(object: KubernetesObject | undefined): object is StatefulSet | Deployment {
  return object?.apiVersion === 'apps/v1' && (object.kind === 'StatefulSet' || object.kind === 'Deployment');
}

/** Some objects are applied and one is not: both must be told. */
function partly(error: unknown, done: readonly string[], failed: string, { say, errors }: Deps): unknown {
  if (!(error instanceof ClusterError)) return error;
  errors.note(`applying ${failed}`, error);
  const sentence = say('apply-partly', { done: done.join(', '), failed, detail: error.failure.detail });
  return new Answer({ severity: 'error', sentence, buttons: [] });
}

function refusalAnswer(refused: readonly Refused[], total: number, { say }: Deps): Answer {
  const [first] = refused;
  const object = `${first?.item.object.kind} ${first?.item.object.metadata.name}`;
  const told = answer(say, 'apply-refused', {
    count: refused.length,
    total,
    object,
    detail: first?.failure.detail ?? '',
  });
  return withButtons(new Answer({ ...told.problem, severity: 'error' }), {
    title: say('button-show-problems'),
    command: 'workbench.actions.view.problems',
  });
}

async function confirmForce(owners: readonly string[], say: Deps['say']): Promise<void> {
  const take = { label: `$(warning) ${say('force-take')}`, take: true };
  const leave = { label: `$(circle-slash) ${say('preview-leave')}`, take: false };
  const picked = await vscode.window.showQuickPick([leave, take], {
    title: say('change-owned-by-others', { owners: owners.join(', ') }),
    placeHolder: say('force-placeholder'),
    ignoreFocusOut: true,
  });
  if (picked?.take !== true) throw new Cancelled();
}

/** Where objects without a namespace go. */
function namespaceOf({ namespace, context }: LiveCluster): string {
  return namespace || (context.namespace ?? 'default');
}

function kubectlText(document: vscode.TextDocument, checked: readonly Checked[]): string {
  const [first] = checked;
  return first === undefined ? `kubectl apply --filename ${fileOf(document)}` : commandLine(first.change.kubectl);
}

function fileOf(document: vscode.TextDocument): string {
  return document.isUntitled ? '-' : document.uri.fsPath;
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
