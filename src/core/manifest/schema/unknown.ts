import { type Finding, finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import { formatPath, type Path } from '../path.ts';
import { isFields, type Place } from '../place.ts';
import { shown } from '../rules/fields.ts';
import { fits, homeOf, type Level } from './home.ts';
import type { FieldTable, FieldType, StructFields } from './table.ts';

/** Names that another field beside it has elsewhere, too far from the right one to be a slip. */
const OTHER_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  V1ConfigMapVolumeSource: { configMapName: 'name' },
  V1ContainerPort: { port: 'containerPort', targetPort: 'containerPort' },
  V1DeploymentSpec: { updateStrategy: 'strategy' },
  V1EnvVarSource: { configMap: 'configMapKeyRef', secret: 'secretKeyRef' },
  V1LabelSelector: { labels: 'matchLabels' },
  V1PersistentVolumeClaimVolumeSource: { name: 'claimName' },
  V1PersistentVolumeSpec: { reclaimPolicy: 'persistentVolumeReclaimPolicy' },
  V1SecretKeySelector: { secretName: 'name' },
  V1SecretProjection: { secretName: 'name' },
  V1SecretVolumeSource: { name: 'secretName' },
  V1ServicePort: { containerPort: 'targetPort' },
  V1StatefulSetSpec: { strategy: 'updateStrategy' },
  V1StorageClass: { persistentVolumeReclaimPolicy: 'reclaimPolicy' },
  V1VolumeMount: { path: 'mountPath' },
  V1VolumeNodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: 'required' },
};

/**
 * A field that the struct around it does not have: written nearly like one that it has, one of a struct below, above or beside, or
 * simply unknown. `owner` is the struct it stands in; `above` are the structs around that, the innermost last. The value `home` is
 * where it would belong.
 */
export function unknownField(place: Place, owner: Level, above: readonly Level[], table: FieldTable): Finding {
  const name = String(place.path.at(-1));
  const values = { field: shown(name), owner: owner.name };
  const fields = table.fields(owner.struct);
  const meant = meantBeside(name, place.value, owner, fields);
  if (meant !== undefined) {
    // What is written there as well has faults of its own.
    const home = has(owner.value, meant) ? {} : { home: formatPath([...owner.path, meant]) };
    return finding('misspelled-field', place.path, { ...values, meant, ...home }, { part: 'key' });
  }
  const parent = parentBelow(place.value, name, owner, fields, table);
  if (parent !== undefined) return misplaced(place.path, values, [...owner.path, parent], name);
  const level = above.findLast(({ struct, value }) => table.fields(struct).has(name) && !has(value, name));
  if (level !== undefined) return misplaced(place.path, values, level.path, name, level.name);
  const home = homeOf(name, place.value, [...above, owner], table);
  if (home !== undefined) return misplaced(place.path, values, home.path, name, home.name);
  return finding('unknown-field', place.path, values, { part: 'key' });
}

function meantBeside(name: string, written: unknown, owner: Level, fields: StructFields): string | undefined {
  // A field in other letters is that field and never another one, also where it stands beside it.
  const same = [...fields.keys()].find(field => field.toLowerCase() === name.toLowerCase());
  if (same !== undefined) return same;
  const others = Object.hasOwn(OTHER_NAMES, owner.struct) ? OTHER_NAMES[owner.struct] : undefined;
  const other = others !== undefined && Object.hasOwn(others, name) ? others[name] : undefined;
  if (other !== undefined && !has(owner.value, other)) return other;
  const absent = [...fields].filter(([field]) => !has(owner.value, field));
  const meant = absent.filter(([, type]) => isLikely(written, type));
  return nearest(
    name,
    meant.map(([field]) => field),
  );
}

/** One value for a list of one is a slip of its own. */
function isLikely(written: unknown, type: FieldType): boolean {
  return fits(written, type) || (type.form === 'list' && typeof written !== 'object');
}

function has(value: unknown, field: string): boolean {
  return isFields(value) && Object.hasOwn(value, field);
}

function misplaced(
  path: Path,
  values: Finding['values'],
  under: Path,
  name: string,
  parent = formatPath(under),
): Finding {
  const home = formatPath([...under, name]);
  return finding('misplaced-field', path, { ...values, parent, home }, { part: 'key' });
}

/** The one field beside a field under which it may stand. */
function parentBelow(
  value: unknown,
  name: string,
  owner: Level,
  fields: StructFields,
  table: FieldTable,
): string | undefined {
  const structs = [...fields].filter(([, type]) => type.form === 'struct' && table.fields(type.name).has(name));
  if (structs.length > 0) return structs.length === 1 ? structs[0]?.[0] : undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const maps = [...fields].filter(([, type]) => type.form === 'map' && type.of.form === 'scalar').map(([map]) => map);
  // One that stands there with nothing in it waits for what stands beside it.
  const empty = maps.filter(map => isFields(owner.value) && owner.value[map] === null);
  if (empty.length === 1) return empty[0];
  // A claim and a container both ask for what they need under requests.
  if (maps.includes('requests')) return RESOURCES.has(name) ? 'requests' : undefined;
  if (maps.includes('capacity')) return name === 'storage' ? 'capacity' : undefined;
  return maps.includes('matchLabels') ? 'matchLabels' : undefined;
}

const RESOURCES = new Set(['cpu', 'memory', 'storage', 'ephemeral-storage']);
