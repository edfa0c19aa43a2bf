import { at, listOf, objectOf, stringOf } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import { containerUsage } from './usage.ts';

/** Whether a quota counts an object. One with scopes counts pods alone, and of them those that all its scopes take. */
export function isCounted(quota: object, resource: ServedResource, object: object): boolean {
  const scopes = listOf(at(quota, 'spec', 'scopes')).map(scopeName => ({ scopeName, operator: 'Exists' }));
  const terms = [...scopes, ...listOf(at(quota, 'spec', 'scopeSelector', 'matchExpressions'))];
  return terms.length === 0 || (resource === resources.pods && terms.every(term => takes(term, object)));
}

function takes(term: unknown, pod: object): boolean {
  const hasDeadline = at(pod, 'spec', 'activeDeadlineSeconds') !== undefined;
  switch (at(term, 'scopeName')) {
    case 'Terminating':
      return hasDeadline;
    case 'NotTerminating':
      return !hasDeadline;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass':
      return hasPriority(term, stringOf(at(pod, 'spec', 'priorityClassName')) ?? '');
    default:
      return false;
  }
}

function hasPriority(term: unknown, name: string): boolean {
  const values = listOf(at(term, 'values'));
  switch (at(term, 'operator')) {
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

function isBestEffort(pod: object): boolean {
  const { containers, initContainers } = objectOf(at(pod, 'spec'));
  return [...listOf(containers), ...listOf(initContainers)].every(container => containerUsage(container).size === 0);
}
