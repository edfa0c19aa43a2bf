import {
  allowsDigitFirst,
  formatVersion,
  hasMaxUnavailable,
  type KubernetesVersion,
} from '../../kubernetes-version.ts';
import { type Finding, finding } from '../finding.ts';
import { at, type Place, textOf } from '../place.ts';
import { fieldName, integer } from './fields.ts';
import { isNothing, shareRules } from './shares.ts';

/** What the API server refuses in some versions only. */
export function* rulesOfVersion(kind: string, object: Place, version: KubernetesVersion): Iterable<Finding> {
  if (kind === 'StatefulSet' && hasMaxUnavailable(version))
    yield* maxUnavailableRules(at(object, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'));
  if (kind === 'Service' && !allowsDigitFirst(version)) yield* digitFirstRule(at(object, 'metadata', 'name'), version);
}

/** Where the gate is on the field is read, and cases 170 to 173 are refused. Facts: validation-rules.md, section 1.4. */
function* maxUnavailableRules(place: Place): Iterable<Finding> {
  if (typeof place.value === 'number') yield* integer(place, 1);
  else if (isNothing(place))
    yield finding('below-minimum', place.path, {
      field: fieldName(place.path),
      value: String(place.value),
      minimum: 1,
    });
  else yield* shareRules(place);
}

/** Fact 448: an RFC 1035 label before 1.36. */
function* digitFirstRule(place: Place, version: KubernetesVersion): Iterable<Finding> {
  const name = textOf(place) ?? '';
  if (/^\d/.test(name)) yield finding('service-name-digit', place.path, { name, version: formatVersion(version) });
}
