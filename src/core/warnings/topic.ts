import { messageOf } from '../statefulset/events.ts';
import type { ClusterEvent } from '../statefulset/model.ts';

/** Reasons as kube-scheduler, the kubelet, and the volume and workload controllers write them. */
const TOPICS: Readonly<Record<string, string>> = {
  FailedScheduling: 'scheduling',
  FailedMount: 'volumes',
  FailedAttachVolume: 'volumes',
  FailedMapVolume: 'volumes',
  ErrImageNeverPull: 'image',
  InspectFailed: 'image',
  InvalidImageName: 'image',
  FailedCreate: 'create',
  ReplicaSetCreateError: 'create',
  ProvisioningFailed: 'claim',
  FailedBinding: 'claim',
  VolumeMismatch: 'claim',
};

/** What a warning is about: `scheduling`, `volumes`, `image`, …, else its reason. Warnings of one topic at one object have one cause. */
export function topicOf(event: ClusterEvent): string {
  const { reason = '' } = event;
  // The kubelet says `Failed` and `BackOff` of an image that cannot be pulled, and of a container that does not start.
  if (reason === 'Failed' || reason === 'BackOff') return isAboutImage(messageOf(event)) ? 'image' : 'container';
  return TOPICS[reason] ?? reason;
}

function isAboutImage(message: string): boolean {
  return /\bpull|ImagePull|\bimage\b/i.test(message) && !/restarting failed container/i.test(message);
}
