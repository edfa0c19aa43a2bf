import { type Finding, finding } from '../finding.ts';
import { entriesOf, isFields, isGiven, itemsOf, type Place } from '../place.ts';
import type { FieldTable, FieldType } from './table.ts';

/**
 * Fields that their struct's declaration demands and that are not there. The server refuses all of them but `TAKEN_AS_EMPTY`, whose
 * absence it reads as zero or the empty text. What a status holds is the server's own business.
 */
export function* missingFields(object: Place, kind: string, table: FieldTable): Iterable<Finding> {
  const root = table.root(kind);
  if (root !== undefined) yield* below(object, root, table);
}

const TAKEN_AS_EMPTY = new Set([
  'V1HTTPHeader.value',
  'V1ISCSIPersistentVolumeSource.lun',
  'V1ISCSIVolumeSource.lun',
  'V1ScaleIOPersistentVolumeSource.secretRef',
  'V1ScaleIOVolumeSource.secretRef',
  'V1SleepAction.seconds',
  'V1Sysctl.value',
]);

function* below(place: Place, type: FieldType, table: FieldTable): Iterable<Finding> {
  if (!isGiven(place)) return;
  switch (type.form) {
    case 'scalar':
      return;
    case 'list':
      for (const item of itemsOf(place)) yield* below(item, type.of, table);
      return;
    case 'map':
      for (const [, entry] of entriesOf(place)) yield* below(entry, type.of, table);
      return;
    case 'struct':
      if (isFields(place.value)) yield* ofStruct(place, place.value, type.name, table);
  }
}

function* ofStruct(
  place: Place,
  value: Readonly<Record<string, unknown>>,
  struct: string,
  table: FieldTable,
): Iterable<Finding> {
  for (const field of table.required(struct)) {
    const isThere = Object.hasOwn(value, field) && value[field] !== null && value[field] !== undefined;
    if (!isThere && !TAKEN_AS_EMPTY.has(`${struct}.${field}`))
      yield finding('field-missing', [...place.path, field], { field });
  }
  const fields = table.fields(struct);
  for (const [key, entry] of entriesOf(place)) {
    const type = fields.get(key);
    if (type !== undefined && !(place.path.length === 0 && key === 'status')) yield* below(entry, type, table);
  }
}
