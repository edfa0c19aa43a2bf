import type { KubernetesObject, PersistentVolumeClaim } from '../../core/statefulset/model.ts';
import type { Clock } from '../clock.ts';
import type { OwnCommands } from '../machine/own-command.ts';
import type { Registry } from '../registry.ts';
import { findResource, resources, type ServedResource } from '../resources.ts';
import { noSuchPath, notPlayed } from '../status.ts';
import { asGroupEvent } from './event-forms.ts';
import type { Snapshots } from './snapshots.ts';

/** What the parts of the API share. */
export interface ApiContext {
  readonly registry: Registry;
  /** Times connections and pages: the machine's clock, however fast the cluster's runs. */
  readonly timers: Clock;
  readonly snapshots: Snapshots;
  /** Whether a claim's volume has no room left. */
  isFull(claim: PersistentVolumeClaim): boolean;
  /** What a container's own command has written, where that is played. */
  readonly ownLogOf?: OwnCommands['logOf'];
  /** Milliseconds between two bookmarks of a watch. */
  readonly bookmarkEvery: number;
}

/** What a path names. */
export interface Target {
  readonly resource: ServedResource;
  /** Where its objects are kept; another one only for events of events.k8s.io. */
  readonly storage: ServedResource;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** What stands after `/api` or `/apis`. Throws 404 for what is not served. */
export function targetOf(path: readonly string[]): Target {
  const [root, ...rest] = path;
  const [group = '', version = '', ...below] = root === 'api' ? ['', ...rest] : rest;
  const [first, namespace, ...inside] = below;
  // `namespaces/NAME` names a namespace, `namespaces/NAME/RESOURCE` something in it
  if (group === '' && first === 'namespaces' && (inside[0] === undefined || isOfNamespace(inside[0]))) {
    return found(group, version, first, undefined, [namespace, ...inside]);
  }
  if (first === 'namespaces' && inside[0] !== undefined)
    return found(group, version, inside[0], namespace, inside.slice(1));
  return found(group, version, first ?? '', undefined, below.slice(1));
}

/** Groups that a cluster has and this one has not; who sends something there is told so. */
const elsewhere: ReadonlySet<string> = new Set(['autoscaling', 'batch', 'networking.k8s.io']);

export function isElsewhere(group: string): boolean {
  return elsewhere.has(group);
}

function isOfNamespace(word: string): boolean {
  return resources.namespaces.subresources.includes(word);
}

function found(
  group: string,
  version: string,
  plural: string,
  namespace: string | undefined,
  [name, subresource, ...more]: readonly (string | undefined)[],
): Target {
  const resource = findResource(group, version, plural);
  const fits =
    resource !== undefined &&
    more.length === 0 &&
    (resource.namespaced ? name === undefined || namespace !== undefined : namespace === undefined) &&
    (subresource === undefined || resource.subresources.includes(subresource));
  if (resource === undefined && isElsewhere(group)) throw notPlayed(group, plural);
  if (!fits) throw noSuchPath();
  const storage = resource === resources.groupEvents ? resources.events : resource;
  return { resource, storage, namespace, name: name || undefined, subresource };
}

/** A stored object in the form of the group it was asked for in. */
export function shown(target: Target, object: KubernetesObject): KubernetesObject {
  return target.resource === resources.groupEvents ? asGroupEvent(object) : object;
}
