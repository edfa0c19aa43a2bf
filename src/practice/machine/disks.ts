import { isList, isObject } from '../json.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';

/** What lies on one volume, or in one container: texts by path, `undefined` for folders. The path of the top is `/`. */
export type Disk = Map<string, string | undefined>;

/** All disks of a cluster. Those of volumes are kept as long as the volume, all others end with their pod or container. */
export interface Disks {
  /** The disk of that name; `fresh` fills a new one. */
  get(name: string, fresh?: () => Disk): Disk;
  /** Rises with every change told by `touched`. */
  revision(): number;
  touched(): void;
  /** The disks of volumes, as plain data. */
  dump(): readonly (readonly [string, readonly (readonly [string, string | null])[]])[];
}

/** The name of a volume's disk, by the uid of the PersistentVolume. */
export function volumeDisk(uid: string): string {
  return `volume/${uid}`;
}

/** The beginning of the names of all disks that end with a pod. */
export function podDisk(uid: string, rest = ''): string {
  return `pod/${uid}/${rest}`;
}

export function emptyDisk(): Disk {
  return new Map([['/', undefined]]);
}

/** Throws the disks of volumes and pods away when these are gone, and scrubs recycled volumes. `kept` comes from an earlier run's `dump`. */
export function createDisks(registry: Registry, kept?: unknown): Disks {
  const disks = new Map<string, Disk>(readKept(kept));
  let revision = 0;

  registry.subscribe(({ type, resource, object }) => {
    const { uid = '' } = object.metadata;
    if (resource === resources.persistentVolumes && (type === 'DELETED' || isScrubbed(object))) forget(volumeDisk(uid));
    if (resource === resources.pods && type === 'DELETED')
      for (const name of disks.keys()) if (name.startsWith(podDisk(uid))) disks.delete(name);
  });

  function forget(name: string): void {
    if (disks.delete(name)) revision += 1;
  }

  return {
    get(name, fresh = emptyDisk) {
      const found = disks.get(name) ?? fresh();
      disks.set(name, found);
      return found;
    },
    revision: () => revision,
    touched() {
      revision += 1;
    },
    dump: () =>
      [...disks]
        .filter(([name, disk]) => name.startsWith(volumeDisk('')) && disk.size > 1)
        .map(([name, disk]) => [name, [...disk].map(([path, text]) => [path, text ?? null] as const)] as const),
  };
}

function isScrubbed(volume: object): boolean {
  const { spec, status } = Object(volume);
  return spec?.persistentVolumeReclaimPolicy === 'Recycle' && status?.phase === 'Released';
}

function readKept(kept: unknown): [string, Disk][] {
  if (!isList(kept)) return [];
  return kept.flatMap(entry => {
    if (!isList(entry) || typeof entry[0] !== 'string' || !isList(entry[1])) return [];
    const disk = emptyDisk();
    for (const item of entry[1]) {
      if (!isList(item) || typeof item[0] !== 'string' || isObject(item[1])) continue;
      disk.set(item[0], typeof item[1] === 'string' ? item[1] : undefined);
    }
    return [[entry[0], disk]];
  });
}
