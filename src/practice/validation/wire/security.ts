import { at, isObject, listOf, objectOf, stringOf } from '../../json.ts';
import { between, invalidValue, required } from '../errors.ts';
import { subdomainErrors } from '../names.ts';
import { type Fault, invalid, missing, valueAt, type Wordings } from '../wording.ts';

const identity = invalid(between(0, 2_147_483_647));
const localhost = ({ field }: Fault): ReturnType<typeof required> =>
  required(field, `must be set when ${profileOf(field)} type is Localhost`);

/** The server's words about security contexts, namespaces of the node and operating systems (validation-rules.md, rows 178–180, 231–241). */
export const security: Wordings = {
  'below-minimum runAsUser': identity,
  'below-minimum runAsGroup': identity,
  'below-minimum fsGroup': identity,
  'below-minimum supplementalGroups': identity,
  'out-of-range runAsUser': identity,
  'not-together allowPrivilegeEscalation': ({ field, path, values, object }) => {
    const why =
      values['other'] === 'CAP_SYS_ADMIN'
        ? 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'
        : 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
    return invalidValue(field, asGo(valueAt(object, path.slice(0, -1))), why);
  },
  'field-needs-other procMount': invalid('`hostUsers` must be false to use `Unmasked`'),
  'field-missing seccompProfile.type': missing('type is required when seccompProfile is set'),
  'field-missing appArmorProfile.type': missing('type is required when appArmorProfile is set'),
  'field-missing localhostProfile': localhost,
  'field-needs-other localhostProfile': ({ field, value }) =>
    invalidValue(field, value, `can only be set when ${profileOf(field)} type is Localhost`),
  'field-missing gmsaCredentialSpecName': ({ field }) => subdomainErrors(field, ''),
  'field-missing gmsaCredentialSpec': invalid('gmsaCredentialSpec cannot be an empty string'),
  'field-missing runAsUserName': invalid('runAsUserName cannot be an empty string'),
  'invalid-sysctl': invalid(
    'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
  ),
  'invalid-windows-user': invalid(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`),
  'not-together sysctls.name': ({ field, value, values }) =>
    invalidValue(field, value, `may not be specified when '${String(values['other']).split(':')[0]}' is true`),

  'not-together shareProcessNamespace': ({ field, value, values }) =>
    String(values['other']).startsWith('os.name')
      ? ofOtherSystem(field, values)
      : invalidValue(field, value, 'ShareProcessNamespace and HostPID cannot both be enabled'),
  'not-together': ({ field, value, values }) => {
    const other = String(values['other'] ?? '');
    if (other.startsWith('os.name')) return ofOtherSystem(field, values);
    return invalidValue(field, value, `may not be specified together with ${other}`);
  },
  'not-together hostNetwork': withoutHostUsers,
  'not-together volumeDevices': withoutHostUsers,
  'not-together hostPID': withoutHostUsers,
  'not-together hostIPC': withoutHostUsers,
  'not-together hostnameOverride': ({ field, values }) => ({
    field,
    type: 'Forbidden',
    message: `Forbidden: may not be specified when ${String(values['other']).split(':')[0]} is true`,
  }),
  'not-together hostProcess': ({ field, value, values, path }) =>
    field.endsWith('hostProcess')
      ? invalidValue(
          field,
          value,
          `pod hostProcess value must be identical if both are specified, was ${String(values['other']).split(': ')[1]}`,
        )
      : invalidValue(
          field,
          path.length > 0 ? '' : value,
          'If pod contains any hostProcess containers then all containers in pod must be hostProcess containers',
        ),
  'field-needs-other hostProcess': ({ field }) =>
    invalidValue(field, false, 'hostNetwork must be true if pod contains any hostProcess containers'),
  'value-not-supported os.name': ({ field, value, values }) => ({
    field,
    type: 'NotSupported',
    message: `Unsupported value: "${String(value)}": supported values: ${String(values['supported'])
      .split(', ')
      .map(each => `"${each}"`)
      .join(', ')}`,
  }),
  'annotation-differs-from-field': ({ field }) => ({
    field,
    type: 'Forbidden',
    message: `Forbidden: ${profileOf(field).toLowerCase()} type in annotation and field must match`,
  }),
  'field-needs-other annotations.*': ({ field }) =>
    invalidValue(field, '', 'must set spec.nodeName if mirror pod annotation is set'),
  'value-not-supported annotations.*': ({ field, value }) => {
    if (field.includes('pod-deletion-cost')) return invalidValue(field, value, 'must be a 32bit integer');
    return field.includes('apparmor')
      ? invalidValue(field, value, `invalid AppArmor profile name: "${String(value)}"`)
      : invalidValue(field, value, 'must be a valid seccomp profile');
  },
};

function profileOf(field: string): string {
  return field.includes('appArmor') ? 'AppArmor' : 'seccomp';
}

function ofOtherSystem(field: string, values: Fault['values']): ReturnType<typeof required> {
  const isWindows = String(values['other']).endsWith('windows');
  const why = isWindows ? 'cannot be set for a windows pod' : 'windows options cannot be set for a linux pod';
  return { field, type: 'Forbidden', message: `Forbidden: ${why}` };
}

function withoutHostUsers({ field, values }: Fault): ReturnType<typeof required> {
  if (String(values['other']).startsWith('os.name')) return ofOtherSystem(field, values);
  return { field, type: 'Forbidden', message: 'Forbidden: when `hostUsers` is false' };
}

/** A security context as Go prints its internal type: every field, by its name in Go. */
function asGo(context: unknown): unknown {
  const own = objectOf(context);
  const { capabilities } = own;
  return {
    Capabilities: isObject(capabilities)
      ? { Add: listOrNull(capabilities['add']), Drop: listOrNull(capabilities['drop']) }
      : null,
    Privileged: own['privileged'] ?? null,
    SELinuxOptions: struct(own['seLinuxOptions'], ['user', 'role', 'type', 'level'], ''),
    WindowsOptions: struct(
      own['windowsOptions'],
      ['GMSACredentialSpecName', 'GMSACredentialSpec', 'runAsUserName', 'hostProcess'],
      null,
    ),
    RunAsUser: own['runAsUser'] ?? null,
    RunAsGroup: own['runAsGroup'] ?? null,
    RunAsNonRoot: own['runAsNonRoot'] ?? null,
    ReadOnlyRootFilesystem: own['readOnlyRootFilesystem'] ?? null,
    AllowPrivilegeEscalation: own['allowPrivilegeEscalation'] ?? null,
    ProcMount: own['procMount'] ?? null,
    SeccompProfile: profile(own['seccompProfile']),
    AppArmorProfile: profile(own['appArmorProfile']),
  };
}

function listOrNull(value: unknown): unknown {
  return value === undefined ? null : listOf(value);
}

function profile(value: unknown): unknown {
  if (!isObject(value)) return null;
  return { Type: stringOf(value['type']) ?? '', LocalhostProfile: value['localhostProfile'] ?? null };
}

function struct(value: unknown, names: readonly string[], zero: unknown): unknown {
  if (!isObject(value)) return null;
  const wire = (name: string): string => (name.startsWith('GMSA') ? name.replace('GMSA', 'gmsa') : name);
  return Object.fromEntries(
    names.map(name => [name.charAt(0).toUpperCase() + name.slice(1), at(value, wire(name)) ?? zero]),
  );
}
