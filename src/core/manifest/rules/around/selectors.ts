import { demandsOf } from '../../aspects.ts';
import { type Finding, finding } from '../../finding.ts';
import type { Neighbour, Surroundings } from '../../workspace.ts';
import { areTogether } from './near.ts';

/** Fact R15: sets keep to their own pods by name, but Services, budgets and spread rules mix them. Told at the later one. */
export function* selectorsAround(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const own = demandsOf(self.object);
  if (own === '') return;
  for (const other of around.meeting('StatefulSet', self.object.namespace, 'selector', own)) {
    if (other.object.name >= self.object.name || !meet(self, other)) continue;
    const { kind, namespace, name } = other.object;
    const related = [{ kind, namespace, name, path: ['spec', 'selector'] }];
    yield finding('selector-shared', ['spec', 'selector'], { other: name }, { part: 'key', related });
    return;
  }
}

/** Examples that lie side by side in a folder often have the same labels; those of one file or one namespace are applied together. */
function meet(self: Neighbour, other: Neighbour): boolean {
  return (
    other.file === self.file ||
    (self.object.namespace !== undefined && areTogether(self, other) && other.object.namespace !== undefined)
  );
}
