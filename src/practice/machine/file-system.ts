import type { Disk } from './disks.ts';

/** A disk that a container sees under a path. */
export interface Mount {
  /** `/` or an absolute path without a slash at the end. */
  readonly path: string;
  readonly disk: Disk;
  /** The folder of the disk that is shown, `/` for all of it. */
  readonly folder: string;
  readonly readOnly: boolean;
  /** Whether nothing more can be written. */
  readonly full: boolean;
}

/** Why a file operation fails, in the words of the C library. */
export class FileError extends Error {}

const wordsOf = {
  missing: 'No such file or directory',
  folder: 'Is a directory',
  file: 'Not a directory',
  exists: 'File exists',
  busy: 'Resource busy',
  filled: 'Directory not empty',
  full: 'No space left on device',
  readOnly: 'Read-only file system',
  long: 'File name too long',
} as const;

/** More than this on one disk is too much, whatever its claim says: nothing here is on a real disk. */
const mostBytes = 1024 * 1024;
const mostFiles = 1_000;
/** PATH_MAX of Linux. */
const longestPath = 4_096;

/** The files that a container sees. All paths are absolute and tidy; everything throws a FileError where it cannot be done. */
export interface FileSystem {
  kind(path: string): 'file' | 'folder' | undefined;
  read(path: string): string;
  write(path: string, text: string, append: boolean): void;
  makeFolder(path: string, withParents: boolean): void;
  remove(path: string, withContents: boolean): void;
  /** The names in a folder, in order. */
  list(path: string): string[];
  readonly mounts: readonly Mount[];
}

/** `touched` is called after every change. */
export function fileSystem(mounts: readonly Mount[], touched: () => void): FileSystem {
  const byLength = [...mounts].sort((one, other) => other.path.length - one.path.length);

  function find(path: string): Place {
    if (path.length > longestPath) throw new FileError(wordsOf.long);
    const mount = byLength.find(each => isBelow(path, each.path));
    if (mount === undefined) throw new FileError(wordsOf.missing);
    const inner = path.slice(mount.path === '/' ? 0 : mount.path.length);
    return { mount, inside: joined(mount.folder, inner) };
  }

  function kind(path: string): 'file' | 'folder' | undefined {
    const { mount, inside } = find(path);
    if (!mount.disk.has(inside)) return isOnTheWay(path) ? 'folder' : undefined;
    return mount.disk.get(inside) === undefined ? 'folder' : 'file';
  }

  /** A folder that is there because something is mounted in it. */
  function isOnTheWay(path: string): boolean {
    return mounts.some(mount => isBelow(mount.path, path));
  }

  function writable(path: string): Place {
    const place = find(path);
    if (place.mount.readOnly) throw new FileError(wordsOf.readOnly);
    return place;
  }

  function requireFolder(path: string): void {
    const found = kind(path);
    if (found === undefined) throw new FileError(wordsOf.missing);
    if (found === 'file') throw new FileError(wordsOf.file);
  }

  function put({ mount, inside }: Place, text: string | undefined): void {
    const added = (text ?? '').length - (mount.disk.get(inside) ?? '').length;
    const isNew = !mount.disk.has(inside);
    const grows = added > 0 || isNew;
    if (grows && (mount.full || sizeOf(mount.disk) + added > mostBytes || (isNew && mount.disk.size >= mostFiles)))
      throw new FileError(wordsOf.full);
    mount.disk.set(inside, text);
    touched();
  }

  function list(path: string): string[] {
    const found = kind(path);
    if (found === undefined) throw new FileError(wordsOf.missing);
    if (found === 'file') throw new FileError(wordsOf.file);
    const { mount, inside } = find(path);
    const own = [...mount.disk.keys()].flatMap(key => childOf(key, inside) ?? []);
    const mounted = mounts.flatMap(each => childOf(each.path, path) ?? []);
    return [...new Set([...own, ...mounted])].sort();
  }

  return {
    kind,
    mounts,
    list,
    read(path) {
      const found = kind(path);
      if (found === undefined) throw new FileError(wordsOf.missing);
      if (found === 'folder') throw new FileError(wordsOf.folder);
      const { mount, inside } = find(path);
      return mount.disk.get(inside) ?? '';
    },
    write(path, text, append) {
      if (kind(path) === 'folder') throw new FileError(wordsOf.folder);
      requireFolder(parentOf(path));
      const place = writable(path);
      put(place, append ? (place.mount.disk.get(place.inside) ?? '') + text : text);
    },
    makeFolder(path, withParents) {
      const found = kind(path);
      if (found !== undefined) {
        if (withParents && found === 'folder') return;
        throw new FileError(wordsOf.exists);
      }
      if (withParents && kind(parentOf(path)) === undefined) this.makeFolder(parentOf(path), true);
      requireFolder(parentOf(path));
      put(writable(path), undefined);
    },
    remove(path, withContents) {
      const found = kind(path);
      if (found === undefined) throw new FileError(wordsOf.missing);
      if (found === 'folder' && !withContents) throw new FileError(wordsOf.folder);
      if (isOnTheWay(path)) throw new FileError(wordsOf.busy);
      const { mount, inside } = writable(path);
      for (const key of [...mount.disk.keys()]) if (isBelow(key, inside)) mount.disk.delete(key);
      touched();
    },
  };
}

interface Place {
  readonly mount: Mount;
  readonly inside: string;
}

function sizeOf(disk: Disk): number {
  let size = 0;
  for (const text of disk.values()) size += text?.length ?? 0;
  return size;
}

/** Whether a path is another one or stands under it. */
function isBelow(path: string, top: string): boolean {
  return top === '/' || path === top || path.startsWith(`${top}/`);
}

/** The name of what stands in a folder on the way to a path; undefined if the way does not lead through the folder. */
function childOf(path: string, folder: string): string | undefined {
  if (path === folder || !isBelow(path, folder)) return undefined;
  return path.slice(folder === '/' ? 1 : folder.length + 1).split('/')[0];
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function joined(top: string, inner: string): string {
  const path = `${top === '/' ? '' : top}${inner === '/' ? '' : inner}`;
  return path === '' ? '/' : path;
}

/** An absolute path without `.`, `..` and doubled slashes, as seen from a folder. */
export function tidyPath(path: string, from: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
