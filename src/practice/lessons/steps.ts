import type { Disks } from '../machine/disks.ts';
import { volumeDisk } from '../machine/disks.ts';
import type { OrderBook } from '../orders.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { teacher } from './belongings.ts';
import type { Step } from './lesson.ts';
import { lessonNamespace } from './pieces.ts';

/** What a step of a lesson takes hold of. */
export interface Tools {
  readonly registry: Registry;
  readonly book: OrderBook;
  readonly disks: Disks;
}

/** Takes one step towards the start of a lesson. */
export function takeStep({ registry, book, disks }: Tools, { patch, order, file }: Step): void {
  if (patch !== undefined)
    registry.patch(resources.statefulSets, lessonNamespace, patch.set, 'merge', patch.with, teacher);
  if (order !== undefined) book.give(order);
  if (file === undefined) return;
  const claim = registry.get(resources.persistentVolumeClaims, lessonNamespace, file.claim);
  const volume = registry.get(resources.persistentVolumes, undefined, claim.spec.volumeName ?? '');
  disks.get(volumeDisk(volume.metadata.uid ?? '')).set(file.path, file.text);
  disks.touched();
}
