import type { ContentObject } from '../../content.ts';
import { type Finding, finding } from '../../finding.ts';
import { once } from '../../once.ts';
import { at, entriesOf, placeOf, textsOf } from '../../place.ts';
import type { Neighbour, Surroundings } from '../../workspace.ts';
import { areTogether } from './near.ts';

/** Fact R15: sets keep to their own pods by name, but Services, budgets and spread rules mix them. Told at the later one. */
export function* selectorsAround(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const own = demandsOf(self.object);
  if (own === '') return;
  for (const other of around.list('StatefulSet', self.object.namespace)) {
    if (demandsOf(other.object) !== own || other.object.name >= self.object.name || !meet(self, other)) continue;
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

/** The labels that a set selects and that its pods have, in one text. Expressions are rare and not compared. */
const demandsOf = once(({ value }: ContentObject): string => {
  const spec = at(placeOf(value), 'spec');
  if (entriesOf(at(spec, 'selector', 'matchExpressions')).length > 0) return '';
  const labels = Object.entries(textsOf(at(spec, 'selector', 'matchLabels'))).toSorted();
  return labels.length === 0 ? '' : JSON.stringify(labels);
});
