import { withoutTrailing } from '../../../core/without-trailing.ts';
import { FileError, type FileSystem, tidyPath } from '../file-system.ts';
import type { Outcome, Shell, Surroundings } from './program.ts';
import { ArchiveFault, type Entry, pack, unpack } from './tar-format.ts';

interface Wanted {
  readonly does: 'pack' | 'unpack' | undefined;
  /** The archive; `-` is the input or the output. */
  readonly file: string;
  readonly folder: string;
  readonly names: readonly string[];
  readonly told: boolean;
}

/** `tar`, as far as `kubectl cp` needs it: packs files into its output or a file, and unpacks its input or a file. Only texts can be kept. */
export function tar(args: readonly string[], shell: Shell, around: Surroundings): Outcome {
  const wanted = read(args);
  const { does } = wanted;
  if (does === undefined) return { err: 'tar: must specify one of -c, -x\n', code: 1 };
  try {
    return does === 'pack' ? packed(wanted, shell, around) : unpacked(wanted, shell, around.files);
  } catch (error) {
    if (!(error instanceof FileError || error instanceof ArchiveFault)) throw error;
    return { err: `tar: ${error.message}\n`, code: 1 };
  }
}

/** Whether it reads its input. */
export function tarReadsInput(args: readonly string[]): boolean {
  const { does, file } = read(args);
  return does === 'unpack' && file === '-';
}

/** Its first word may be letters without a dash: `tar cf - /data`. */
function read(args: readonly string[]): Wanted {
  let letters = '';
  let file = '-';
  let folder = '.';
  const names: string[] = [];
  const rest = [...args];
  const take = (given: string): void => {
    letters += given;
    for (const letter of given) {
      if (letter === 'f') file = rest.shift() ?? '-';
      if (letter === 'C') folder = rest.shift() ?? '.';
    }
  };
  for (let word = rest.shift(), isFirst = true; word !== undefined; word = rest.shift(), isFirst = false) {
    if (word.startsWith('--')) continue;
    if (word.startsWith('-') && word !== '-') take(word.slice(1));
    else if (isFirst) take(word);
    else names.push(word);
  }
  const does = letters.includes('c') ? 'pack' : letters.includes('x') ? 'unpack' : undefined;
  return { does, file, folder, names, told: letters.includes('v') };
}

function packed({ file, folder, names, told }: Wanted, shell: Shell, { files, now }: Surroundings): Outcome {
  const from = tidyPath(folder, shell.cwd);
  let err = names.some(name => name.startsWith('/')) ? "tar: removing leading '/' from member names\n" : '';
  let code = 0;
  const entries = names.flatMap(name => {
    const path = tidyPath(name, from);
    if (files.kind(path) !== undefined) return within(files, path, memberName(name));
    err += `tar: ${name}: No such file or directory\n`;
    code = 1;
    return [];
  });
  const archive = pack(entries, now() / 1000);
  const list = told ? entries.map(({ name }) => `${name}\n`).join('') : '';
  if (file === '-') return { out: archive, err: err + list, code };
  files.write(tidyPath(file, shell.cwd), archive, false);
  return { out: list, err, code };
}

/** A name as archives hold it: without slashes around it. */
function memberName(name: string): string {
  return withoutTrailing(name.replace(/^\/+/, ''), '/') || '.';
}

/** What stands at a path, and below it. */
function within(files: FileSystem, path: string, name: string): Entry[] {
  if (files.kind(path) === 'file') return [{ name, text: files.read(path) }];
  const inside = files.list(path).flatMap(entry => within(files, tidyPath(entry, path), `${name}/${entry}`));
  return [{ name, text: undefined }, ...inside];
}

function unpacked({ file, folder, told }: Wanted, shell: Shell, files: FileSystem): Outcome {
  const archive = file === '-' ? shell.input : files.read(tidyPath(file, shell.cwd));
  if (file === '-') shell.input = '';
  // Input is read as text, and what is none cannot be told from what it has become.
  if (archive.includes('\uFFFD')) throw new ArchiveFault('the practice cluster keeps texts only, and this is none');
  const into = tidyPath(folder, shell.cwd);
  if (files.kind(into) !== 'folder')
    throw new FileError(`can't change directory to '${folder}': No such file or directory`);
  const entries = unpack(archive);
  for (const { name, text } of entries) {
    // Nothing is put outside of the folder, as tar does without -P.
    const path = tidyPath(`./${name.replace(/(^|\/)\.\.(?=\/|$)/g, '$1')}`, into);
    if (text === undefined) files.makeFolder(path, true);
    else {
      files.makeFolder(path.slice(0, path.lastIndexOf('/')) || '/', true);
      files.write(path, text, false);
    }
  }
  return { out: told ? entries.map(({ name }) => `${name}\n`).join('') : '' };
}
