import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, itemsOf, type Place, textOf } from '../../place.ts';
import { isMap, mapsOf, needsOther, notTogether } from '../demands.ts';
import { dnsSubdomain, oneOf, required } from '../fields.ts';

/** What a pod shares with its node, and the system it runs on. Facts: validation-rules.md, rows 235–237, 240–241 and section 1.7. */

const LONGEST_HOSTNAME = 64;

export function* hostRules(spec: Place): Iterable<Finding> {
  const context = at(spec, 'securityContext');
  const share = at(spec, 'shareProcessNamespace');
  if (share.value === true && at(spec, 'hostPID').value === true)
    yield notTogether(share, 'hostPID: true', { field: `${formatPath(context.path)}.shareProcessNamespace` });
  yield* hostUserRules(spec);
  yield* hostnameOverrideRules(spec);
}

/** `containers`: all containers of the pod, init containers too. */
export function* systemRules(spec: Place, containers: readonly Place[]): Iterable<Finding> {
  yield* hostProcessRules(spec, containers);
  const system = at(spec, 'os');
  if (!isMap(system)) return;
  const name = at(system, 'name');
  yield* required(name);
  if (name.value !== '') yield* oneOf(name, ['linux', 'windows'], { field: formatPath(system.path) });
  const all = [spec, ...containers].map(owner => at(owner, 'securityContext'));
  if (name.value === 'linux')
    for (const context of all) yield* excluded(at(context, 'windowsOptions'), 'os.name: linux');
  if (name.value === 'windows') yield* windowsRules(spec, all);
}

/** A namespace of users of its own goes with no other namespace of the node, nor with its block devices. The server writes two of them with a capital. */
function* hostUserRules(spec: Place): Iterable<Finding> {
  if (at(spec, 'hostUsers').value !== false) return;
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
    const place = at(spec, name);
    const server = name === 'hostNetwork' ? name : name.replace('host', 'Host');
    if (place.value === true)
      yield notTogether(place, 'hostUsers: false', { field: `${formatPath(spec.path)}.${server}` });
  }
  for (const list of ['containers', 'initContainers'])
    for (const container of mapsOf(at(spec, list)))
      if (itemsOf(at(container, 'volumeDevices')).length > 0)
        yield notTogether(at(container, 'volumeDevices'), 'hostUsers: false');
}

function* hostnameOverrideRules(spec: Place): Iterable<Finding> {
  const place = at(spec, 'hostnameOverride');
  const name = textOf(place) ?? '';
  if (name === '') return;
  if (name.length > LONGEST_HOSTNAME) {
    const values = { field: 'hostnameOverride', name, length: name.length, limit: LONGEST_HOSTNAME };
    yield finding('name-too-long', place.path, values);
  } else yield* dnsSubdomain(place);
  for (const other of ['hostNetwork', 'setHostnameAsFQDN'])
    if (at(spec, other).value === true) yield notTogether(place, `${other}: true`);
}

const WINDOWS_HAS_NOT = {
  spec: ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'],
  pod: [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'fsGroup',
    'fsGroupChangePolicy',
    'sysctls',
    'runAsUser',
    'runAsGroup',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'seLinuxChangePolicy',
  ],
  container: [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'capabilities',
    'readOnlyRootFilesystem',
    'privileged',
    'allowPrivilegeEscalation',
    'procMount',
    'runAsUser',
    'runAsGroup',
  ],
} as const;

function* windowsRules(spec: Place, contexts: readonly Place[]): Iterable<Finding> {
  for (const field of WINDOWS_HAS_NOT.spec) {
    const place = at(spec, field);
    // Two of them are no pointers in the server's type, so that false is the same as nothing.
    if (place.value !== false || field === 'hostUsers' || field === 'shareProcessNamespace')
      yield* excluded(place, 'os.name: windows');
  }
  const [pod, ...containers] = contexts;
  if (pod !== undefined) for (const field of WINDOWS_HAS_NOT.pod) yield* excluded(at(pod, field), 'os.name: windows');
  for (const context of containers)
    for (const field of WINDOWS_HAS_NOT.container) yield* excluded(at(context, field), 'os.name: windows');
}

function* excluded(place: Place, other: string): Iterable<Finding> {
  const isEmpty = Array.isArray(place.value) && place.value.length === 0;
  if (isGiven(place) && !isEmpty) yield notTogether(place, other);
}

/** A container that is a process of a Windows node shares its network, and does not stand beside others. */
function* hostProcessRules(spec: Place, containers: readonly Place[]): Iterable<Finding> {
  const setting = (owner: Place) => at(owner, 'securityContext', 'windowsOptions', 'hostProcess');
  const own = setting(spec);
  const places = containers.map(setting);
  for (const place of places)
    if (typeof own.value === 'boolean' && typeof place.value === 'boolean' && own.value !== place.value)
      yield notTogether(place, `hostProcess: ${own.value}`);
  const isProcess = places.map(({ value }) => (typeof value === 'boolean' ? value : own.value === true));
  if (!isProcess.includes(true)) return;
  const first = places.find(({ value }) => value === true) ?? own;
  if (isProcess.includes(false)) yield notTogether(first, 'hostProcess: false', { field: formatPath(spec.path) });
  const network = at(spec, 'hostNetwork');
  if (network.value !== true) yield needsOther(first, 'hostNetwork: true', { field: formatPath(network.path) });
}
