import { at, isObject, listOf, stringOf } from '../../json.ts';
import { invalidValue, required, tooLong } from '../errors.ts';
import { annotationKeyErrors, labelValueErrors, qualifiedNameErrors } from '../names.ts';
import { type Fault, invalid, valueAt, type Wordings } from '../wording.ts';

/** The server's words about metadata, labels and annotations, wherever they stand (validation-rules.md 1.1). */
export const metadata: Wordings = {
  'name-missing': () => required('metadata.name', 'name or generateName is required'),
  'invalid-label-key labels.*': twiceInTemplates(({ field, path }) => qualifiedNameErrors(field, keyOf(path))),
  'invalid-label-key matchLabels.*': ({ field, path }) => qualifiedNameErrors(field, keyOf(path)),
  'invalid-label-key nodeSelector.*': ({ field, path }) => qualifiedNameErrors(field, keyOf(path)),
  'invalid-label-key selector.*': ({ field, path }) => qualifiedNameErrors(field, keyOf(path)),
  'invalid-label-key annotations.*': twiceInTemplates(({ field, path }) => annotationKeyErrors(field, keyOf(path))),
  'invalid-label-value': twiceInTemplates(({ field, value }) => labelValueErrors(field, stringOf(value) ?? '')),
  'annotations-too-large': ({ field, values }) => tooLong(field, Number(values['limit'])),
  'invalid-finalizer': ({ path, value }) => {
    const name = stringOf(value) ?? '';
    const why = 'name is neither a standard finalizer name nor is it fully qualified';
    const place = `metadata.finalizers[${path.at(-1)}]`;
    return [
      ...qualifiedNameErrors('metadata.finalizers', name),
      ...(name.includes('/') ? [] : [invalidValue(place, name, why)]),
    ];
  },
  'owner-incomplete': ({ field, values }) =>
    invalidValue(field, '', values['field'] === 'apiVersion' ? 'version must not be empty' : 'must not be empty'),
  'value-not-supported ownerReferences.apiVersion': invalid('version must not be empty'),
  'field-not-allowed ownerReferences.kind': ({ field, path, object }) => {
    const owner = inGoOrder(valueAt(object, path.slice(0, -1)));
    return invalidValue(field, owner, '/v1, Kind=Event is disallowed from being an owner');
  },
  'two-controllers': ({ field, object }) => {
    const owners = listOf(at(object, 'metadata', 'ownerReferences'));
    const [first, second] = owners.filter(owner => at(owner, 'controller') === true);
    const why = `Only one reference can have Controller set to true. Found "true" in references for ${named(first)} and ${named(second)}`;
    return invalidValue(field, owners.map(inGoOrder), why);
  },
};

function keyOf(path: Fault['path']): string {
  return String(path.at(-1) ?? '');
}

/** Labels and annotations of a set's template are looked at once with the set and once with the template. */
function twiceInTemplates(
  say: (fault: Fault) => ReturnType<typeof labelValueErrors>,
): (fault: Fault) => ReturnType<typeof labelValueErrors> {
  return fault => {
    const said = say(fault);
    const isTemplate = fault.field === 'spec.template.labels' || fault.field === 'spec.template.annotations';
    return isTemplate && fault.kind === 'StatefulSet' ? [...said, ...said] : said;
  };
}

function named(owner: unknown): string {
  return `${String(at(owner, 'kind'))}/${String(at(owner, 'name'))}`;
}

function inGoOrder(owner: unknown): unknown {
  if (!isObject(owner)) return owner;
  const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = owner;
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}
