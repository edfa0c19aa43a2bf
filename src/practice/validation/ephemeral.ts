import { at, deepEqual, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';
import type { FieldError } from '../status.ts';
import { duplicate, forbiddenField, notFoundValue, required } from './errors.ts';

const field = 'spec.ephemeralContainers';
/** What only containers have that the pod was made with. */
const notForThem = ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle', 'resources'];

/** What the server refuses of ephemeral containers (`ValidatePodEphemeralContainersUpdate`): they are added, and stay as they are. */
export function ephemeralErrors(pod: JsonObject, before: JsonObject): readonly FieldError[] {
  const containers = listOf(at(pod, 'spec', 'ephemeralContainers'));
  const others = ['containers', 'initContainers'].flatMap(key => listOf(at(pod, 'spec', key)).map(nameOf));
  const taken = new Set(others);
  const errors = containers.flatMap((container, index) => {
    const place = `${field}[${index}]`;
    const name = nameOf(container);
    const isTaken = taken.has(name);
    taken.add(name);
    const goal = stringOf(at(container, 'targetContainerName')) ?? '';
    return [
      ...(name === '' ? [required(`${place}.name`)] : []),
      ...(isTaken && name !== '' ? [duplicate(`${place}.name`, name)] : []),
      ...(stringOf(at(container, 'image')) ? [] : [required(`${place}.image`)]),
      ...(goal === '' || others.includes(goal) ? [] : [notFoundValue(`${place}.targetContainerName`, goal)]),
      ...notForThem
        .filter(key => isSaid(at(container, key)))
        .map(key => forbiddenField(`${place}.${key}`, 'cannot be set for an Ephemeral Container')),
    ];
  });
  return [...errors, ...lost(containers, listOf(at(before, 'spec', 'ephemeralContainers')))];
}

function lost(containers: readonly unknown[], before: readonly unknown[]): readonly FieldError[] {
  return before.flatMap(former => {
    const name = nameOf(former);
    const now = containers.find(each => nameOf(each) === name);
    if (deepEqual(now, former)) return [];
    const what = now === undefined ? 'removed' : 'changed';
    return [forbiddenField(field, `existing ephemeral containers ${JSON.stringify(name)} may not be ${what}\n`)];
  });
}

function nameOf(container: unknown): string {
  return stringOf(at(container, 'name')) ?? '';
}

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Object.keys(objectOf(value)).length > 0;
}
