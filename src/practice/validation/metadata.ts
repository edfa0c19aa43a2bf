import { qualifiedNameFault } from '../../core/names.ts';
import { at, listOf } from '../json.ts';
import type { FieldError } from '../status.ts';
import { invalidValue, labelMapErrors } from './errors.ts';

/** Finalizers without a domain that are known all the same. */
const standard = ['kubernetes', 'orphan', 'foregroundDeletion'];

export function finalizerFormErrors(finalizers: unknown): FieldError[] {
  return listOf(finalizers).flatMap((item, index) => {
    const name = String(item);
    const form = qualifiedNameFault(name) === undefined ? [] : labelMapErrors('metadata.finalizers', { [name]: '' });
    if (standard.includes(name) || name.includes('/')) return form;
    const why = 'name is neither a standard finalizer name nor is it fully qualified';
    return [...form, invalidValue(`metadata.finalizers[${index}]`, name, why)];
  });
}

/** Owner references (validation-rules.md rows 26 and 27); the server leaves out the index. */
export function ownerErrors(owners: unknown): FieldError[] {
  const list = listOf(owners);
  const missing = list.flatMap(owner =>
    ['apiVersion', 'kind', 'name', 'uid']
      .filter(key => !at(owner, key))
      .map(key => invalidValue(`metadata.ownerReferences.${key}`, at(owner, key) ?? '', 'must not be empty')),
  );
  const [first, second] = list.filter(owner => at(owner, 'controller') === true);
  if (first === undefined || second === undefined) return missing;
  const named = (owner: unknown): string => `${String(at(owner, 'kind'))}/${String(at(owner, 'name'))}`;
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${named(first)} and ${named(second)}`;
  return [...missing, invalidValue('metadata.ownerReferences', list, why)];
}
