import { qualifiedNameFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { at, itemsOf, type Place, textOf } from '../place.ts';
import { requiredItems, unlikeOthers } from './demands.ts';
import { oneOf, qualifiedName, required, shown } from './fields.ts';
import { metadataRules } from './metadata.ts';

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
  for (const term of itemsOf(at(object, 'allowedTopologies'))) yield* topologyRules(term);
}

/** Where volumes may be made: each key once, with values of which each stands once. */
function* topologyRules(term: Place): Iterable<Finding> {
  const requirements = itemsOf(at(term, 'matchLabelExpressions'));
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
