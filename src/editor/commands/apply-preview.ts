import type { ApplyChange, Preview as DryRun, FieldConflict } from '../../cluster/change.ts';
import { differences } from '../../core/differences.ts';
import { readFieldPath } from '../../core/manifest/field-path.ts';
import type { Path } from '../../core/manifest/path.ts';
import { isFields } from '../../core/manifest/place.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { fieldChangesText } from '../../words/field-changes.ts';
import type { CommandSay } from '../../words/words.ts';
import { named } from '../target.ts';
import type { ToApply } from './apply-objects.ts';
import type { PreviewLine } from './preview-model.ts';

/** An object that the server would take, or of which it could not be asked because its namespace comes with it. */
export interface Checked {
  readonly item: ToApply;
  readonly change: ApplyChange;
  readonly dryRun: DryRun<ApplyChange> | 'after-namespace';
  /** Fields that Ordinal itself changed in the cluster, and that the file sets back. */
  readonly setsBack?: readonly FieldConflict[];
  /** Fields that others own, and that the file takes over. */
  readonly takes?: readonly FieldConflict[];
}

export type Difference = 'creates' | 'changes' | 'unchanged' | 'unknown';

/** What an apply would do to one object. */
export function differenceOf({ dryRun }: Checked): Difference {
  if (dryRun === 'after-namespace') return 'unknown';
  const { live, result } = dryRun;
  if (live === undefined) return 'creates';
  return result !== undefined && content(live) === content(result) ? 'unchanged' : 'changes';
}

function objectLine(checked: Checked, say: CommandSay): PreviewLine {
  const { kind, name } = checked.change.target;
  const object = `${kind} ${name}`;
  switch (differenceOf(checked)) {
    case 'creates':
      return { icon: 'add', text: say('apply-creates', { object }) };
    case 'changes':
      return { icon: 'edit', text: say('apply-changes', { object }) };
    case 'unchanged':
      return { icon: 'check', text: say('apply-unchanged', { object }) };
    case 'unknown':
      return { icon: 'question', text: say('apply-unknown', { object }) };
  }
}

/** What becomes of an object, and which of its fields change. */
export function objectLines(checked: Checked, say: CommandSay): PreviewLine[] {
  const { dryRun } = checked;
  const told = objectLine(checked, say);
  if (dryRun === 'after-namespace' || dryRun.live === undefined || dryRun.result === undefined) return [told];
  const text = fieldChangesText(differences(dryRun.live, dryRun.result), say);
  return text === undefined ? [told] : [told, { icon: 'diff', text }];
}

/** What was changed in the cluster through Ordinal and the file sets back, field by field. */
export function setBackLines({ item, change, setsBack = [] }: Checked, say: CommandSay): PreviewLine[] {
  const object = `${change.target.kind} ${change.target.name}`;
  return setsBack.map(({ field }) => {
    const path = readFieldPath(field, item.object);
    const name = path.findLast(step => typeof step === 'string') ?? field;
    const value = valueAt(item.object, path);
    const text = isScalar(value)
      ? say('apply-sets-back-to', { object, field: name, value: String(value) })
      : say('apply-sets-back', { object, field: name });
    return { icon: 'discard', text };
  });
}

/** The fields of others of which the file changes what they say. That it says the same as they do takes nothing from anybody. */
export function takenOver({ dryRun, takes = [] }: Checked): readonly FieldConflict[] {
  if (dryRun === 'after-namespace') return takes;
  const { live, result } = dryRun;
  if (live === undefined || result === undefined) return takes;
  return takes.filter(({ field }) => {
    const [before, after] = [live, result].map(object => valueAt(object, readFieldPath(field, object)));
    return JSON.stringify(sorted(before)) !== JSON.stringify(sorted(after));
  });
}

/** The fields of others that are taken over: whose they are, what they say there, and what the file says. */
export function takenLines(checked: readonly Checked[], say: CommandSay): PreviewLine[] {
  const lines = checked.flatMap(each => {
    const { item, change, dryRun } = each;
    const live = dryRun === 'after-namespace' ? undefined : dryRun.live;
    return takenOver(each).map(({ field, manager }): PreviewLine => {
      const told = {
        object: named(change.target),
        field: field.replace(/^\./, ''),
        manager: managerText(manager, say),
      };
      const [from, to] = [live, item.object].map(object => valueAt(object, readFieldPath(field, object)));
      if (item.object.kind === 'Secret' || !isScalar(from) || !isScalar(to))
        return { icon: 'warning', text: say('apply-takes', told) };
      return { icon: 'warning', text: say('apply-takes-value', { ...told, from: String(from), to: String(to) }) };
    });
  });
  return lines.length === 0 ? [] : [...lines, { icon: 'info', text: say('apply-takes-note') }];
}

/** What people know a field manager as. */
function managerText(manager: string, say: CommandSay): string {
  const code = MANAGERS.find(([name]) => name.test(manager))?.[1];
  return code === undefined ? manager : say.data({ code, values: { manager } });
}

const MANAGERS = [
  [/^kubectl-client-side-apply$/, 'manager-kubectl-apply'],
  [/^before-first-apply$/, 'manager-before'],
  [/^kubectl/, 'manager-kubectl'],
  [/^argocd/, 'manager-argo-cd'],
  [/^(kustomize|helm)-controller$/, 'manager-flux'],
  [/^helm$/i, 'manager-helm'],
  [/^(kube-controller-manager|keda|vpa)/, 'manager-autoscaler'],
] as const;

function valueAt(object: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isFields(value) ? value[step] : undefined;
  }, object);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** What a person means by an object: without what the server writes, which an apply touches even where it changes nothing. */
function content(object: KubernetesObject): string {
  const { status: _, metadata, ...rest } = object as KubernetesObject & { readonly status?: unknown };
  const { name, namespace, labels, annotations, ownerReferences, finalizers } = metadata;
  const written = { name, namespace, labels, annotations, ownerReferences, finalizers };
  return JSON.stringify(sorted({ ...rest, metadata: written }));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
