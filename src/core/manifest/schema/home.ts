import { formatPath, type Path } from '../path.ts';
import { isFields } from '../place.ts';
import type { FieldTable, FieldType } from './table.ts';

/** A struct on the way to a place. */
export interface Level {
  readonly struct: string;
  readonly path: Path;
  /** What a person calls it: its path, or the kind at the root. */
  readonly name: string;
  /** What stands there. */
  readonly value: unknown;
}

/** Where a field belongs that stands somewhere else. */
export interface Home {
  /** The struct that has the field; of a list the first item. */
  readonly path: Path;
  /** The same for a person: `[]` stands for every item of a list. */
  readonly name: string;
}

/** How far from a struct around the field its home is looked for. */
const FARTHEST = 3;

/** A single value below this length has a name that stands in many structs and says little: `name`, `type`, `path`. */
const TELLING = 7;

/**
 * The one struct that has a field, next to where it was written: below a struct around it, the innermost asked first, and as few steps
 * down as can be. Two that are equally near are none. `levels` are the structs around, the innermost last.
 */
export function homeOf(name: string, value: unknown, levels: readonly Level[], table: FieldTable): Home | undefined {
  if (typeof value !== 'object' && name.length < TELLING) return undefined;
  for (const [index, level] of [...levels.entries()].toReversed()) {
    const camefrom = levels[index + 1]?.path[level.path.length];
    const found = nearestBelow(name, value, level, camefrom, table);
    if (found.length === 1) return found[0];
    if (found.length > 1) return undefined;
  }
  return undefined;
}

interface Branch {
  readonly struct: string;
  readonly path: Path;
  readonly name: string;
  readonly value: unknown;
}

function nearestBelow(
  name: string,
  value: unknown,
  from: Level,
  camefrom: string | number | undefined,
  table: FieldTable,
): Home[] {
  const whole = from.path.length === 0 ? '' : formatPath(from.path);
  let branches = children({ ...from, name: whole }, table).filter(({ path }) => path[from.path.length] !== camefrom);
  for (let steps = 1; steps <= FARTHEST && branches.length > 0; steps += 1) {
    const found = branches.filter(branch => isHome(branch, name, value, table));
    if (found.length > 0) return ofMainContainers(found);
    branches = branches.flatMap(branch => children(branch, table));
  }
  return [];
}

function isHome({ struct, value: there }: Branch, name: string, value: unknown, table: FieldTable): boolean {
  const type = table.fields(struct).get(name);
  return type !== undefined && fits(value, type) && !(isFields(there) && Object.hasOwn(there, name));
}

/** Whether a value has the form of a type: a list, keys with values, or a single value. */
export function fits(value: unknown, { form }: FieldType): boolean {
  if (value === null || value === undefined) return true;
  if (form === 'scalar') return typeof value !== 'object';
  return form === 'list' ? Array.isArray(value) : isFields(value);
}

/** What all containers have is meant for those that run. */
function ofMainContainers(found: readonly Branch[]): Home[] {
  const main = found.filter(({ path }) => !path.includes('initContainers') && !path.includes('ephemeralContainers'));
  return [...(main.length > 0 ? main : found)];
}

/** The structs one step below, with those in lists. A status is the server's own business. */
function children({ struct, path, name, value }: Branch, table: FieldTable): Branch[] {
  return [...table.fields(struct)].flatMap(([key, type]) => {
    if (key === 'status') return [];
    const inside = isFields(value) ? value[key] : undefined;
    const way = name === '' ? key : `${name}.${key}`;
    if (type.form === 'struct') return [{ struct: type.name, path: [...path, key], name: way, value: inside }];
    if (type.form !== 'list' || type.of.form !== 'struct') return [];
    const first = Array.isArray(inside) && inside.length === 1 ? inside[0] : undefined;
    return [{ struct: type.of.name, path: [...path, key, 0], name: `${way}[]`, value: first }];
  });
}
