import * as vscode from 'vscode';
import { commandLine, type FieldConflict, fieldConflicts, isOwn, send } from '../../cluster/change.ts';
import { ClusterError } from '../../cluster/connection.ts';
import type { Deployment, KubernetesObject, StatefulSet } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { Answer, answer, Cancelled, withButtons } from '../problems.ts';
import { check, fileOf, namespaceOf, type Refused } from './apply-check.ts';
import { inApplyOrder } from './apply-order.ts';
import { type Checked, differenceOf, objectLine, setBackLines } from './apply-preview.ts';
import { applicableText } from './apply-text.ts';
import type { Deps } from './deps.ts';
import { mustConfirm, mustWrite, specSections, whereOf } from './make-change.ts';
import { ownerSections } from './owner-lines.ts';
import { confirmPreview } from './preview.ts';
import type { PreviewSection } from './preview-model.ts';
import type { Refusals } from './refusals.ts';

/** How many steps of a plan are told where fields are taken over; the preview tells all of them. */
const SHOWN_STEPS = 3;

/**
 * Applies the objects of a file: asked of the server first, refusals shown at their lines; then shown, confirmed, sent in order,
 * and the sets that changed are followed.
 */
export async function applyCommand(deps: Deps, refusals: Refusals, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(undefined);
  mustWrite(cluster, say);
  const document = await documentOf(argument, deps);
  const items = inApplyOrder(applicableText(document, say));
  refusals.clear(document.uri);
  const { version } = document;
  let { checked, refused } = await check(cluster, document, items, new Map(), deps);
  const conflicts = new Map(refused.map(({ item, failure }) => [item, fieldConflicts(failure)]));
  if (refused.length > 0 && [...conflicts.values()].every(found => found.length > 0)) {
    ({ checked, refused } = await check(cluster, document, items, conflicts, deps));
    if (refused.length === 0) {
      const others = [...conflicts.values()].flat().filter(conflict => !isOwn(conflict));
      const taken = checked.filter(({ item }) => conflicts.has(item));
      await confirmForce(others, podTexts(cluster, taken, deps), say);
    }
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
      confirm: checked.length === 1 ? say('apply-confirm-one') : say('apply-confirm', { count: checked.length }),
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

function sectionsOf(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  checked: readonly Checked[],
  deps: Deps,
): PreviewSection[] {
  const { say } = deps;
  const notes = [
    ...(document.isDirty ? [{ icon: 'info', text: say('apply-not-saved') }] : []),
    ...checked.flatMap(each => setBackLines(each, say)),
  ];
  const objects = checked.map(each => objectLine(each, say));
  const plans = checked.flatMap(each =>
    podSections(cluster, each, deps).map(section => ({
      ...section,
      heading: `${each.change.target.kind} ${each.change.target.name}: ${section.heading}`,
    })),
  );
  return [
    { heading: say('section-notes'), lines: notes },
    { heading: say('section-objects'), lines: objects },
    ...plans,
  ];
}

/** What becomes of the pods of one object, and who would undo it. */
function podSections(cluster: LiveCluster, each: Checked, deps: Deps): PreviewSection[] {
  if (each.dryRun === 'after-namespace' || differenceOf(each) === 'unchanged') return [];
  const { live, result } = each.dryRun;
  const scales = replicasIn(live) !== replicasIn(result);
  return [
    ...ownerSections(live, scales, deps.say),
    ...specSections(cluster, live as StatefulSet | Deployment | undefined, result, deps),
  ];
}

/** What becomes of pods, in the few lines that a choice has room for. */
function podTexts(cluster: LiveCluster, checked: readonly Checked[], deps: Deps): string {
  const { say } = deps;
  const steps = checked
    .flatMap(each => podSections(cluster, each, deps))
    .filter(({ heading }) => heading === say('section-steps'))
    .flatMap(({ lines }) => lines.map(({ text }) => text));
  if (steps.length === 0) return say('plan-note-nothing');
  return [...steps.slice(0, SHOWN_STEPS), ...(steps.length > SHOWN_STEPS ? ['…'] : [])].join('  ');
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

/** Asks before fields of others are taken over, and says what that does to pods. Fields of nobody else need no question. */
async function confirmForce(others: readonly FieldConflict[], pods: string, say: CommandSay): Promise<void> {
  if (others.length === 0) return;
  const take = { label: `$(warning) ${say('force-take')}`, detail: pods, take: true };
  const leave = { label: `$(circle-slash) ${say('preview-leave')}`, take: false };
  const owners = others.map(({ manager, field }) => `${manager} (${field})`).join(', ');
  const picked = await vscode.window.showQuickPick([leave, take], {
    title: say('change-owned-by-others', { owners }),
    placeHolder: say('force-placeholder'),
    ignoreFocusOut: true,
  });
  if (picked?.take !== true) throw new Cancelled();
}

function kubectlText(document: vscode.TextDocument, checked: readonly Checked[]): string {
  const first = checked.find(({ change }) => change.force) ?? checked[0];
  return first === undefined ? `kubectl apply --filename ${fileOf(document)}` : commandLine(first.change.kubectl);
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
