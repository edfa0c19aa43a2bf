import { qualifiedNameFault } from '../../../names.ts';
import { formatQuantity, parseQuantity } from '../../../quantity.ts';
import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, type Place, textOf } from '../../place.ts';
import { isMap } from '../demands.ts';
import { fieldName, oneOf, required, shown } from '../fields.ts';

/** References of a pod to its own fields and resources. Facts: validation-rules.md, rows 131–136 and section 1.7 (divisor). */

const FIELDS = {
  environment: [
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.hostIP',
    'status.hostIPs',
    'status.podIP',
    'status.podIPs',
  ],
  volume: ['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid'],
} as const;

/** An earlier name of `spec.nodeName`. */
const FORMER = 'spec.host';

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const CPU_STEPS = ['1', '1m'];
const BYTE_STEPS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

const SUBSCRIPT = /^(.+?)\['(.*)'\]$/s;

/** `fieldRef`: a field of the pod, of labels and annotations also a single one (`metadata.labels['app']`). */
export function* fieldReference(reference: Place, where: keyof typeof FIELDS): Iterable<Finding> {
  if (!isMap(reference)) return;
  const place = at(reference, 'fieldPath');
  yield* required(place);
  yield* oneOf(at(reference, 'apiVersion'), ['v1', ''], { field: formatPath(place.path) });
  const path = textOf(place) ?? '';
  if (path === '') return;
  const [, map, key = ''] = SUBSCRIPT.exec(path) ?? [];
  if (map === 'metadata.labels' || map === 'metadata.annotations') {
    if (qualifiedNameFault(map === 'metadata.labels' ? key : key.toLowerCase()) !== undefined)
      yield finding('invalid-label-key', place.path, { key: shown(key) }, { field: formatPath(reference.path) });
    return;
  }
  const fields: readonly string[] = FIELDS[where];
  if (fields.includes(path) || (path === FORMER && where === 'environment')) return;
  yield finding('field-path-not-supported', place.path, { path: shown(path), supported: fields.join(', ') });
}

/** `resourceFieldRef`: a request or limit of a container, which a volume must name. */
export function* resourceReference(reference: Place, inVolume: boolean): Iterable<Finding> {
  if (!isMap(reference)) return;
  if (inVolume) yield* required(at(reference, 'containerName'));
  const place = at(reference, 'resource');
  yield* required(place);
  const resource = textOf(place) ?? '';
  const isHugePages = /^(requests|limits)\.hugepages-/.test(resource);
  if (resource !== '' && !isHugePages && !RESOURCES.includes(resource)) {
    yield finding('value-not-supported', place.path, {
      field: 'resource',
      value: shown(resource),
      supported: RESOURCES.join(', '),
    });
    return;
  }
  if (resource !== '') yield* divisorRule(at(reference, 'divisor'), resource);
}

function* divisorRule({ path, value }: Place, resource: string): Iterable<Finding> {
  const amount = value === undefined || value === null ? undefined : parseQuantity(value);
  if (amount === undefined || amount.nano === 0n) return;
  const steps = resource.endsWith('.cpu') ? CPU_STEPS : BYTE_STEPS;
  if (steps.includes(formatQuantity(amount))) return;
  yield finding('value-not-supported', path, {
    field: fieldName(path),
    value: shown(value),
    supported: steps.join(', '),
  });
}
