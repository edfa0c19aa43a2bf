import { type Finding, finding } from '../../finding.ts';
import type { Neighbour, Surroundings } from '../../workspace.ts';

/** An object that stands twice in one file: the later one replaces the earlier. In other files it may be another step or another cluster. */
export function* duplicateRules(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const { kind, apiVersion, namespace, name, prefix } = self.object;
  if (name === '') return;
  const earlier = around
    .find(kind, namespace, name)
    .find(
      ({ file, document, object }) =>
        file === self.file &&
        object.namespace === namespace &&
        object.apiVersion === apiVersion &&
        (document < self.document || (document === self.document && isBefore(object.prefix, prefix))),
    );
  if (earlier === undefined) return;
  const related = [{ kind, namespace, name, path: ['metadata', 'name'] }];
  yield finding('duplicate-object', ['metadata', 'name'], { kind, name }, { related });
}

/** Of two items of one list. */
function isBefore(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  return Number(one.at(-1)) < Number(other.at(-1));
}
