import { hasMaxUnavailable, type KubernetesVersion } from '../../core/kubernetes-version.ts';
import { at, isObject, type JsonObject, objectOf, withAt, without } from '../json.ts';
import { changed, defaultPodTemplate, filled } from './pod-template.ts';
import type { KindRules } from './rules.ts';

/** Counters that Go leaves out when they are zero. */
function withoutZeros(status: JsonObject, kept: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(status).filter(([key, value]) => value !== 0 || kept.includes(key)));
}

function defaultTemplateOf(object: JsonObject): JsonObject {
  return changed(object, 'spec', spec => {
    const timed = spec['minReadySeconds'] === 0 ? without(spec, 'minReadySeconds') : spec;
    return { ...timed, template: defaultPodTemplate(objectOf(spec['template'])) };
  });
}

function tidyStatus(kept: readonly string[]): NonNullable<KindRules['updateStatus']> {
  return object => withAt(object, ['status'], withoutZeros(objectOf(object['status']), kept));
}

/** Behind the gate MaxUnavailableStatefulSet: where that is off the field is dropped, unless it is stored already. Section C, maxUnavailable. */
const maxUnavailable = ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'] as const;

export const statefulSetRules: KindRules = {
  create: (object, { kubernetes }) => withoutGated(object, kubernetes),
  defaults: (object, kubernetes) =>
    changed(defaultTemplateOf({ spec: {}, ...object }), 'spec', spec =>
      defaultStatefulSetSpec(spec, hasMaxUnavailable(kubernetes)),
    ),
  status: () => ({ replicas: 0, availableReplicas: 0 }),
  update(object, before, { kubernetes }) {
    return at(before, ...maxUnavailable) === undefined ? withoutGated(object, kubernetes) : object;
  },
  updateStatus: tidyStatus(['replicas', 'availableReplicas', 'collisionCount']),
};

function defaultStatefulSetSpec(spec: JsonObject, hasGate: boolean): JsonObject {
  const named = {
    ...spec,
    podManagementPolicy: spec['podManagementPolicy'] || 'OrderedReady',
    updateStrategy: defaultUpdateStrategy(objectOf(spec['updateStrategy']), hasGate),
    persistentVolumeClaimRetentionPolicy: defaultRetention(objectOf(spec['persistentVolumeClaimRetentionPolicy'])),
  };
  const numbered = filled(named, { replicas: 1, serviceName: '', revisionHistoryLimit: 10 });
  const started = changed(numbered, 'ordinals', ordinals => filled(ordinals, { start: 0 }));
  return changed(started, 'volumeClaimTemplates', defaultClaimTemplate);
}

/** The set without what the server does not keep in this version. */
export function withoutGated(object: JsonObject, kubernetes: KubernetesVersion): JsonObject {
  const isKept = hasMaxUnavailable(kubernetes) || at(object, ...maxUnavailable) === undefined;
  return isKept ? object : withAt(object, maxUnavailable, undefined);
}

/** Without a type the partition is 0; an explicit type keeps `rollingUpdate` absent (controller-semantics.md C4). */
function defaultUpdateStrategy(strategy: JsonObject, hasGate: boolean): JsonObject {
  const type = strategy['type'] || 'RollingUpdate';
  const sent = isObject(strategy['rollingUpdate']) ? strategy['rollingUpdate'] : undefined;
  const rollingUpdate = sent ?? (strategy['type'] ? undefined : {});
  if (rollingUpdate === undefined) return { type };
  const gated = hasGate && type === 'RollingUpdate' ? { maxUnavailable: 1 } : {};
  return { type, rollingUpdate: filled(rollingUpdate, { partition: 0, ...gated }) };
}

function defaultRetention(policy: JsonObject): JsonObject {
  return { whenDeleted: policy['whenDeleted'] || 'Retain', whenScaled: policy['whenScaled'] || 'Retain' };
}

function defaultClaimTemplate(template: JsonObject): JsonObject {
  return {
    ...template,
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    spec: filled(objectOf(template['spec']), { volumeMode: 'Filesystem' }),
    status: { phase: 'Pending' },
  };
}

export const deploymentRules: KindRules = {
  defaults: object => changed(defaultTemplateOf({ spec: {}, ...object }), 'spec', defaultDeploymentSpec),
  status: () => ({}),
  updateStatus: tidyStatus(['terminatingReplicas', 'collisionCount']),
};

function defaultDeploymentSpec(spec: JsonObject): JsonObject {
  const strategy = objectOf(spec['strategy']);
  const type = strategy['type'] || 'RollingUpdate';
  const rolling = { maxUnavailable: '25%', maxSurge: '25%' };
  const named = {
    ...spec,
    strategy:
      type === 'RollingUpdate'
        ? { ...strategy, type, rollingUpdate: filled(objectOf(strategy['rollingUpdate']), rolling) }
        : { ...strategy, type },
  };
  return filled(named, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
}

export const replicaSetRules: KindRules = {
  defaults: object =>
    changed(defaultTemplateOf({ spec: {}, ...object }), 'spec', spec => filled(spec, { replicas: 1 })),
  status: () => ({ replicas: 0 }),
  updateStatus: tidyStatus(['replicas', 'terminatingReplicas']),
};

/** The size a scale asks for, or 0. */
export function replicasOf(object: JsonObject): number {
  const replicas = at(object, 'spec', 'replicas');
  return typeof replicas === 'number' ? replicas : 0;
}
