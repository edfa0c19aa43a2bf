import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, itemsOf, type Place, textListOf, textOf } from '../../place.ts';
import { inLongRange, isMap, mapsOf, needsOther, notTogether, unlikeOthers } from '../demands.ts';
import { dnsSubdomain, LARGEST_INT32, oneOf, required } from '../fields.ts';
import { sysctlName, windowsUser } from './names.ts';
import { relativePath } from './paths.ts';

/** Security contexts. Facts: validation-rules.md, rows 178–180, 231–234. `privileged` alone is fine (section 0). */

const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

export function* containerSecurityRules(context: Place, hostUsers: boolean): Iterable<Finding> {
  if (!isMap(context)) return;
  for (const field of ['runAsUser', 'runAsGroup']) yield* identity(at(context, field));
  const procMount = at(context, 'procMount');
  yield* oneOf(procMount, ['Default', 'Unmasked']);
  if (procMount.value === 'Unmasked' && hostUsers)
    yield needsOther(procMount, 'hostUsers: false', { field: formatPath(procMount.path) });
  yield* escalationRules(context);
  yield* profileRules(context);
}

export function* podSecurityRules(spec: Place): Iterable<Finding> {
  const context = at(spec, 'securityContext');
  if (!isMap(context)) return;
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup']) yield* identity(at(context, field));
  for (const group of itemsOf(at(context, 'supplementalGroups'))) yield* identity(group);
  yield* oneOf(at(context, 'fsGroupChangePolicy'), ['Always', 'OnRootMismatch']);
  yield* oneOf(at(context, 'supplementalGroupsPolicy'), ['Merge', 'Strict']);
  yield* oneOf(at(context, 'seLinuxChangePolicy'), ['MountOption', 'Recursive']);
  yield* sysctlRules(at(context, 'sysctls'), spec);
  yield* profileRules(context);
}

/** The number of a user or group. */
function* identity(place: Place): Iterable<Finding> {
  yield* inLongRange(place, 0, LARGEST_INT32);
}

function* escalationRules(context: Place): Iterable<Finding> {
  const escalation = at(context, 'allowPrivilegeEscalation');
  if (escalation.value !== false) return;
  const field = formatPath(context.path);
  if (at(context, 'privileged').value === true) yield notTogether(escalation, 'privileged: true', { field });
  if (textListOf(at(context, 'capabilities', 'add')).includes('CAP_SYS_ADMIN'))
    yield notTogether(escalation, 'CAP_SYS_ADMIN', { field });
}

function* profileRules(context: Place): Iterable<Finding> {
  for (const name of ['seccompProfile', 'appArmorProfile']) {
    const profile = at(context, name);
    if (isMap(profile)) yield* profileRule(profile, name === 'seccompProfile');
  }
  const windows = at(context, 'windowsOptions');
  if (!isMap(windows)) return;
  yield* dnsSubdomain(at(windows, 'gmsaCredentialSpecName'));
  yield* windowsUser(at(windows, 'runAsUserName'));
  for (const field of ['gmsaCredentialSpecName', 'gmsaCredentialSpec', 'runAsUserName']) {
    const place = at(windows, field);
    if (place.value === '') yield finding('field-missing', place.path, { field });
  }
}

function* profileRule(profile: Place, isSeccomp: boolean): Iterable<Finding> {
  const type = at(profile, 'type');
  const local = at(profile, 'localhostProfile');
  yield* required(type);
  if (type.value !== '') yield* oneOf(type, PROFILES);
  if (type.value === 'Localhost') {
    if (!isGiven(local) || (!isSeccomp && textOf(local)?.trim() === ''))
      yield finding('field-missing', local.path, { field: 'localhostProfile' });
    if (isSeccomp) yield* relativePath(local);
  } else if (isGiven(local)) yield needsOther(local, 'type: Localhost');
}

/** What belongs to the node cannot be set by a pod that shares it. */
function* sysctlRules(list: Place, spec: Place): Iterable<Finding> {
  const sysctls = mapsOf(list);
  for (const sysctl of sysctls) {
    const place = at(sysctl, 'name');
    yield* required(place);
    yield* sysctlName(place);
    const name = (textOf(place) ?? '').replaceAll('/', '.');
    if (name.startsWith('net.') && at(spec, 'hostNetwork').value === true)
      yield notTogether(place, 'hostNetwork: true', { part: 'value' });
    if (IPC.test(name) && at(spec, 'hostIPC').value === true)
      yield notTogether(place, 'hostIPC: true', { part: 'value' });
  }
  yield* unlikeOthers(sysctls.map(sysctl => [textOf(at(sysctl, 'name')) ?? '', at(sysctl, 'name')]));
}

const IPC = /^(kernel\.sem$|kernel\.shm|kernel\.msg|fs\.mqueue\.)/;
