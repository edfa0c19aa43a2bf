import type { ClaimTemplate, Pod, StatefulSet } from './model.ts';

/** The largest ordinal the controller can read back from a pod's name (int32). Fact N4. */
export const LARGEST_ORDINAL = 2_147_483_647;

const DASH = '-'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

/** Desired number of pods; the API server fills in 1. */
export function replicasOf(set: StatefulSet): number {
  return set.spec.replicas ?? 1;
}

/** The first ordinal: `spec.ordinals.start`, or 0. Fact A1. */
export function startOf(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

/** The ordinals of the pods a set wants, ascending. */
export function ordinalsOf(set: StatefulSet): number[] {
  const start = startOf(set);
  return Array.from({ length: replicasOf(set) }, (_, index) => start + index);
}

/** Whether the set wants a pod with this ordinal. */
export function isInRange(set: StatefulSet, ordinal: number): boolean {
  return ordinal >= startOf(set) && ordinal < startOf(set) + replicasOf(set);
}

/** `web` and 2 make `web-2`. */
export function podName(set: string, ordinal: number): string {
  return `${set}-${ordinal}`;
}

/**
 * The ordinal in the name of a set's pod; `undefined` if the name is not `<set>-<digits>` with a number that fits int32.
 * Digits are taken as they are, so `web-007` is ordinal 7, as in the controller.
 */
export function ordinalOf(set: string, pod: string): number | undefined {
  // No regular expression: a plan for a large set asks this millions of times.
  const from = set.length + 1;
  if (pod.length <= from || pod.charCodeAt(set.length) !== DASH || !pod.startsWith(set)) return undefined;
  let ordinal = 0;
  for (let index = from; index < pod.length; index++) {
    const digit = pod.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    ordinal = ordinal * 10 + digit;
  }
  return ordinal <= LARGEST_ORDINAL ? ordinal : undefined;
}

/** `data` of `web-2` makes `data-web-2`. Fact A6. */
export function claimName(template: string, set: string, ordinal: number): string {
  return `${template}-${set}-${ordinal}`;
}

/** Claim templates by the name that counts: of two with one name the later wins. Fact V10. */
export function claimTemplatesOf({ spec }: StatefulSet): readonly ClaimTemplate[] {
  const { volumeClaimTemplates: templates = [] } = spec;
  if (templates.length < 2) return templates;
  return [...new Map(templates.map(template => [template.metadata.name, template])).values()];
}

/** The names of the claims that the pod with this ordinal mounts, in order of the templates. */
export function claimNamesOf(set: StatefulSet, ordinal: number): string[] {
  return claimTemplatesOf(set).map(template => claimName(template.metadata.name, set.metadata.name, ordinal));
}

/**
 * The ordinal that a claim belongs to under one of the set's templates; `undefined` if it belongs to none.
 * A claim of a scaled-down ordinal is found too.
 */
export function ordinalOfClaim(set: StatefulSet, claim: string): number | undefined {
  for (const template of claimTemplatesOf(set)) {
    const ordinal = ordinalOf(`${template.metadata.name}-${set.metadata.name}`, claim);
    if (ordinal !== undefined) return ordinal;
  }
  return undefined;
}

/**
 * The DNS name of a pod inside the cluster, or `undefined` without a governing Service: without one no name is made. Fact A5.
 * `zone` is the cluster's DNS zone.
 */
export function podDnsName(set: StatefulSet, ordinal: number, zone = 'cluster.local'): string | undefined {
  const service = set.spec.serviceName;
  if (service === undefined || service === '') return undefined;
  const namespace = set.metadata.namespace ?? 'default';
  return `${podName(set.metadata.name, ordinal)}.${service}.${namespace}.svc.${zone}`;
}

/** Pods in order of their number, not of their letters: web-9 before web-10. Pods of other sets come last, by name. */
export function inOrder(set: string, pods: readonly Pod[]): Pod[] {
  const numbered = pods.map(pod => ({ pod, ordinal: ordinalOf(set, pod.metadata.name) ?? Number.POSITIVE_INFINITY }));
  numbered.sort((one, other) =>
    one.ordinal === other.ordinal
      ? compareText(one.pod.metadata.name, other.pod.metadata.name)
      : one.ordinal - other.ordinal,
  );
  return numbered.map(entry => entry.pod);
}

/** A run of neighbouring ordinals, both ends included. */
export interface OrdinalRange {
  readonly first: number;
  readonly last: number;
}

/** Folds ordinals into runs, ascending: 0, 1, 2, 5 makes 0–2 and 5–5. Duplicates count once. */
export function ranges(ordinals: Iterable<number>): OrdinalRange[] {
  const sorted = [...new Set(ordinals)].sort((one, other) => one - other);
  const runs: { first: number; last: number }[] = [];
  for (const ordinal of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === ordinal - 1) run.last = ordinal;
    else runs.push({ first: ordinal, last: ordinal });
  }
  return runs;
}

/**
 * How the partition parts the ordinals of a set: those below it are held, the rest is updated.
 * The partition counts from `ordinals.start`, not from zero. Fact C5.
 */
export function partedOrdinals(set: StatefulSet): { readonly held: number[]; readonly updated: number[] } {
  const border = startOf(set) + partitionOf(set);
  const ordinals = ordinalsOf(set);
  return { held: ordinals.filter(ordinal => ordinal < border), updated: ordinals.filter(ordinal => ordinal >= border) };
}

/** The partition, 0 where none is given. */
export function partitionOf(set: StatefulSet): number {
  return set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Names of pods, runs of three and more shortened: `web-0…web-4, web-7`. */
export function podRanges(set: string, pods: readonly string[]): string {
  const ordinals = pods.flatMap(pod => ordinalOf(set, pod) ?? []);
  const runs = ranges(ordinals).map(({ first, last }) => {
    if (first === last) return `${set}-${first}`;
    return `${set}-${first}${last === first + 1 ? ', ' : '…'}${set}-${last}`;
  });
  return runs.join(', ');
}
