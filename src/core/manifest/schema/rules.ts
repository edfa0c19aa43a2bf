import { parseQuantity } from '../../quantity.ts';
import { type Finding, finding } from '../finding.ts';
import { formatPath, type Path } from '../path.ts';
import { entriesOf, isFields, type Place } from '../place.ts';
import { fieldName, shown, unitsOf } from '../rules/fields.ts';
import { embeddedName } from './embedded.ts';
import type { Level } from './home.ts';
import type { FieldTable, FieldType, Scalar } from './table.ts';
import { unknownField } from './unknown.ts';

/**
 * Fields that a kind does not have, and values of a type that the server's decoder refuses. Every fault is told, where the server
 * stops at the first. Null counts as absent. Facts: validation-rules.md, section 2.
 */
export function* schemaRules(object: Place, kind: string, table: FieldTable): Iterable<Finding> {
  const root = table.root(kind);
  if (root !== undefined) yield* ofType(object, root, { kind, table, typed: [], levels: [] });
}

/** Whether a value may stand where a type is asked for, with all that is in it. */
export function isOfType(value: unknown, type: FieldType, table: FieldTable): boolean {
  const faults = ofType({ value, path: [] }, type, { kind: '', table, typed: [], levels: [] });
  return faults[Symbol.iterator]().next().done === true;
}

interface Walk {
  readonly kind: string;
  readonly table: FieldTable;
  /** The way here as the server's decoder names it, with the structs that Go embeds. (It leaves out the indexes of lists, which help nobody.) */
  readonly typed: Path;
  /** The structs around, from the root. */
  readonly levels: readonly Level[];
}

function* ofType(place: Place, type: FieldType, walk: Walk): Iterable<Finding> {
  const { value } = place;
  if (value === undefined || value === null) return;
  switch (type.form) {
    case 'scalar':
      yield* ofScalar(place, type.scalar, walk);
      return;
    case 'list':
      if (!Array.isArray(value)) yield wrongForm('list-expected', place, walk);
      else
        for (const [index, item] of value.entries())
          yield* ofType({ value: item, path: [...place.path, index] }, type.of, deeper(walk, index));
      return;
    case 'map':
      if (!isFields(value)) yield wrongForm('map-expected', place, walk);
      else for (const [key, entry] of entriesOf(place)) yield* ofEntry(key, entry, type.of, deeper(walk, key));
      return;
    case 'struct':
      if (!isFields(value)) yield wrongForm('map-expected', place, walk);
      else yield* ofStruct(place, type.name, walk);
  }
}

/** Maps of labels, in which a selector that is written like that of a workload has one step too many. */
const OF_LABELS: ReadonlySet<string> = new Set(['selector', 'nodeSelector', 'matchLabels', 'labels']);

/** The selector of a Service and that of nodes are labels and nothing else, where those of workloads have `matchLabels` around them. */
function* ofEntry(key: string, entry: Place, type: FieldType, walk: Walk): Iterable<Finding> {
  const owner = fieldName(entry.path.slice(0, -1));
  if (key !== 'matchLabels' || !OF_LABELS.has(owner) || type.form !== 'scalar' || !isFields(entry.value))
    return yield* ofType(entry, type, walk);
  const { values, field, path } = mismatch('labels-wrapped', entry, walk);
  yield finding('labels-wrapped', path, { ...values, owner }, { part: 'key', field: field ?? formatPath(path) });
}

function* ofStruct(place: Place, struct: string, { kind, table, typed, levels }: Walk): Iterable<Finding> {
  const fields = table.fields(struct);
  const name = place.path.length === 0 ? kind : formatPath(place.path);
  const own: Level = { struct, path: place.path, name, value: place.value };
  const inside = [...levels, own];
  for (const [key, entry] of entriesOf(place)) {
    const type = fields.get(key);
    if (type === undefined) {
      yield unknownField(entry, own, levels, table);
      continue;
    }
    const between = embeddedName(struct, key);
    const way = [...typed, ...(between === undefined ? [] : [between]), key];
    yield* ofType(entry, type, { kind, table, typed: way, levels: inside });
  }
}

function* ofScalar(place: Place, scalar: Scalar, walk: Walk): Iterable<Finding> {
  const { value } = place;
  switch (scalar) {
    case 'any':
      return;
    case 'string':
      if (typeof value !== 'string') yield mismatch(notText(value), place, walk);
      return;
    case 'boolean':
      if (typeof value !== 'boolean') yield mismatch('boolean-expected', place, walk);
      return;
    case 'int32':
    case 'int64':
      if (!isWholeNumber(value, scalar)) yield mismatch('not-an-integer', place, walk);
      return;
    case 'int-or-string':
      if (typeof value !== 'string' && !isWholeNumber(value, 'int32'))
        yield mismatch('number-or-text-expected', place, walk);
      return;
    case 'quantity':
      // The decoder says nothing of where an amount stands.
      if (parseQuantity(value) === undefined)
        yield finding('unreadable-quantity', place.path, { ...valuesOf(place), ...unitsOf(place.path) });
      return;
    case 'time':
      if (typeof value !== 'string' || !isTime(value)) yield finding('time-expected', place.path, valuesOf(place));
  }
}

function deeper(walk: Walk, step: string | number): Walk {
  return { ...walk, typed: [...walk.typed, step] };
}

function notText(value: unknown): 'number-not-quoted' | 'boolean-not-quoted' | 'text-expected' {
  if (typeof value === 'number') return 'number-not-quoted';
  return typeof value === 'boolean' ? 'boolean-not-quoted' : 'text-expected';
}

function isWholeNumber(value: unknown, scalar: 'int32' | 'int64'): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  // The largest int64 is read as the number after it, which no other whole number of a manifest is near.
  return scalar === 'int32' ? value >= -(2 ** 31) && value < 2 ** 31 : Math.abs(value) <= 2 ** 63;
}

/** RFC 3339, as Go reads it. */
function isTime(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}

function mismatch(code: Finding['code'], place: Place, { typed }: Walk): Finding {
  return finding(code, place.path, { ...valuesOf(place), value: asWritten(place.value) }, { field: formatPath(typed) });
}

/** Of an item it is said that it is one: what holds it may well be a list. */
function wrongForm(code: 'list-expected' | 'map-expected', place: Place, walk: Walk): Finding {
  const found = mismatch(code, place, walk);
  const index = place.path.at(-1);
  const field = typeof index === 'number' ? `${fieldName(place.path)}[${index}]` : fieldName(place.path);
  return { ...found, values: { ...found.values, field } };
}

/** A number or a switch in quotes is a text: without its quotes nobody sees what is wrong with it. */
function asWritten(value: unknown): string {
  return typeof value === 'string' && /^(?:true|false|[-+]?\d[\d.]*)$/.test(value) ? `"${value}"` : shown(value);
}

/** `written` is how a person wrote it, as far as the value tells; who has the text puts its words there. */
function valuesOf({ path, value }: Place): Finding['values'] {
  return { field: fieldName(path), value: shown(value), written: shown(value) };
}
