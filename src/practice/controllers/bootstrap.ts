import type { KubernetesObject, Node, StorageClass } from '../../core/statefulset/model.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { gitVersionOf } from '../version.ts';
import { practiceProvisioner } from './provisioner.ts';

const nodeCount = 3;

/** Puts into a new cluster what every cluster comes with: three nodes in a zone each, a default class of storage and the classes of priority. What is there already stays. */
export function furnish(registry: Registry): void {
  for (let number = 1; number <= nodeCount; number += 1) {
    const node = newNode(number, timestamp(registry.clock), gitVersionOf(registry.store.kubernetes));
    if (registry.find(resources.nodes, undefined, node.metadata.name) !== undefined) continue;
    const made = registry.create(resources.nodes, node);
    registry.updateStatus(resources.nodes, { ...node, metadata: made.metadata });
  }
  if (registry.find(resources.storageClasses, undefined, standard.metadata.name) === undefined)
    registry.create(resources.storageClasses, standard);
  for (const each of systemPriorities)
    if (registry.find(resources.priorityClasses, undefined, each.metadata.name) === undefined)
      registry.create(resources.priorityClasses, each);
}

/** The classes that pods of the cluster itself have, and that everybody may name. */
const systemPriorities = [
  systemPriority('system-node-critical', 2_000_001_000, ' that must not be moved from their current node'),
  systemPriority('system-cluster-critical', 2_000_000_000, ', but can be moved to another node if necessary'),
];

function systemPriority(name: string, value: number, which: string): KubernetesObject {
  const description = `Used for system critical pods${which}.`;
  return Object.assign(
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name } },
    { value, description },
  );
}

const standard: StorageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: practiceProvisioner,
  reclaimPolicy: 'Delete',
  allowVolumeExpansion: true,
  volumeBindingMode: 'Immediate',
};

function newNode(number: number, now: string, version: string): Node {
  const name = `node-${number}`;
  const room = { cpu: '64', memory: '256Gi', pods: '5k' };
  const status = {
    capacity: room,
    allocatable: room,
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        lastHeartbeatTime: now,
        lastTransitionTime: now,
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
      },
    ],
    addresses: [
      { type: 'InternalIP', address: `192.168.1.${number}` },
      { type: 'Hostname', address: name },
    ],
    nodeInfo: {
      machineID: '',
      systemUUID: '',
      bootID: '',
      kernelVersion: 'practice',
      osImage: 'Ordinal practice node',
      containerRuntimeVersion: 'practice://1.0',
      kubeletVersion: version,
      kubeProxyVersion: version,
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/zone': `zone-${number}`,
      },
    },
    spec: {},
    status,
  };
}
