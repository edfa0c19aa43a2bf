/** Fields of a PersistentVolume's spec that do not say what it lies on. */
export const VOLUME_OPTIONS = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
] as const;
