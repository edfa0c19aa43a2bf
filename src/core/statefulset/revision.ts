import { controllerReference } from './identity.ts';
import type { ControllerRevision, Labels, PodTemplate, StatefulSet } from './model.ts';

/** Label of a revision that holds the hash at the end of its name. */
export const HASH_LABEL = 'controller.kubernetes.io/hash';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const LONGEST_SET_NAME_IN_REVISION = 223;

export interface RevisionChoice {
  readonly update: ControllerRevision;
  readonly current: ControllerRevision;
  /** How `update` came to be: it was the newest, an older one is numbered anew, or it is created. */
  readonly by: 'newest' | 'reuse' | 'create';
  /** Times that a name was taken by other data. */
  readonly collisionCount: number;
}

/**
 * Which revision the set's template is, and which one its status calls current. Facts C2 and C3.
 * `revisions` are those the set owns, in any order.
 */
export function chooseRevisions(set: StatefulSet, revisions: readonly ControllerRevision[]): RevisionChoice {
  const history = sortRevisions(revisions);
  const newest = history.at(-1);
  const data = revisionData(set.spec.template);
  const bytes = bytesOf(set.spec.template, () => data);
  const equal = history.findLast(revision => revisionBytes(revision) === bytes);
  const collisionCount = set.status?.collisionCount ?? 0;
  const next = (newest?.revision ?? 0) + 1;
  const withCurrent = (by: RevisionChoice['by'], update: ControllerRevision, collisions = collisionCount) => ({
    update,
    current: history.find(revision => revision.metadata.name === set.status?.currentRevision) ?? update,
    by,
    collisionCount: collisions,
  });
  if (newest !== undefined && equal !== undefined && revisionBytes(newest) === bytes)
    return withCurrent('newest', newest);
  if (equal !== undefined) return withCurrent('reuse', { ...equal, revision: next });
  if (newest !== undefined && canonicalJson(withoutNulls(newest.data)) === canonicalJson(withoutNulls(data)))
    return withCurrent('newest', newest);
  const taken = new Set(history.map(revision => revision.metadata.name));
  let collisions = collisionCount;
  while (taken.has(revisionName(set.metadata.name, bytes, collisions))) collisions++;
  const name = revisionName(set.metadata.name, bytes, collisions);
  return withCurrent('create', newRevision(set, name, data, next, revisionHash(bytes, collisionCount)), collisions);
}

/** The bytes that were made of a template or revision before: a plan asks for them with every pass. */
const known = new WeakMap<object, string>();

function revisionBytes(revision: ControllerRevision): string {
  return bytesOf(revision, () => revision.data);
}

function bytesOf(of: object, data: () => unknown): string {
  const bytes = known.get(of) ?? canonicalJson(data());
  known.set(of, bytes);
  return bytes;
}

/** Oldest first: by number, then age, then name. */
export function sortRevisions(revisions: readonly ControllerRevision[]): ControllerRevision[] {
  const age = (revision: ControllerRevision) => Date.parse(revision.metadata.creationTimestamp ?? '') || 0;
  return [...revisions].sort(
    (one, other) =>
      one.revision - other.revision ||
      age(one) - age(other) ||
      compareCodePoints(one.metadata.name, other.metadata.name),
  );
}

/** What a revision stores of a set: its template, as a patch that replaces the whole of it. Fact C1. */
export function revisionData(template: PodTemplate): object {
  return { spec: { template: { ...template, $patch: 'replace' } } };
}

/** The template that a revision holds, or `undefined` if its data has another form. */
export function templateOf(revision: ControllerRevision): PodTemplate | undefined {
  const data = revision.data as { spec?: { template?: PodTemplate & { $patch?: string } } } | undefined;
  if (data?.spec?.template === undefined) return undefined;
  const { $patch: _, ...template } = data.spec.template;
  return template;
}

/** The name that the controller gives to a revision of the set `name` with this data. */
export function revisionName(name: string, canonicalData: string, collisionCount: number): string {
  return `${name.slice(0, LONGEST_SET_NAME_IN_REVISION)}-${revisionHash(canonicalData, collisionCount)}`;
}

/** FNV-1 over the data and the collision count, as decimal, each digit put into letters that spell no words. Fact C1. */
export function revisionHash(canonicalData: string, collisionCount: number): string {
  const bytes = new TextEncoder().encode(`${canonicalData}${collisionCount}`);
  const sum = bytes.reduce((hash, byte) => (Math.imul(hash, 16_777_619) ^ byte) >>> 0, 2_166_136_261);
  return Array.from(String(sum), digit => ALPHABET[digit.charCodeAt(0) % ALPHABET.length]).join('');
}

/**
 * JSON as Go writes it: no spaces, keys in order of their code points, `<`, `>`, `&`, U+2028 and U+2029 escaped.
 * JSON.stringify alone will not do: it moves keys that look like numbers to the front.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return escapeAsGo(JSON.stringify(value) ?? 'null');
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => compareCodePoints(one, other))
    .map(([key, field]) => `${escapeAsGo(JSON.stringify(key))}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}

function escapeAsGo(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function compareCodePoints(one: string, other: string): number {
  const others = other[Symbol.iterator]();
  for (const char of one) {
    const next = others.next();
    if (next.done === true) return 1;
    const difference = (char.codePointAt(0) ?? 0) - (next.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return others.next().done === true ? 0 : -1;
}

/** Before 1.34 the stored data held `creationTimestamp: null`; for the controller that is the same template. Fact C2.3. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([key, field]) => [key, withoutNulls(field)]),
  );
}

function newRevision(set: StatefulSet, name: string, data: object, revision: number, hash: string): ControllerRevision {
  const labels: Labels = { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
      labels,
      ...(set.metadata.annotations === undefined ? {} : { annotations: set.metadata.annotations }),
      ownerReferences: [controllerReference(set)],
    },
    data,
    revision,
  };
}
