import { at, type JsonObject, listOf, objectOf } from '../json.ts';
import type { FieldError } from '../status.ts';
import { invalidValue } from './errors.ts';

/** Families of addresses that a Service asks for, and that a cluster of one family does not have. */
export function familyErrors(object: JsonObject): readonly FieldError[] {
  if (isListOfNothing(objectOf(object['spec']))) return [];
  const policy = at(object, 'spec', 'ipFamilyPolicy');
  const dual = 'this cluster is not configured for dual-stack services';
  const stack = policy === 'RequireDualStack' ? [invalidValue('spec.ipFamilyPolicy', policy, dual)] : [];
  const families = listOf(at(object, 'spec', 'ipFamilies')).flatMap((family, index) =>
    family === 'IPv6' ? [invalidValue(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster')] : [],
  );
  return [...stack, ...families];
}

/** Headless and without selector: its endpoints are written by hand, so the server lets them be of any family. */
export function isListOfNothing(spec: JsonObject): boolean {
  const isHeadless = spec['clusterIP'] === 'None' || listOf(spec['clusterIPs'])[0] === 'None';
  return isHeadless && Object.keys(objectOf(spec['selector'])).length === 0;
}
