import { parseQuantity } from '../../quantity.ts';
import { type Finding, finding } from '../finding.ts';
import { at, entriesOf, isFields, isGiven, type Place, textOf } from '../place.ts';
import { accessModeRules } from './claim.ts';
import { dnsSubdomain, oneOf, optional, quantities, shown } from './fields.ts';
import { metadataRules } from './metadata.ts';
import { nodeTermRules } from './node-terms.ts';
import { persistentVolumeSourceRules } from './persistent-volume-sources.ts';
import { iscsiInterface } from './pod/legacy-volumes.ts';

/** A PersistentVolume by itself. Facts: validation-rules.md, section 4.3. */
export function* persistentVolumeRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, 'subdomain');
  const spec = at(object, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  yield* capacityRules(at(spec, 'capacity'));
  yield* accessModeRules(at(spec, 'accessModes'));
  yield* reclaimRules(spec);
  yield* dnsSubdomain(optional(at(spec, 'storageClassName')));
  yield* oneOf(at(spec, 'volumeMode'), ['Block', 'Filesystem']);
  yield* nodeAffinityRules(spec);
  yield* persistentVolumeSourceRules(spec);
  yield* iscsiInterface(at(spec, 'iscsi'), textOf(at(object, 'metadata', 'name')) ?? '', 'spec.iscsi.targetportal');
  yield* attributesClassRules(spec);
}

/** Rows 281–283: storage and nothing else. */
function* capacityRules(capacity: Place): Iterable<Finding> {
  if (isGiven(capacity) && !isFields(capacity.value)) return;
  const storage = at(capacity, 'storage');
  if (!isGiven(storage)) yield finding('volume-capacity-missing', storage.path, {}, { field: 'spec.capacity' });
  for (const [name, place] of entriesOf(capacity)) {
    if (name !== 'storage')
      yield finding(
        'volume-capacity-other',
        place.path,
        { name: shown(name) },
        { part: 'key', field: 'spec.capacity' },
      );
    const amount = parseQuantity(place.value);
    if (amount !== undefined && amount.nano <= 0n)
      yield finding(
        'storage-not-positive',
        place.path,
        { value: shown(place.value) },
        { field: `spec.capacity[${name}]` },
      );
  }
  yield* quantities(capacity);
}

function* reclaimRules(spec: Place): Iterable<Finding> {
  const policy = at(spec, 'persistentVolumeReclaimPolicy');
  yield* oneOf(policy, ['Delete', 'Recycle', 'Retain', '']);
  const path = textOf(at(spec, 'hostPath', 'path')) ?? '';
  // What is left of the path without its empty steps and those to itself is the root of the node.
  const isRoot = path.startsWith('/') && path.split('/').every(step => step === '' || step === '.');
  if (policy.value === 'Recycle' && isRoot) yield finding('recycle-of-root', policy.path);
}

/** Row 278: a disk of one node must say which. */
function* nodeAffinityRules(spec: Place): Iterable<Finding> {
  const affinity = at(spec, 'nodeAffinity');
  const required = at(affinity, 'required');
  if (isGiven(at(spec, 'local')) && !isGiven(affinity)) {
    yield finding('local-volume-without-node', required.path, {}, { field: 'spec.nodeAffinity' });
    return;
  }
  if (!isFields(affinity.value)) return;
  if (!isGiven(required)) yield finding('field-missing', required.path, { field: 'required' });
  else if (isFields(required.value)) yield* nodeTermRules(required);
}

function* attributesClassRules(spec: Place): Iterable<Finding> {
  const name = at(spec, 'volumeAttributesClassName');
  if (!isGiven(name)) return;
  if (name.value === '') yield finding('field-missing', name.path, { field: 'volumeAttributesClassName' });
  yield* dnsSubdomain(name);
  if (!isGiven(at(spec, 'csi'))) yield finding('field-missing', at(spec, 'csi').path, { field: 'csi' });
}
