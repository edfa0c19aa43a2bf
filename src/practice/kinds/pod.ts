import { withinPodLimits } from '../admission/limit-range.ts';
import { requireRuntimeClass, requireServiceAccount, withPriority } from '../admission/pod.ts';
import { at, type JsonObject, listOf, objectOf, stringOf, withAt, without } from '../json.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { changed, defaultPodSpec, filled, qosClass } from './pod-template.ts';
import type { KindRules, Surroundings } from './rules.ts';

/** How long a pod stays on a node that went away, unless it says otherwise. */
const tolerationSeconds = 300;

export const podRules: KindRules = {
  create: (object, around) => {
    const asking = changed({ spec: {}, ...object }, 'spec', withRequests);
    const limited = withinPodLimits(asking, around);
    requireServiceAccount(limited, around);
    const ranked = withPriority(limited, around);
    requireRuntimeClass(ranked);
    return changed(ranked, 'spec', withTolerations);
  },
  defaults: object => changed(object, 'spec', spec => filled(defaultPodSpec(spec), { enableServiceLinks: true })),
  status: object => ({ phase: 'Pending', qosClass: qosClass(objectOf(object['spec'])) }),
  update: bound,
  updateStatus: (object, before) =>
    withAt(object, ['status'], filled(objectOf(object['status']), { qosClass: at(before, 'status', 'qosClass') })),
  // a binding is not a change of mind
  generationOf: (object, before) => {
    const spec = objectOf(object['spec']);
    return nodeOf(before) === undefined ? without(spec, 'nodeName') : spec;
  },
};

function nodeOf(pod: JsonObject): string | undefined {
  return stringOf(at(pod, 'spec', 'nodeName')) || undefined;
}

/** In a pod (unlike in a template) what is limited and not asked for is asked for. */
function withRequests(spec: JsonObject): JsonObject {
  const fill = (container: JsonObject): JsonObject =>
    changed(container, 'resources', own => {
      const limits = objectOf(own['limits']);
      return Object.keys(limits).length === 0 ? own : { ...own, requests: filled(objectOf(own['requests']), limits) };
    });
  return changed(changed(spec, 'containers', fill), 'initContainers', fill);
}

/** What the admission plugin DefaultTolerationSeconds adds. */
function withTolerations(spec: JsonObject): JsonObject {
  const own = listOf(spec['tolerations']);
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    key => !own.some(item => tolerates(objectOf(item), key)),
  );
  if (missing.length === 0) return spec;
  const added = missing.map(key => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds }));
  return { ...spec, tolerations: [...own, ...added] };
}

function tolerates(toleration: JsonObject, key: string): boolean {
  const effect = toleration['effect'] ?? '';
  const sameKey = toleration['key'] === key || (toleration['key'] === undefined && toleration['operator'] === 'Exists');
  return sameKey && (effect === '' || effect === 'NoExecute');
}

const topologyLabels = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** A pod that gets its node gets the node's topology labels and the condition PodScheduled with it, as a binding does. */
function bound(pod: JsonObject, before: JsonObject, around: Surroundings): JsonObject {
  const nodeName = nodeOf(pod);
  if (nodeName === undefined || nodeOf(before) !== undefined) return pod;
  const node = around.get(resources.nodes, undefined, nodeName);
  const labels = Object.entries(node?.metadata.labels ?? {}).filter(([key]) => topologyLabels.includes(key));
  const time = timestamp(around.clock);
  const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: time };
  const others = listOf(at(pod, 'status', 'conditions')).filter(item => at(item, 'type') !== 'PodScheduled');
  const labelled =
    labels.length === 0
      ? pod
      : withAt(pod, ['metadata', 'labels'], {
          ...objectOf(at(pod, 'metadata', 'labels')),
          ...Object.fromEntries(labels),
        });
  return withAt(labelled, ['status', 'conditions'], [scheduled, ...others]);
}
