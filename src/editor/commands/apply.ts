import type * as vscode from 'vscode';
import { type ApplyChange, commandLine, fieldConflicts } from '../../cluster/change.ts';
import { ClusterError } from '../../cluster/connection.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import { formatPath } from '../../core/manifest/path.ts';
import type { KubernetesObject, StatefulSet } from '../../core/statefulset/model.ts';
import type { LiveCluster } from '../connect/session.ts';
import { Answer, answer, failureSentence, withButtons } from '../problems.ts';
import { named } from '../target.ts';
import { check, fileOf, namespaceOf, type Refused } from './apply-check.ts';
import type { ToApply } from './apply-objects.ts';
import { inApplyOrder } from './apply-order.ts';
import { type Checked, differenceOf, objectLines, setBackLines, takenLines, takenOver } from './apply-preview.ts';
import { applicableText } from './apply-text.ts';
import { asShown, nowOf, type Seen } from './as-shown.ts';
import { type Planning, specSections } from './change-sections.ts';
import { type ClusterToChange, clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { effectText } from './describe-effect.ts';
import { documentToApply } from './document-to-apply.ts';
import { ownerSections } from './owner-lines.ts';
import { confirmPreview } from './preview.ts';
import type { Preview, PreviewSection } from './preview-model.ts';
import { mustConfirm, mustWrite, whereOf } from './protect.ts';
import { readQuotas } from './quotas.ts';
import type { Refusals } from './refusals.ts';
import { renewedPlan } from './renewed-plan.ts';
import { sendKnown } from './send-in-turn.ts';
import { titleIn } from './title-in.ts';

/**
 * Applies the objects of a file: asked of the server first, refusals shown at their lines; then shown, with the fields that others own and the
 * file takes over, confirmed, sent in order, and the sets that changed are followed.
 */
export async function applyCommand(deps: Deps, refusals: Refusals, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, undefined);
  const document = await documentToApply(argument, say);
  const items = inApplyOrder(applicableText(document, say));
  refusals.clear(document.uri);
  await asShown(
    cluster,
    async (seen, news) => {
      const checked = await checkAll(cluster, document, items, refusals, deps);
      seen.push(...checked.flatMap(seenOf));
      if (checked.every(each => differenceOf(each) === 'unchanged'))
        throw answer(say, 'apply-nothing-to-do', { where: whereOf(cluster, namespaceOf(cluster), say) });
      const targets = checked.map(({ change }) => change.target);
      const planning = { ...deps, quotas: await readQuotas(cluster, targets) };
      const sections = () => sectionsOf(cluster, document, checked, planning);
      const renewing = renewedPlan(cluster, { targets, news, sections }, say);
      await confirmPreview(
        { ...previewOf(cluster, document, checked, deps), sections: sections(), news, renewing },
        say,
      );
      await mustConfirm(cluster, say);
      mustWrite(cluster, say);
      await sendAll(cluster, checked, deps);
    },
    say,
  );
}

/** Asks about every object, a second time with force where nothing but fields of others is in the way. Throws an answer for what is refused. */
async function checkAll(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  items: readonly ToApply[],
  refusals: Refusals,
  deps: Deps,
): Promise<Checked[]> {
  const { version } = document;
  let { checked, refused } = await check(cluster, document, items, new Map(), deps);
  const conflicts = new Map(refused.map(({ item, failure }) => [item, fieldConflicts(failure)]));
  if (refused.length > 0 && [...conflicts.values()].every(found => found.length > 0))
    ({ checked, refused } = await check(cluster, document, items, conflicts, deps));
  if (refused.length === 0) return checked;
  if (document.version === version) refusals.show(document, refused);
  throw refusalAnswer(refused, items.length, deps);
}

function seenOf({ dryRun }: Checked): Seen[] {
  return dryRun === 'after-namespace' ? [] : [{ target: dryRun.change.target, live: dryRun.live ?? 'absent' }];
}

function previewOf(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  checked: readonly Checked[],
  deps: Deps,
): Omit<Preview, 'news' | 'sections'> {
  const { say } = deps;
  const taken = checked.flatMap(takenOver).length;
  const applies = checked.length === 1 ? say('apply-confirm-one') : say('apply-confirm', { count: checked.length });
  return {
    title: titleIn(say('apply-title', { file: baseName(document.uri) }), cluster, deps),
    confirm: taken === 0 ? applies : say('apply-confirm-takes', { applies, count: taken }),
    where: whereOf(cluster, namespaceOf(cluster), say),
    kubectl: kubectlText(document, checked),
    destructive: false,
    takesOver: taken > 0,
  };
}

function sectionsOf(
  cluster: LiveCluster,
  document: vscode.TextDocument,
  checked: readonly Checked[],
  planning: Planning,
): PreviewSection[] {
  const { say } = planning;
  const notes = [
    ...(document.isUntitled ? [{ icon: 'info', text: say('apply-untitled') }] : []),
    ...(document.isDirty && !document.isUntitled ? [{ icon: 'info', text: say('apply-not-saved') }] : []),
    ...checked.flatMap(each => setBackLines(each, say)),
  ];
  const objects = checked.flatMap(each => objectLines(each, say));
  const plans = checked.flatMap(each =>
    podSections(cluster, each, planning).map(section => ({
      ...section,
      heading: `${each.change.target.kind} ${each.change.target.name}: ${section.heading}`,
    })),
  );
  return [
    { heading: say('section-takes'), lines: takenLines(checked, say) },
    { heading: say('section-notes'), lines: notes },
    { heading: say('section-objects'), lines: objects },
    ...plans,
  ];
}

/** What becomes of the pods of one object, and who would undo it. */
function podSections(cluster: LiveCluster, each: Checked, planning: Planning): PreviewSection[] {
  if (each.dryRun === 'after-namespace' || differenceOf(each) === 'unchanged') return [];
  const { live, result } = each.dryRun;
  const scales = replicasIn(live) !== replicasIn(result);
  return [
    ...ownerSections(live, scales, planning.say),
    ...specSections(cluster, live as StatefulSet | Deployment | undefined, result, planning),
  ];
}

/** How many pods an object asks for, if it is of a kind that has pods. */
function replicasIn(object: KubernetesObject | undefined): number | undefined {
  return isRolledOut(object) ? object.spec.replicas : undefined;
}

async function sendAll(cluster: ClusterToChange, checked: readonly Checked[], deps: Deps): Promise<void> {
  const { say, errors, rollouts } = deps;
  const done: string[] = [];
  for (const each of checked) {
    const { kind, name, namespace = '' } = each.change.target;
    const difference = differenceOf(each);
    if (difference === 'unchanged') continue;
    const change = each.dryRun === 'after-namespace' ? each.change : each.dryRun.change;
    const after = await sendOne(cluster, each, change, deps).catch(error => {
      throw done.length === 0 ? error : partly(error, done, `${kind} ${name}`, cluster, deps);
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

/** What was to be created must not be there by now: an apply would change what nobody has seen. */
async function sendOne(
  cluster: ClusterToChange,
  checked: Checked,
  change: ApplyChange,
  deps: Deps,
): Promise<KubernetesObject | undefined> {
  const { target } = change;
  if (differenceOf(checked) === 'creates' && (await nowOf(cluster, target)) !== undefined)
    throw new ClusterError({ kind: 'conflict', detail: `${target.kind} ${target.name}`, status: 409 });
  return sendKnown(cluster, change, effectText(change.effect, named(target), deps.say), deps.say);
}

function isRolledOut(object: KubernetesObject | undefined): object is StatefulSet | Deployment {
  return object?.apiVersion === 'apps/v1' && (object.kind === 'StatefulSet' || object.kind === 'Deployment');
}

/** Some objects are applied and one is not: both must be told. */
function partly(
  error: unknown,
  done: readonly string[],
  failed: string,
  cluster: LiveCluster,
  { say, errors }: Deps,
): unknown {
  if (!(error instanceof ClusterError)) return error;
  errors.note(`applying ${failed}`, error);
  const detail = failureSentence(error.failure, say, cluster.context.server);
  const sentence = say('apply-partly', { done: done.join(', '), failed, detail });
  return new Answer({ severity: 'error', sentence, buttons: [] });
}

function refusalAnswer(refused: readonly Refused[], total: number, { say }: Deps): Answer {
  const [first] = refused;
  const object = `${first?.item.object.kind} ${first?.item.object.metadata.name}`;
  const fields = (first?.immutable ?? []).map(formatPath).join(', ');
  const detail =
    fields === ''
      ? (first?.failure.detail ?? '')
      : `${fields}: ${say('server-immutable', { name: first?.item.object.metadata.name ?? '' })}`;
  const told =
    total === 1
      ? answer(say, 'apply-refused-one', { object, detail })
      : answer(say, 'apply-refused', { count: refused.length, total, object, detail });
  return withButtons(new Answer({ ...told.problem, severity: 'error' }), {
    title: say('button-show-problems'),
    command: 'workbench.actions.view.problems',
  });
}

function kubectlText(document: vscode.TextDocument, checked: readonly Checked[]): string {
  const first = checked.find(({ change }) => change.force) ?? checked[0];
  return first === undefined ? `kubectl apply --filename ${fileOf(document)}` : commandLine(first.change.kubectl);
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
