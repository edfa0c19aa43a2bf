import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, fieldsOf, type JsonObject, toObject, without } from '../json.ts';

/** Fields of an event that have another name in events.k8s.io: core name, group name. */
const names = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
] as const;

/** An event of core/v1 as events.k8s.io/v1 tells it. */
export function asGroupEvent(event: KubernetesObject): KubernetesObject {
  return toObject(renamed(fieldsOf(event), 'events.k8s.io/v1', names));
}

/** An event of events.k8s.io/v1 as it is stored. */
export function asCoreEvent(event: JsonObject): JsonObject {
  const reversed = names.map(([core, group]) => [group, core] as const);
  const core = renamed(event, 'v1', reversed);
  // the group's form may leave out what core must have
  const involved = at(core, 'involvedObject') ?? { namespace: at(core, 'metadata', 'namespace') };
  return { ...core, involvedObject: involved };
}

function renamed(event: JsonObject, apiVersion: string, pairs: readonly (readonly [string, string])[]): JsonObject {
  const moved = pairs.flatMap(([from, to]) => (event[from] === undefined ? [] : [[to, event[from]] as const]));
  const rest = without(event, ...pairs.map(([from]) => from));
  return { ...rest, apiVersion, ...Object.fromEntries(moved) };
}
