import { type Finding, finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import { formatPath, type Path } from '../path.ts';
import { isFields, type Place } from '../place.ts';
import { shown } from '../rules/fields.ts';
import type { FieldTable, StructFields } from './table.ts';

/** A struct on the way to a place. */
export interface Level {
  readonly struct: string;
  readonly path: Path;
  /** What a person calls it: its path, or the kind at the root. */
  readonly name: string;
}

/**
 * A field that the struct around it does not have: written nearly like one that it has, one of a struct below or above, or simply unknown.
 * `siblings` is the map it stands in; `levels` are the structs around it, the innermost last. The value `home` is where it would belong.
 */
export function unknownField(
  place: Place,
  siblings: unknown,
  owner: Level,
  above: readonly Level[],
  table: FieldTable,
): Finding {
  const name = String(place.path.at(-1));
  const values = { field: shown(name), owner: owner.name };
  const fields = table.fields(owner.struct);
  const absent = [...fields.keys()].filter(field => !isFields(siblings) || !Object.hasOwn(siblings, field));
  const meant = nearest(name, absent);
  if (meant !== undefined) {
    const home = formatPath([...owner.path, meant]);
    return finding('misspelled-field', place.path, { ...values, meant, home }, { part: 'key' });
  }
  const parent = parentBelow(place.value, name, fields, table);
  if (parent !== undefined) return misplaced(place.path, values, [...owner.path, parent], name);
  const level = above.findLast(({ struct }) => table.fields(struct).has(name));
  if (level !== undefined) return misplaced(place.path, values, level.path, name, level.name);
  return finding('unknown-field', place.path, values, { part: 'key' });
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
function parentBelow(value: unknown, name: string, fields: StructFields, table: FieldTable): string | undefined {
  const structs = [...fields].filter(([, type]) => type.form === 'struct' && table.fields(type.name).has(name));
  if (structs.length > 0) return structs.length === 1 ? structs[0]?.[0] : undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const maps = [...fields].filter(([, type]) => type.form === 'map' && type.of.form === 'scalar').map(([map]) => map);
  // A claim and a container both ask for what they need under requests.
  if (maps.includes('requests')) return RESOURCES.has(name) ? 'requests' : undefined;
  return maps.includes('matchLabels') ? 'matchLabels' : undefined;
}

const RESOURCES = new Set(['cpu', 'memory', 'storage', 'ephemeral-storage']);
