import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { CLASS_ANNOTATION } from '../../core/volume/class-name.ts';
import { at, objectOf } from '../json.ts';
import { ageColumn, type Column, column, modesText, nameColumn, textAt, unset, wide } from './columns.ts';

function isBound(object: KubernetesObject): boolean {
  return textAt(object, 'spec.volumeName') !== '';
}

function phase(object: KubernetesObject): string {
  return object.metadata.deletionTimestamp === undefined ? textAt(object, 'status.phase') : 'Terminating';
}

export const claimColumns: readonly Column[] = [
  nameColumn,
  column('Status', phase),
  column('Volume', object => textAt(object, 'spec.volumeName')),
  column('Capacity', object => (isBound(object) ? textAt(object, 'status.capacity.storage') : '')),
  column('Access Modes', object => (isBound(object) ? modesText(at(object, 'status', 'accessModes')) : '')),
  column(
    'StorageClass',
    object => object.metadata.annotations?.[CLASS_ANNOTATION] ?? textAt(object, 'spec.storageClassName'),
  ),
  column('VolumeAttributesClass', object => textAt(object, 'spec.volumeAttributesClassName', unset)),
  ageColumn,
  wide('VolumeMode', object => textAt(object, 'spec.volumeMode', unset)),
];

function claimOf(object: KubernetesObject): string {
  const claim = objectOf(at(object, 'spec', 'claimRef'));
  return claim['name'] === undefined ? '' : `${String(claim['namespace'])}/${String(claim['name'])}`;
}

export const volumeColumns: readonly Column[] = [
  nameColumn,
  column('Capacity', object => textAt(object, 'spec.capacity.storage')),
  column('Access Modes', object => modesText(at(object, 'spec', 'accessModes'))),
  column('Reclaim Policy', object => textAt(object, 'spec.persistentVolumeReclaimPolicy')),
  column('Status', phase),
  column('Claim', claimOf),
  column(
    'StorageClass',
    object => object.metadata.annotations?.[CLASS_ANNOTATION] ?? textAt(object, 'spec.storageClassName'),
  ),
  column('VolumeAttributesClass', object => textAt(object, 'spec.volumeAttributesClassName', unset)),
  column('Reason', object => textAt(object, 'status.reason')),
  ageColumn,
  wide('VolumeMode', object => textAt(object, 'spec.volumeMode', unset)),
];

export const storageClassColumns: readonly Column[] = [
  {
    ...nameColumn,
    cell: object =>
      object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'
        ? `${object.metadata.name} (default)`
        : object.metadata.name,
  },
  column('Provisioner', object => textAt(object, 'provisioner')),
  column('ReclaimPolicy', object => textAt(object, 'reclaimPolicy')),
  column('VolumeBindingMode', object => textAt(object, 'volumeBindingMode')),
  column('AllowVolumeExpansion', object => String(at(object, 'allowVolumeExpansion') === true)),
  ageColumn,
];
