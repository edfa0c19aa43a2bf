import { at, deepEqual, type JsonObject, listOf, objectOf, stringOf, withAt } from '../json.ts';
import type { FieldError } from '../status.ts';
import { forbiddenField, invalidValue, required } from './errors.ts';

/** What only a pod is asked, not a template: there the same is let through, and the pod is refused later (facts T1, T2, T8). */
export function ownPodErrors(pod: JsonObject): readonly FieldError[] {
  const spec = objectOf(pod['spec']);
  const images = ['initContainers', 'containers'].flatMap(key =>
    listOf(spec[key]).flatMap((container, index) => {
      const image = stringOf(at(container, 'image')) ?? '';
      const why = 'must not have leading or trailing whitespace';
      return image === image.trim() ? [] : [invalidValue(`spec.${key}[${index}].image`, image, why)];
    }),
  );
  const volumes = listOf(spec['volumes']).flatMap((volume, index) => {
    const image = at(volume, 'image');
    return image === undefined || at(image, 'reference') ? [] : [required(`spec.volumes[${index}].image.reference`)];
  });
  const isHeld = spec['nodeName'] && listOf(spec['schedulingGates']).length > 0;
  const gates = isHeld
    ? [forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')]
    : [];
  return [...volumes, ...images, ...gates];
}

const changeable = [['tolerations'], ['activeDeadlineSeconds'], ['terminationGracePeriodSeconds'], ['schedulingGates']];

/** Of a pod's spec hardly anything changes; its node is set once. */
export function podChangeErrors(object: JsonObject, before: JsonObject): readonly FieldError[] {
  const fixed = (pod: JsonObject): JsonObject => {
    let spec = objectOf(pod['spec']);
    for (const path of changeable) spec = withAt(spec, path, undefined);
    if (!at(before, 'spec', 'nodeName')) spec = withAt(spec, ['nodeName'], undefined);
    for (const key of ['containers', 'initContainers']) {
      const list = spec[key];
      if (Array.isArray(list)) spec = { ...spec, [key]: list.map(item => ({ ...objectOf(item), image: '' })) };
    }
    return spec;
  };
  if (deepEqual(fixed(object), fixed(before))) return [];
  const why =
    'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  return [forbiddenField('spec', why)];
}
