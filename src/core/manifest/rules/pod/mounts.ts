import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, type Place, textOf } from '../../place.ts';
import { mapsOf, needsOther, notTogether } from '../demands.ts';
import { oneOf, required, shown } from '../fields.ts';
import { noStepsUp, relativePath } from './paths.ts';

/** Volumes of a pod by name; whether each is a claim, which alone can be a block device. */
export type KnownVolumes = ReadonlyMap<string, { readonly isClaim: boolean }>;

const PROPAGATION = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE_READ_ONLY = ['Disabled', 'Enabled', 'IfPossible'];

/** Mounts and devices of one container; of `undefined` volumes nothing is known. Facts: validation-rules.md, rows 94 and 150–160. */
export function* mountRules(container: Place, volumes: KnownVolumes | undefined): Iterable<Finding> {
  const mounts = mapsOf(at(container, 'volumeMounts'));
  const devices = mapsOf(at(container, 'volumeDevices'));
  if (mounts.length === 0 && devices.length === 0) return;
  const name = textOf(at(container, 'name')) ?? '';
  yield* namedVolumes([...mounts, ...devices], name, volumes);
  yield* differentPaths(mounts, 'mountPath', name);
  yield* differentPaths(devices, 'devicePath', name);
  for (const mount of mounts) yield* mountOptions(mount, container);
  for (const device of devices) yield* noStepsUp(at(device, 'devicePath'));
  yield* deviceRules(devices, name, volumes);
  yield* eitherWay(mounts, devices, name);
}

/** The places where containers name a volume, as paths in the server's notation. */
export function mountsOf(volume: string, containers: readonly Place[]): string[] {
  return containers
    .flatMap(container => [...mapsOf(at(container, 'volumeMounts')), ...mapsOf(at(container, 'volumeDevices'))])
    .map(mount => at(mount, 'name'))
    .filter(({ value }) => value === volume)
    .map(({ path }) => formatPath(path));
}

function* namedVolumes(
  mounts: readonly Place[],
  container: string,
  volumes: KnownVolumes | undefined,
): Iterable<Finding> {
  for (const mount of mounts) {
    const place = at(mount, 'name');
    yield* required(place);
    const name = textOf(place) ?? '';
    if (name !== '' && volumes?.has(name) === false)
      yield finding('mount-without-volume', place.path, { name: shown(name), container });
  }
}

function* differentPaths(
  mounts: readonly Place[],
  field: 'mountPath' | 'devicePath',
  container: string,
): Iterable<Finding> {
  const paths = new Set<string>();
  for (const mount of mounts) {
    const place = at(mount, field);
    yield* required(place);
    const path = textOf(place) ?? '';
    if (path !== '' && paths.has(path))
      yield finding('duplicate-mount-path', place.path, { path: shown(path), container });
    paths.add(path);
  }
}

/** The server leaves the index out in its names of these fields. */
function* mountOptions(mount: Place, container: Place): Iterable<Finding> {
  const list = formatPath(mount.path.slice(0, -1));
  const subPath = at(mount, 'subPath');
  const subPathExpr = at(mount, 'subPathExpr');
  yield* relativePath(subPath, { field: `${list}.subPath` });
  yield* relativePath(subPathExpr, { field: `${list}.subPathExpr` });
  if ((textOf(subPath) ?? '') !== '' && (textOf(subPathExpr) ?? '') !== '') yield notTogether(subPathExpr, 'subPath');
  const propagation = at(mount, 'mountPropagation');
  const field = `${list}.mountPropagation`;
  yield* oneOf(propagation, PROPAGATION, { field });
  if (propagation.value === 'Bidirectional' && at(container, 'securityContext', 'privileged').value !== true)
    yield needsOther(propagation, 'securityContext.privileged: true', { field });
  yield* recursiveReadOnly(mount, `${list}.recursiveReadOnly`);
}

function* recursiveReadOnly(mount: Place, field: string): Iterable<Finding> {
  const place = at(mount, 'recursiveReadOnly');
  if (!isGiven(place)) return;
  yield* oneOf(place, RECURSIVE_READ_ONLY, { field });
  if (place.value !== 'Enabled' && place.value !== 'IfPossible') return;
  if (at(mount, 'readOnly').value !== true) yield needsOther(place, 'readOnly: true', { field });
  const propagation = textOf(at(mount, 'mountPropagation')) ?? 'None';
  if (propagation !== 'None') yield notTogether(place, `mountPropagation: ${propagation}`, { field });
}

function* deviceRules(
  devices: readonly Place[],
  container: string,
  volumes: KnownVolumes | undefined,
): Iterable<Finding> {
  const names = new Set<string>();
  for (const device of devices) {
    const place = at(device, 'name');
    const name = textOf(place) ?? '';
    if (name === '') continue;
    if (volumes?.get(name)?.isClaim === false)
      yield finding('device-needs-claim', place.path, { name: shown(name), container });
    if (names.has(name)) yield finding('duplicate-entry', place.path, { value: shown(name), list: 'volumeDevices' });
    names.add(name);
  }
}

/** A volume is a file system or a device to a container, and one path leads to one of them. */
function* eitherWay(mounts: readonly Place[], devices: readonly Place[], container: string): Iterable<Finding> {
  const texts = (places: readonly Place[], field: string) => new Set(places.map(place => textOf(at(place, field))));
  if (mounts.length === 0 || devices.length === 0) return;
  yield* bothWays(mounts, texts(devices, 'name'), container);
  yield* bothWays(devices, texts(mounts, 'name'), container);
  yield* samePaths(mounts, 'mountPath', texts(devices, 'devicePath'), container);
  yield* samePaths(devices, 'devicePath', texts(mounts, 'mountPath'), container);
}

function* bothWays(
  places: readonly Place[],
  others: ReadonlySet<string | undefined>,
  container: string,
): Iterable<Finding> {
  for (const place of places) {
    const name = at(place, 'name');
    const text = textOf(name) ?? '';
    if (text !== '' && others.has(text)) yield finding('mount-and-device', name.path, { name: shown(text), container });
  }
}

function* samePaths(
  places: readonly Place[],
  field: string,
  others: ReadonlySet<string | undefined>,
  container: string,
): Iterable<Finding> {
  for (const place of places) {
    const path = at(place, field);
    const text = textOf(path) ?? '';
    if (text !== '' && others.has(text))
      yield finding('duplicate-mount-path', path.path, { path: shown(text), container });
  }
}
