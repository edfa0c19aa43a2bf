import type { KubernetesObject } from '../statefulset/model.ts';
import { type CountedPod, containerUsage } from './usage.ts';

export interface ResourceQuota extends KubernetesObject {
  readonly spec?: {
    readonly hard?: Readonly<Record<string, unknown>>;
    readonly scopes?: readonly string[];
    readonly scopeSelector?: { readonly matchExpressions?: readonly ScopeTerm[] };
  };
  readonly status?: { readonly used?: Readonly<Record<string, unknown>> };
}

interface ScopeTerm {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** Whether a quota counts objects of every kind: one with scopes counts pods alone. */
export function countsAll(quota: ResourceQuota): boolean {
  return termsOf(quota).length === 0;
}

/** Whether a quota counts a pod: one with scopes counts those that all its scopes take. */
export function countsPod(quota: ResourceQuota, pod: CountedPod): boolean {
  return termsOf(quota).every(term => takes(term, pod));
}

function termsOf({ spec = {} }: ResourceQuota): readonly ScopeTerm[] {
  const scopes = (spec.scopes ?? []).map(scopeName => ({ scopeName, operator: 'Exists' }));
  return [...scopes, ...(spec.scopeSelector?.matchExpressions ?? [])];
}

function takes(term: ScopeTerm, pod: CountedPod): boolean {
  const hasDeadline = pod.spec?.activeDeadlineSeconds !== undefined;
  switch (term.scopeName) {
    case 'Terminating':
      return hasDeadline;
    case 'NotTerminating':
      return !hasDeadline;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass':
      return hasPriority(term, pod.spec?.priorityClassName ?? '');
    default:
      return false;
  }
}

function hasPriority({ operator, values = [] }: ScopeTerm, name: string): boolean {
  switch (operator) {
    case 'In':
      return values.includes(name);
    case 'NotIn':
      return !values.includes(name);
    case 'DoesNotExist':
      return name === '';
    default:
      return name !== '';
  }
}

/** What a pod must ask for, or be limited in, to be more than best effort. Storage and devices are not among it. */
const OF_QUALITY = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

function isBestEffort({ spec = {} }: CountedPod): boolean {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].every(container => {
    const usage = containerUsage(container);
    return OF_QUALITY.every(name => (usage.get(name) ?? 0n) === 0n);
  });
}
