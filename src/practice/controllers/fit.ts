import { selects } from '../../core/labels.ts';
import { parseQuantity } from '../../core/quantity.ts';
import { isTerminating } from '../../core/statefulset/health.ts';
import type { LabelSelector, Node, Pod } from '../../core/statefulset/model.ts';
import { at, listOf, objectOf, stringOf } from '../json.ts';
import { isRepelledByTaint } from './taints.ts';

/** Why a node cannot take a pod, in the scheduler's own words, and whether removing other pods could help. */
export interface Unfit {
  readonly reason: string;
  /** Evicting others might make room, so the scheduler looks for victims. */
  readonly byOthers: boolean;
}

/** What a scheduler must know of one node: itself and the pods on it. */
export interface NodeView {
  readonly node: Node;
  /** Those that are not finished. */
  readonly pods: () => readonly Pod[];
  readonly count: number;
  /** Those of them that keep others away. */
  readonly repelling: readonly Pod[];
}

/** The first reason for which a node cannot take a pod, in the order in which the scheduler asks; `undefined` if it can. */
export function unfit(pod: Pod, view: NodeView, all: readonly NodeView[]): Unfit | undefined {
  if (view.node.spec?.unschedulable === true) return { reason: 'node(s) were unschedulable', byOthers: false };
  if (isRepelledByTaint(pod, view.node)) return { reason: 'node(s) had untolerated taint(s)', byOthers: false };
  if (!matchesSelector(pod, view.node))
    return { reason: "node(s) didn't match Pod's node affinity/selector", byOthers: false };
  const short = shortOf(pod, view);
  if (short !== undefined) return short;
  if (isRepelled(pod, view.node, all))
    return { reason: "node(s) didn't match pod anti-affinity rules", byOthers: true };
  return undefined;
}

/** Whether labels and name of a node fit terms as they stand in node affinity of pods and volumes. No terms fit no node. */
export function fitsTerms(terms: readonly unknown[], node: Node): boolean {
  return terms.some(term => {
    const expressions = listOf(at(term, 'matchExpressions'));
    const fields = listOf(at(term, 'matchFields'));
    if (expressions.length + fields.length === 0) return false;
    const named = { 'metadata.name': node.metadata.name };
    return (
      expressions.every(each => meets(each, node.metadata.labels ?? {})) && fields.every(each => meets(each, named))
    );
  });
}

function matchesSelector(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  if (!Object.entries(pod.spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value)) return false;
  const required = at(pod, 'spec', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return required === undefined || fitsTerms(listOf(at(required, 'nodeSelectorTerms')), node);
}

function meets(requirement: unknown, labels: Readonly<Record<string, string>>): boolean {
  const key = stringOf(at(requirement, 'key')) ?? '';
  const operator = stringOf(at(requirement, 'operator')) ?? '';
  const values = listOf(at(requirement, 'values')).map(String);
  const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (operator === 'Gt') return found !== undefined && Number(found) > Number(values[0]);
  if (operator === 'Lt') return found !== undefined && Number(found) < Number(values[0]);
  return selects({ matchExpressions: [{ key, operator, values }] }, labels);
}

function shortOf(pod: Pod, { node, pods, count }: NodeView): Unfit | undefined {
  const allocatable = objectOf(at(node, 'status', 'allocatable'));
  const limit = parseQuantity(allocatable['pods']);
  if (limit !== undefined && BigInt(count + 1) * 1_000_000_000n > limit.nano)
    return { reason: 'Too many pods', byOthers: true };
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const wanted = requestOf(pod, resource);
    const offered = parseQuantity(allocatable[resource])?.nano;
    if (wanted === 0n || offered === undefined) continue;
    const used = pods().reduce((sum, other) => sum + requestOf(other, resource), 0n);
    // A pod that an empty node could not take is not helped by evicting others.
    if (used + wanted > offered)
      return { reason: `Insufficient ${resource}`, byOthers: wanted <= offered && used > 0n };
  }
  return undefined;
}

/** What the containers of a pod ask for together, in billionths; an init container counts where it alone asks for more. */
function requestOf(pod: Pod, resource: string): bigint {
  const ask = (container: unknown) => parseQuantity(at(container, 'resources', 'requests', resource))?.nano ?? 0n;
  const together = pod.spec.containers.reduce((sum, container) => sum + ask(container), 0n);
  const initial = (pod.spec.initContainers ?? []).reduce(
    (most, container) => (ask(container) > most ? ask(container) : most),
    0n,
  );
  return together > initial ? together : initial;
}

/** Whether a pod's required anti-affinity, or that of a pod already there, keeps it off the node's topology domain. */
function isRepelled(pod: Pod, node: Node, all: readonly NodeView[]): boolean {
  const own = antiAffinityOf(pod);
  return all.some(view => {
    const near = own.filter(term => sameDomain(term, node, view.node));
    if (near.length > 0 && present(view.pods()).some(other => near.some(term => repels(term, pod, other)))) return true;
    return present(view.repelling).some(other =>
      antiAffinityOf(other).some(term => sameDomain(term, node, view.node) && repels(term, other, pod)),
    );
  });
}

function present(pods: readonly Pod[]): readonly Pod[] {
  return pods.filter(pod => !isTerminating(pod));
}

/** The required terms by which a pod keeps others off its node, zone or other domain. */
export function antiAffinityOf(pod: Pod): readonly unknown[] {
  return listOf(at(pod, 'spec', 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'));
}

function sameDomain(term: unknown, one: Node, other: Node): boolean {
  const key = stringOf(at(term, 'topologyKey')) ?? '';
  const domain = one.metadata.labels?.[key];
  return domain !== undefined && domain === other.metadata.labels?.[key];
}

/** Whether a term of `owner` speaks of `other`: selected, and in one of the namespaces meant. */
function repels(term: unknown, owner: Pod, other: Pod): boolean {
  const namespaces = listOf(at(term, 'namespaces')).map(String);
  const meant = namespaces.length === 0 ? [owner.metadata.namespace ?? ''] : namespaces;
  return (
    meant.includes(other.metadata.namespace ?? '') &&
    selects(selectorOf(at(term, 'labelSelector')), other.metadata.labels)
  );
}

function selectorOf(value: unknown): LabelSelector | undefined {
  if (value === undefined || value === null) return undefined;
  const labels = Object.entries(objectOf(at(value, 'matchLabels'))).map(([key, text]) => [key, String(text)] as const);
  const expressions = listOf(at(value, 'matchExpressions')).map(each => ({
    key: stringOf(at(each, 'key')) ?? '',
    operator: stringOf(at(each, 'operator')) ?? '',
    values: listOf(at(each, 'values')).map(String),
  }));
  return { matchLabels: Object.fromEntries(labels), matchExpressions: expressions };
}

/** `0/3 nodes are available: 2 Insufficient cpu, 1 node(s) were unschedulable. …`: the scheduler's sentence for a pod that fits nowhere. */
export function unfitWords(reasons: readonly Unfit[]): string {
  const total = reasons.length;
  const helpless = reasons.filter(each => !each.byOthers).length;
  const preemption = counted([
    ...Array.from({ length: helpless }, () => 'Preemption is not helpful for scheduling'),
    ...Array.from({ length: total - helpless }, () => 'No preemption victims found for incoming pod'),
  ]);
  const words = counted(reasons.map(each => each.reason));
  return `0/${total} nodes are available: ${words}. no new claims to deallocate, preemption: 0/${total} nodes are available: ${preemption}.`;
}

/** Equal texts with their number, in order of the whole: `1 a, 2 b`. */
function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([text, count]) => `${count} ${text}`)
    .sort()
    .join(', ');
}
