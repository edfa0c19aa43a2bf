import type { Labels, PodTemplate } from '../statefulset/model.ts';
import { canonicalJson } from '../statefulset/revision.ts';
import type { Deployment, ReplicaSet } from './model.ts';

const TEMPLATE_HASH_LABEL = 'pod-template-hash';

/** The oldest ReplicaSet whose template equals the Deployment's but for the hash label: the one it rolls to. Fact F4.1. */
export function newReplicaSetOf(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const wanted = templateKey(deployment.spec.template);
  return oldestFirst(sets).find(set => templateKey(set.spec.template) === wanted);
}

export function oldReplicaSetsOf(sets: readonly ReplicaSet[], current: ReplicaSet | undefined): ReplicaSet[] {
  return sets.filter(set => set.metadata.name !== current?.metadata.name);
}

/** Whether two templates make the same pods: the hash label does not count. */
export function isSameTemplate(one: PodTemplate, other: PodTemplate): boolean {
  return templateKey(one) === templateKey(other);
}

export function wantedBy(set: ReplicaSet): number {
  return set.spec.replicas ?? 1;
}

export function isActive(set: ReplicaSet): boolean {
  return wantedBy(set) > 0;
}

/** How many pods the ReplicaSets want together. */
export function sumWanted(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + wantedBy(set), 0);
}

export function sumStatus(
  sets: readonly ReplicaSet[],
  field: 'replicas' | 'readyReplicas' | 'availableReplicas' | 'terminatingReplicas',
): number {
  return sets.reduce((sum, set) => sum + (set.status?.[field] ?? 0), 0);
}

export function oldestFirst(sets: readonly ReplicaSet[]): ReplicaSet[] {
  return [...sets].sort((one, other) => ageOf(one) - ageOf(other) || byName(one, other));
}

export function newestFirst(sets: readonly ReplicaSet[]): ReplicaSet[] {
  return oldestFirst(sets).reverse();
}

/** `web` with hash `6db9b84ddd` makes `web-6db9b84ddd`. */
export function replicaSetName(deployment: string, hash: string): string {
  return `${deployment}-${hash}`;
}

export function withHash(labels: Labels | undefined, hash: string): Labels {
  return { ...labels, [TEMPLATE_HASH_LABEL]: hash };
}

function templateKey(template: PodTemplate): string {
  const { [TEMPLATE_HASH_LABEL]: _, ...labels } = template.metadata?.labels ?? {};
  return canonicalJson({ ...template, metadata: { ...template.metadata, labels } });
}

function ageOf(set: ReplicaSet): number {
  return Date.parse(set.metadata.creationTimestamp ?? '') || 0;
}

function byName(one: ReplicaSet, other: ReplicaSet): number {
  return one.metadata.name < other.metadata.name ? -1 : 1;
}
