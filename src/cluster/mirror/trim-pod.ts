import type { Container, KubernetesObject, Pod, PodSpec, PodStatus, Volume } from '../../core/statefulset/model.ts';
import { type Fields, fieldsOf } from '../wire/json.ts';

/** Names every field of a model type once; the compiler complains when the model gets a field that is not kept here. */
type Kept<T> = Readonly<Record<keyof T, true>>;

const POD: Omit<Kept<Pod>, 'metadata'> = { apiVersion: true, kind: true, spec: true, status: true };

const SPEC: Kept<PodSpec> = {
  containers: true,
  initContainers: true,
  ephemeralContainers: true,
  volumes: true,
  nodeName: true,
  nodeSelector: true,
  hostname: true,
  subdomain: true,
  restartPolicy: true,
  terminationGracePeriodSeconds: true,
  schedulingGates: true,
};

const CONTAINER: Kept<Container> = {
  name: true,
  image: true,
  ports: true,
  volumeMounts: true,
  volumeDevices: true,
  readinessProbe: true,
  restartPolicy: true,
};

const VOLUME: Kept<Volume> = { name: true, persistentVolumeClaim: true };

const STATUS: Kept<PodStatus> = {
  phase: true,
  reason: true,
  message: true,
  podIP: true,
  podIPs: true,
  hostIP: true,
  startTime: true,
  conditions: true,
  containerStatuses: true,
  initContainerStatuses: true,
  ephemeralContainerStatuses: true,
};

/** A pod without what no room reads: environment, resources, probes, affinity, tolerations, sources of volumes. */
export function trimPod(object: KubernetesObject): Omit<KubernetesObject, 'metadata'> {
  const pod = pick({ ...object }, POD);
  const spec = pick(pod['spec'], SPEC);
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...pod,
    spec: {
      ...spec,
      ...each(spec, 'containers', trimContainer),
      ...each(spec, 'initContainers', trimContainer),
      ...each(spec, 'volumes', volume => pick(volume, VOLUME)),
    },
    ...('status' in pod ? { status: pick(pod['status'], STATUS) } : {}),
  } as Omit<KubernetesObject, 'metadata'>;
}

function trimContainer(container: unknown): Fields {
  const kept = pick(container, CONTAINER);
  // Whether there is a probe is read; what it does is not.
  return 'readinessProbe' in kept ? { ...kept, readinessProbe: {} } : kept;
}

function each(fields: Fields, key: string, trimOne: (value: unknown) => Fields): Fields {
  const list = fields[key];
  return Array.isArray(list) ? { [key]: list.map(trimOne) } : {};
}

/** Called for every part of ten thousand pods, so it makes nothing but the result. */
function pick(value: unknown, kept: Readonly<Record<string, true>>): Fields {
  const fields = fieldsOf(value);
  const picked: Record<string, unknown> = {};
  for (const key in kept) if (key in fields) picked[key] = fields[key];
  return picked;
}
