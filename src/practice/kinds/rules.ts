import type { KubernetesVersion } from '../../core/kubernetes-version.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Resource } from '../store.ts';

/** What a kind's rules may look at besides the object. */
export interface Surroundings {
  readonly clock: Clock;
  readonly kubernetes: KubernetesVersion;
  get(resource: Resource, namespace: string | undefined, name: string): KubernetesObject | undefined;
  list(resource: Resource, namespace?: string): readonly KubernetesObject[];
}

/**
 * What the server does to the objects of one kind on their way into the store. All functions are pure; each may be left out.
 * The order on a creation is `create`, `defaults`, `status`, validation, `allocate`; on an update `defaults`, `update`, validation.
 */
export interface KindRules {
  /** Absent fields get their defaults (validation-rules.md section 6). */
  readonly defaults?: (object: JsonObject, kubernetes: KubernetesVersion) => JsonObject;
  /** What admission and the kind's strategy set or throw away on creation. May throw a StatusError (admission). */
  readonly create?: (object: JsonObject, around: Surroundings) => JsonObject;
  /** The status of a new object. Without one the kind has no status of its own, and what is sent is kept. */
  readonly status?: (object: JsonObject, around: Surroundings) => JsonObject;
  /** What the server gives to an object that it takes: addresses and ports. */
  readonly allocate?: (object: JsonObject, around: Surroundings) => JsonObject;
  /** What an update cannot change is taken from `before`. May throw a StatusError (admission). */
  readonly update?: (object: JsonObject, before: JsonObject, around: Surroundings) => JsonObject;
  /** The last look at a status before it is stored. */
  readonly updateStatus?: (object: JsonObject, before: JsonObject, around: Surroundings) => JsonObject;
  /** The part of the spec that moves the generation; all of it when left out. */
  readonly generationOf?: (object: JsonObject, before: JsonObject) => JsonObject;
}
