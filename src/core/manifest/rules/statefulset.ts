import { type Finding, finding } from '../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { claimTemplateRules } from './claim-templates.ts';
import { dnsLabel, integer, oneOf } from './fields.ts';
import { metadataRules } from './metadata.ts';
import { podTemplateRules } from './pod.ts';
import { workloadSelectorRules } from './selector.ts';

/**
 * Longer names leave no room for the revision's hash: a pod's label `controller-revision-hash` is the name, a hyphen and up to ten
 * characters, and may have 63. Fact N1.
 */
const LONGEST_SET_NAME = 52;

/** A StatefulSet by itself. Facts: validation-rules.md, sections 1.1–1.3. */
export function* statefulSetRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, 'label');
  yield* nameLengthRule(at(object, 'metadata', 'name'));
  const spec = at(object, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  yield* integer(at(spec, 'replicas'));
  yield* integer(at(spec, 'minReadySeconds'));
  yield* integer(at(spec, 'revisionHistoryLimit'), -2_147_483_648);
  yield* integer(at(spec, 'ordinals', 'start'));
  yield* dnsLabel(at(spec, 'serviceName'));
  yield* oneOf(at(spec, 'podManagementPolicy'), ['OrderedReady', 'Parallel', '']);
  const retention = at(spec, 'persistentVolumeClaimRetentionPolicy');
  yield* oneOf(at(retention, 'whenDeleted'), ['Retain', 'Delete', '']);
  yield* oneOf(at(retention, 'whenScaled'), ['Retain', 'Delete', '']);
  yield* updateStrategyRules(spec);
  yield* workloadSelectorRules(spec);
  yield* claimTemplateRules(spec);
  const claims = itemsOf(at(spec, 'volumeClaimTemplates')).map(
    template => textOf(at(template, 'metadata', 'name')) ?? '',
  );
  yield* podTemplateRules(at(spec, 'template'), { kind: 'StatefulSet', claims });
}

function* nameLengthRule(place: Place): Iterable<Finding> {
  const name = textOf(place) ?? '';
  // Beyond 63 the server refuses it, which another rule says.
  if (name.length <= LONGEST_SET_NAME || name.length > 63) return;
  yield finding('set-name-too-long', place.path, { name, length: name.length, limit: LONGEST_SET_NAME });
}

function* updateStrategyRules(spec: Place): Iterable<Finding> {
  const strategy = at(spec, 'updateStrategy');
  const type = at(strategy, 'type');
  const rolling = at(strategy, 'rollingUpdate');
  yield* oneOf(type, ['RollingUpdate', 'OnDelete', ''], { field: 'spec.updateStrategy' });
  const partition = at(rolling, 'partition');
  if (type.value === 'OnDelete') {
    if (isGiven(rolling)) yield finding('rolling-update-under-on-delete', rolling.path, {}, { part: 'key' });
    return;
  }
  yield* integer(partition);
  const replicas = at(spec, 'replicas').value;
  // Without replicas in the manifest their number is kept elsewhere, by an autoscaler or by hand; without pods there is nothing to hold.
  if (typeof partition.value !== 'number' || typeof replicas !== 'number' || replicas <= 0) return;
  if (partition.value >= replicas)
    yield finding('partition-beyond-replicas', partition.path, { partition: partition.value, replicas });
}
