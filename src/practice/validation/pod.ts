import { portNameFault } from '../../core/names.ts';
import { compareQuantities, parseQuantity } from '../../core/quantity.ts';
import { at, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json.ts';
import type { FieldError } from '../status.ts';
import { duplicate, invalidValue, items, labelErrors, notFoundValue, notSupported, oneOf, required } from './errors.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];

/** What only a pod is asked, not a template: there the same image is let through, and the pod is refused later. */
export function ownPodErrors(field: string, spec: JsonObject): FieldError[] {
  return ['initContainers', 'containers'].flatMap(key =>
    items(`${field}.${key}`, spec[key]).flatMap(([path, container]) => {
      const image = stringOf(container['image']) ?? '';
      const why = 'must not have leading or trailing whitespace';
      return image === image.trim() ? [] : [invalidValue(`${path}.image`, image, why)];
    }),
  );
}

/** A pod's spec, in a template or not. `claims` are the names of claim templates, which count as volumes. */
export function podSpecErrors(field: string, spec: JsonObject, claims: readonly string[] = []): FieldError[] {
  const volumes = volumeNames(spec, claims);
  const containers = listOf(spec['containers']);
  return [
    ...volumeErrors(`${field}.volumes`, spec['volumes'], claims),
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...containerListErrors(`${field}.initContainers`, spec['initContainers'], volumes, namesOf(containers)),
    ...containerListErrors(`${field}.containers`, containers, volumes, []),
    ...oneOf(`${field}.restartPolicy`, spec['restartPolicy'], restartPolicies),
    ...oneOf(`${field}.dnsPolicy`, spec['dnsPolicy'], ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
  ];
}

function volumeNames(spec: JsonObject, claims: readonly string[]): ReadonlySet<string> {
  return new Set([...claims, ...namesOf(listOf(spec['volumes']))]);
}

function namesOf(list: readonly unknown[]): string[] {
  return list.map(item => stringOf(at(item, 'name')) ?? '');
}

function volumeErrors(field: string, volumes: unknown, claims: readonly string[]): FieldError[] {
  const own = items(field, volumes).filter(([, volume]) => !claims.includes(stringOf(volume['name']) ?? ''));
  return [...claims.flatMap((name, index) => nameErrors(`${field}[${index}].name`, name)), ...named(own)];
}

/** Names that must be there, be labels, and differ from each other. */
function named(entries: readonly (readonly [string, JsonObject])[], taken: readonly string[] = []): FieldError[] {
  const seen = new Set(taken);
  return entries.flatMap(([path, item]) => {
    const name = stringOf(item['name']) ?? '';
    const field = `${path}.name`;
    const repeated = name !== '' && seen.has(name) ? [duplicate(field, name)] : [];
    seen.add(name);
    return [...nameErrors(field, name), ...repeated];
  });
}

function nameErrors(field: string, name: string): FieldError[] {
  return name === '' ? [required(field)] : labelErrors(field, name);
}

function containerListErrors(
  field: string,
  containers: unknown,
  volumes: ReadonlySet<string>,
  taken: readonly string[],
): FieldError[] {
  const entries = items(field, containers);
  return [
    ...named(entries, taken),
    ...entries.flatMap(([path, container]) => containerErrors(path, container, volumes)),
  ];
}

function containerErrors(field: string, container: JsonObject, volumes: ReadonlySet<string>): FieldError[] {
  return [
    ...(container['image'] ? [] : [required(`${field}.image`)]),
    ...items(`${field}.ports`, container['ports']).flatMap(([path, port]) => portErrors(path, port)),
    ...portNameErrors(`${field}.ports`, container['ports']),
    ...items(`${field}.env`, container['env']).flatMap(([path, variable]) =>
      variable['name'] ? [] : [required(`${path}.name`)],
    ),
    ...mountErrors(`${field}.volumeMounts`, container['volumeMounts'], volumes),
    ...oneOf(`${field}.imagePullPolicy`, container['imagePullPolicy'], ['Always', 'IfNotPresent', 'Never']),
    ...resourceErrors(`${field}.resources`, objectOf(container['resources'])),
  ];
}

function portErrors(field: string, port: JsonObject): FieldError[] {
  const number = port['containerPort'];
  const inRange = typeof number === 'number' && number >= 1 && number <= 65_535;
  const missing = number === undefined ? [required(`${field}.containerPort`)] : [];
  const outside = inRange
    ? []
    : [invalidValue(`${field}.containerPort`, number, 'must be between 1 and 65535, inclusive')];
  return [
    ...(missing.length > 0 ? missing : outside),
    ...oneOf(`${field}.protocol`, port['protocol'], ['SCTP', 'TCP', 'UDP']),
  ];
}

const portFaults: Readonly<Record<string, string>> = {
  'too-long': 'must be no more than 15 characters',
  'no-letter': 'must contain at least one letter (a-z)',
  hyphens: 'must not contain consecutive hyphens',
  characters: 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
};

function portNameErrors(field: string, ports: unknown): FieldError[] {
  const seen = new Set<string>();
  return items(field, ports).flatMap(([path, port]) => {
    const name = stringOf(port['name']) ?? '';
    if (name === '') return [];
    const fault = portNameFault(name);
    const repeated = seen.has(name) ? [duplicate(`${path}.name`, name)] : [];
    seen.add(name);
    return fault === undefined ? repeated : [invalidValue(`${path}.name`, name, portFaults[fault] ?? '')];
  });
}

function mountErrors(field: string, mounts: unknown, volumes: ReadonlySet<string>): FieldError[] {
  const paths = new Set<string>();
  return items(field, mounts).flatMap(([path, mount]) => {
    const name = stringOf(mount['name']) ?? '';
    const mountPath = stringOf(mount['mountPath']) ?? '';
    const repeated = mountPath !== '' && paths.has(mountPath);
    paths.add(mountPath);
    return [
      ...(name === '' ? [required(`${path}.name`)] : volumes.has(name) ? [] : [notFoundValue(`${path}.name`, name)]),
      ...(mountPath === '' ? [required(`${path}.mountPath`)] : []),
      ...(repeated ? [invalidValue(`${path}.mountPath`, mountPath, 'must be unique')] : []),
    ];
  });
}

function resourceErrors(field: string, own: JsonObject): FieldError[] {
  const limits = objectOf(own['limits']);
  return Object.entries(objectOf(own['requests'])).flatMap(([name, value]) => {
    const request = parseQuantity(value);
    const limit = parseQuantity(limits[name]);
    if (request === undefined || limit === undefined || compareQuantities(request, limit) <= 0) return [];
    return [
      invalidValue(
        `${field}.requests`,
        value,
        `must be less than or equal to ${name} limit of ${String(limits[name])}`,
      ),
    ];
  });
}

/** Templates of workloads that run for ever. */
export function alwaysErrors(spec: JsonObject, kind: string): FieldError[] {
  const policy = spec['restartPolicy'];
  const deadline = numberOf(spec['activeDeadlineSeconds']);
  const why = `activeDeadlineSeconds in ${kind} is not Supported`;
  return [
    ...(policy === 'Always' ? [] : [notSupported('spec.template.spec.restartPolicy', policy, ['Always'])]),
    ...(deadline === undefined
      ? []
      : [
          {
            field: 'spec.template.spec.activeDeadlineSeconds',
            type: 'Forbidden',
            message: `Forbidden: ${why}`,
          } as const,
        ]),
  ];
}
