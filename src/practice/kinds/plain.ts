import { withLimitDefaults } from '../admission/limit-range.ts';
import { at, type JsonObject, listOf, objectOf, withAt } from '../json.ts';
import { resources } from '../resources.ts';
import { changed, filled } from './pod-template.ts';
import type { KindRules } from './rules.ts';

const nameLabel = 'kubernetes.io/metadata.name';

export const namespaceRules: KindRules = {
  create: object => {
    const finalizers = listOf(at(object, 'spec', 'finalizers'));
    return withAt(
      object,
      ['spec', 'finalizers'],
      finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes'],
    );
  },
  defaults: object => {
    const labels = objectOf(at(object, 'metadata', 'labels'));
    return withAt(object, ['metadata', 'labels'], { ...labels, [nameLabel]: at(object, 'metadata', 'name') });
  },
  status: () => ({ phase: 'Active' }),
  // only the finalize subresource changes who still has to let go
  update: (object, before) => withAt(object, ['spec', 'finalizers'], at(before, 'spec', 'finalizers')),
};

export const eventRules: KindRules = {
  defaults: object =>
    filled(object, {
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: null,
      source: {},
      reportingComponent: '',
      reportingInstance: '',
    }),
};

export const secretRules: KindRules = {
  defaults: object => ({ ...object, type: object['type'] || 'Opaque', ...encoded(object) }),
};

/** `stringData` is write-only: it ends up in `data`, in base64. */
function encoded(secret: JsonObject): JsonObject {
  const plain = Object.entries(objectOf(secret['stringData']));
  if (plain.length === 0) return {};
  const data = plain.map(([key, value]) => [key, Buffer.from(String(value)).toString('base64')]);
  return { data: { ...objectOf(secret['data']), ...Object.fromEntries(data) }, stringData: undefined };
}

export const disruptionBudgetRules: KindRules = {
  status: () => ({ currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 }),
};

export const quotaRules: KindRules = {
  status: () => ({}),
};

export const limitRangeRules: KindRules = {
  defaults: object => changed(object, 'spec', spec => changed(spec, 'limits', withLimitDefaults)),
};

export const priorityClassRules: KindRules = {
  defaults: object => filled(object, { preemptionPolicy: 'PreemptLowerPriority' }),
};

const rbacGroup = resources.roles.group;

/** People and groups are of the group of roles, service accounts of none. */
export const roleBindingRules: KindRules = {
  defaults: object =>
    changed(
      changed(object, 'roleRef', role => ({ ...role, apiGroup: role['apiGroup'] || rbacGroup })),
      'subjects',
      subject =>
        subject['kind'] === 'User' || subject['kind'] === 'Group' ? filled(subject, { apiGroup: rbacGroup }) : subject,
    ),
};

export const endpointSliceRules: KindRules = {
  defaults: object =>
    changed(filled(object, { endpoints: null, ports: null }), 'ports', port =>
      filled(port, { name: '', protocol: 'TCP' }),
    ),
};
