import { type Finding, finding } from '../finding.ts';
import { entriesOf, isFields, isGiven, itemsOf, type Place } from '../place.ts';
import type { FieldTable, FieldType } from './table.ts';

/**
 * Fields that their struct's declaration demands and that are not there. The server refuses all of them but `TAKEN_AS_EMPTY`, whose
 * absence it reads as zero, as the empty text or as an empty map. What a status holds is the server's own business.
 */
export function* missingFields(object: Place, kind: string, table: FieldTable): Iterable<Finding> {
  const root = table.root(kind);
  if (root !== undefined) yield* below(object, root, table);
}

/** The projections of certificates are behind gates that are off: the server drops them before it looks. */
const TAKEN_AS_EMPTY = new Set([
  'V1ClusterTrustBundleProjection.path',
  'V1HTTPHeader.value',
  'V1ISCSIPersistentVolumeSource.lun',
  'V1ISCSIVolumeSource.lun',
  'V1PodCertificateProjection.keyType',
  'V1PodCertificateProjection.signerName',
  'V1PreferredSchedulingTerm.preference',
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
    if (type !== undefined && !isStatus(key, type)) yield* below(entry, type, table);
  }
}

/** The status of an object, or of a claim in a template. A condition has a field of that name too, which is a text. */
function isStatus(key: string, type: FieldType): boolean {
  return key === 'status' && type.form === 'struct';
}
