import type { Place } from '../../place.ts';
import { gives } from '../demands.ts';

/** The sources of a volume in the order in which the server looks at them: of two it refuses the later one. */
export const VOLUME_SOURCES = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
] as const;

export type VolumeSource = (typeof VOLUME_SOURCES)[number];

/** The source that the server takes; `undefined` without one, which makes an emptyDir. */
export function sourceOf(volume: Place): VolumeSource | undefined {
  return VOLUME_SOURCES.find(source => gives(volume, source));
}
