import { qualifiedNameFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, entriesOf, itemsOf, type Place, textListOf, textOf } from '../place.ts';
import { mapsOf, requiredItems, unlikeOthers } from './demands.ts';
import { oneOf, qualifiedName, required, shown } from './fields.ts';
import { metadataRules } from './metadata.ts';

const MOST_PARAMETERS = 512;

/** A StorageClass by itself. Facts: validation-rules.md, section 4.4. */
export function* storageClassRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, 'subdomain');
  const provisioner = at(object, 'provisioner');
  const name = textOf(provisioner) ?? '';
  yield* required(provisioner);
  if (name !== '' && qualifiedNameFault(name.toLowerCase()) !== undefined)
    yield finding('invalid-provisioner', provisioner.path, { name: shown(name) });
  yield* oneOf(at(object, 'reclaimPolicy'), ['Delete', 'Retain', '']);
  yield* oneOf(at(object, 'volumeBindingMode'), ['Immediate', 'WaitForFirstConsumer']);
  yield* parameterRules(at(object, 'parameters'));
  const terms = mapsOf(at(object, 'allowedTopologies'));
  for (const term of terms) yield* topologyRules(term);
  yield* unlikeOthers(
    terms.map(term => [meaningOf(term), term]),
    ({ path }) => ({ field: `${formatPath(path)}.matchLabelExpressions` }),
  );
}

/** What a provisioner is told: names for all of it, and not more of them than the server keeps. */
function* parameterRules(parameters: Place): Iterable<Finding> {
  const entries = entriesOf(parameters);
  if (entries.length > MOST_PARAMETERS) {
    const values = { list: 'parameters', count: entries.length, limit: MOST_PARAMETERS };
    yield finding('too-many-entries', parameters.path, values, { part: 'key' });
    return;
  }
  const unnamed = entries.find(([key]) => key === '');
  if (unnamed === undefined) return;
  yield finding(
    'invalid-name',
    unnamed[1].path,
    { field: 'parameters', name: '' },
    { part: 'key', field: 'parameters' },
  );
}

/** The same for terms that allow the same: the order of keys and values does not matter. */
function meaningOf(term: Place): string {
  const requirements = mapsOf(at(term, 'matchLabelExpressions')).map(requirement => [
    textOf(at(requirement, 'key')) ?? '',
    ...textListOf(at(requirement, 'values')).toSorted(),
  ]);
  return JSON.stringify(requirements.toSorted());
}

/** Where volumes may be made: each key once, with values of which each stands once. */
function* topologyRules(term: Place): Iterable<Finding> {
  const requirements = itemsOf(at(term, 'matchLabelExpressions'));
  // The server compares each term with those it has not read yet, which are empty.
  if (requirements.length === 0)
    yield finding('field-missing', at(term, 'matchLabelExpressions').path, { field: 'matchLabelExpressions' });
  for (const requirement of requirements) {
    const key = at(requirement, 'key');
    const values = at(requirement, 'values');
    yield* required(key);
    yield* qualifiedName(key);
    yield* requiredItems(values);
    yield* unlikeOthers(itemsOf(values).map(place => [textOf(place) ?? '', place]));
  }
  yield* unlikeOthers(requirements.map(requirement => [textOf(at(requirement, 'key')) ?? '', at(requirement, 'key')]));
}
