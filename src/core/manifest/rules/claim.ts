import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, isFields, isGiven, type Place, textItemsOf, textListOf, textOf } from '../place.ts';
import { dnsLabel, dnsSubdomain, oneOf, optional, quantities, required, storage } from './fields.ts';
import { selectorRules } from './selector.ts';

export const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** The spec of a claim, in a claim template or on its own. Facts: validation-rules.md, sections 1.3 and 4.2. */
export function* claimSpecRules(spec: Place): Iterable<Finding> {
  yield* accessModeRules(at(spec, 'accessModes'));
  const requests = at(spec, 'resources', 'requests');
  if (!isGiven(requests) || typeof requests.value === 'object') {
    yield* storage(requests, at(requests, 'storage'), `${formatPath(at(spec, 'resources').path)}[storage]`);
  }
  yield* quantities(at(spec, 'resources', 'limits'));
  yield* dnsSubdomain(optional(at(spec, 'storageClassName')));
  yield* oneOf(at(spec, 'volumeMode'), ['Block', 'Filesystem']);
  yield* selectorRules(at(spec, 'selector'));
  yield* dnsSubdomain(optional(at(spec, 'volumeAttributesClassName')));
  yield* dataSourcesRules(spec);
}

/** Access modes of a claim or a volume. */
export function* accessModeRules(modes: Place): Iterable<Finding> {
  if (isGiven(modes) && !Array.isArray(modes.value)) return;
  const items = textItemsOf(modes);
  if (items.length === 0) yield finding('claim-access-modes-missing', modes.path, {}, { part: 'key' });
  const field = formatPath(modes.path);
  for (const mode of items) yield* oneOf(mode, ACCESS_MODES, { field });
  const names = new Set(textListOf(modes));
  const alone = items.find(({ value }) => value === 'ReadWriteOncePod');
  if (alone !== undefined && names.size > 1) yield finding('access-mode-alone', alone.path, {}, { field });
}

/** What a claim starts out with. Two fields say it; where both stand they must agree, unless one names another namespace, which the other cannot. */
function* dataSourcesRules(spec: Place): Iterable<Finding> {
  const source = at(spec, 'dataSource');
  const reference = at(spec, 'dataSourceRef');
  yield* dataSourceRules(source);
  yield* dataSourceRules(reference);
  yield* dnsLabel(optional(at(reference, 'namespace')));
  if (!isFields(source.value) || !isFields(reference.value)) return;
  const isElsewhere = (textOf(at(reference, 'namespace')) ?? '') !== '';
  const differs = ['apiGroup', 'kind', 'name'].some(
    key => (at(source, key).value ?? undefined) !== (at(reference, key).value ?? undefined),
  );
  if (isElsewhere || differs)
    yield finding('data-sources-differ', source.path, {}, { part: 'key', field: formatPath(spec.path) });
}

/** Row 88: without an apiGroup only a claim can be the source. */
function* dataSourceRules(source: Place): Iterable<Finding> {
  if (!isFields(source.value)) return;
  yield* required(at(source, 'name'));
  yield* required(at(source, 'kind'));
  const kind = textOf(at(source, 'kind')) ?? '';
  const group = at(source, 'apiGroup');
  yield* dnsSubdomain(optional(group));
  if (kind === '' || (textOf(group) ?? '') !== '' || kind === 'PersistentVolumeClaim') return;
  yield finding('claim-data-source', at(source, 'kind').path, { kind }, { field: formatPath(source.path) });
}
