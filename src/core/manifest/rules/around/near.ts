import { folderOf, type Neighbour, type Surroundings } from '../../workspace.ts';

/**
 * Whether two objects are surely in one namespace: both say so, or they stand in one folder and at least one leaves it open.
 * The same names in other folders are most often the same application for another cluster.
 */
export function areTogether(one: Neighbour, other: Neighbour): boolean {
  const { namespace } = one.object;
  if (namespace !== undefined && other.object.namespace !== undefined)
    return namespace === other.object.namespace && isNear(one, other);
  return isNear(one, other);
}

/** Whether two objects stand in one folder. */
export function isNear(one: Neighbour, other: Neighbour): boolean {
  return folderOf(one.file) === folderOf(other.file);
}

/** Whether an object is the only one of its kind in its folder: what else stands there is there for it. Where several applications lie side by side it is not. */
export function isAlone(self: Neighbour, around: Surroundings): boolean {
  return around.list(self.object.kind, undefined).every(other => other.object === self.object || !isNear(self, other));
}
