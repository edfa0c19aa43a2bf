import type { ClusterFailure } from '../../cluster/connection.ts';
import type { Path } from '../../core/manifest/path.ts';
import { isFields } from '../../core/manifest/place.ts';
import { compareQuantities, parseQuantity } from '../../core/quantity.ts';
import { changeableSetFields } from '../../core/statefulset/immutable.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';

/** The server names none of the fields. Fact I2. */
const REFUSAL = /updates to statefulset spec for fields other than/;

/**
 * Where a file sets what cannot be changed in a StatefulSet that is there: the places in the file that say something else than the cluster.
 * What the file leaves to the server is no change. Nothing for other refusals.
 */
export function immutablePlaces(
  { detail }: ClusterFailure,
  live: KubernetesObject | undefined,
  object: object,
): Path[] {
  if (live === undefined || !REFUSAL.test(detail)) return [];
  const is = specOf(live);
  return Object.entries(specOf(object))
    .filter(([field]) => !changeableSetFields.includes(field))
    .flatMap(([field, value]) => differing(value, is[field], ['spec', field]));
}

function specOf(object: object): Readonly<Record<string, unknown>> {
  const spec = 'spec' in object ? object.spec : undefined;
  return isFields(spec) ? spec : {};
}

/** The first places at which what is set is not what is there. Lists must be of one length; a map may have more than is set. */
function differing(set: unknown, is: unknown, path: Path): Path[] {
  if (set === null || set === undefined) return [];
  if (Array.isArray(set)) {
    const there: readonly unknown[] = Array.isArray(is) ? is : [];
    if (there.length !== set.length) return set.length === 0 && is === undefined ? [] : [path];
    return set.flatMap((item, index) => differing(item, there[index], [...path, index]));
  }
  if (isFields(set)) {
    const there = isFields(is) ? is : {};
    return Object.entries(set)
      .filter(([key]) => key !== 'apiVersion' && key !== 'kind' && key !== 'status')
      .flatMap(([key, value]) => differing(value, there[key], [...path, key]));
  }
  return isSame(set, is, path) ? [] : [path];
}

/** Of amounts the value counts, not how it is written. */
function isSame(set: unknown, is: unknown, path: Path): boolean {
  if (set === is) return true;
  const parent = path.at(-2);
  if (parent !== 'requests' && parent !== 'limits') return false;
  const [one, other] = [parseQuantity(set), parseQuantity(is)];
  return one !== undefined && other !== undefined && compareQuantities(one, other) === 0;
}
