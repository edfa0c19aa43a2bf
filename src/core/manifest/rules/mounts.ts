import { type Finding, finding } from '../finding.ts';
import { at, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { required, shown } from './fields.ts';

/**
 * Mounts and devices of all containers: they name a volume of the template or one of `claims` (the set's claim templates), each at a path of its own.
 * Facts: validation-rules.md, rows 94 and 150–153.
 */
export function* mountRules(spec: Place, claims: readonly string[]): Iterable<Finding> {
  const volumes = at(spec, 'volumes');
  if (isGiven(volumes) && !Array.isArray(volumes.value)) return;
  const known = new Set(claims);
  for (const volume of itemsOf(volumes)) known.add(textOf(at(volume, 'name')) ?? '');
  known.delete('');
  for (const container of [...itemsOf(at(spec, 'initContainers')), ...itemsOf(at(spec, 'containers'))]) {
    const name = textOf(at(container, 'name')) ?? '';
    yield* listRules(at(container, 'volumeMounts'), 'mountPath', name, known);
    yield* listRules(at(container, 'volumeDevices'), 'devicePath', name, known);
  }
}

function* listRules(list: Place, pathField: string, container: string, known: ReadonlySet<string>): Iterable<Finding> {
  const paths = new Set<string>();
  for (const mount of itemsOf(list)) {
    const place = at(mount, 'name');
    yield* required(place);
    const name = textOf(place) ?? '';
    if (name !== '' && !known.has(name))
      yield finding('mount-without-volume', place.path, { name: shown(name), container });
    const where = at(mount, pathField);
    yield* required(where);
    const path = textOf(where) ?? '';
    if (path !== '' && paths.has(path))
      yield finding('duplicate-mount-path', where.path, { path: shown(path), container });
    paths.add(path);
  }
}
