import { ageOf } from '../../core/age.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { type Column, column, countAt, textAt, wide } from './columns.ts';

function lastSeen(object: KubernetesObject, now: number): string {
  const seen = textAt(object, 'lastTimestamp') || textAt(object, 'eventTime') || textAt(object, 'firstTimestamp');
  return ageOf(seen, now) ?? '<unknown>';
}

function about(object: KubernetesObject): string {
  return `${textAt(object, 'involvedObject.kind').toLowerCase()}/${textAt(object, 'involvedObject.name')}`;
}

export const eventColumns: readonly Column[] = [
  column('Last Seen', lastSeen),
  column('Type', object => textAt(object, 'type')),
  column('Reason', object => textAt(object, 'reason')),
  column('Object', about),
  wide('Subobject', object => textAt(object, 'involvedObject.fieldPath')),
  wide('Source', object => textAt(object, 'source.component') || textAt(object, 'reportingComponent')),
  column('Message', object => textAt(object, 'message').trim()),
  wide(
    'First Seen',
    (object, now) => ageOf(textAt(object, 'firstTimestamp') || textAt(object, 'eventTime'), now) ?? '<unknown>',
  ),
  wide('Count', object => String(countAt(object, 'count') || 1)),
  { ...wide('Name', object => object.metadata.name), format: 'name' },
];
