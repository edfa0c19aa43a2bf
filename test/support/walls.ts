/** The walls between the rooms of src/, as ARCHITECTURE.md draws them: the one place that test/unit/walls.test.ts and biome.json follow. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/tools/paths.ts';

export interface Room {
  readonly rooms: readonly string[];
  /** Packages; `node:` stands for all of Node. */
  readonly packages: readonly string[];
  /** Why, for the person who runs into the wall. */
  readonly because: string;
}

export const rooms: Readonly<Record<string, Room>> = {
  core: {
    rooms: [],
    packages: ['yaml'],
    because: 'core is pure: facts about Kubernetes, no Node, no editor, no cluster',
  },
  language: {
    rooms: ['core'],
    packages: ['yaml'],
    because: 'language is pure: manifest and position in, plain results out',
  },
  words: { rooms: ['core'], packages: [], because: 'words is pure: code and arguments in, a sentence out' },
  cluster: {
    rooms: ['core'],
    packages: ['yaml', 'node:'],
    because:
      'cluster knows a live cluster and nothing of editors, and client-node stays in cluster/kube*.ts, the bundle that is loaded at the first connection',
  },
  practice: {
    rooms: ['core'],
    packages: ['node:', 'ws'],
    because: 'practice runs in a process of its own',
  },
  editor: {
    rooms: ['core', 'language', 'words', 'cluster', 'practice'],
    packages: ['vscode', 'node:'],
    because: 'editor reaches YAML and clusters through the other rooms',
  },
  cli: {
    rooms: ['core', 'language', 'words', 'cluster', 'practice'],
    packages: ['node:'],
    because: 'the command line runs without an editor',
  },
};

/** Files with more rights than their room. */
export const exceptions: readonly { readonly files: RegExp; readonly package: string }[] = [
  { files: /^src\/cluster\/kube[^/]*\.ts$/, package: '@kubernetes/client-node' },
  { files: /^src\/cluster\/kube[^/]*\.ts$/, package: 'ws' },
];

/** `src/extension.ts` is the door of editor, `src/cli.ts` that of cli. */
function roomOf(file: string): string | undefined {
  if (file === 'src/extension.ts') return 'editor';
  if (file === 'src/cli.ts') return 'cli';
  return /^src\/([^/]+)\//.exec(file)?.[1];
}

export interface Import {
  /** The importing file, from the checkout's root. */
  readonly from: string;
  /** A file of src/ from the checkout's root, or the package or `node:` module as written. */
  readonly to: string;
  readonly kind: 'value' | 'type' | 'dynamic';
}

/** Every file of TypeScript below these folders, with `/` between its parts. */
export function sourceFiles(...folders: readonly string[]): readonly string[] {
  return globSync(
    folders.map(folder => `${folder}/**/*.ts`),
    { cwd: root, exclude: ['test/out/**'] },
  )
    .map(file => file.split(path.sep).join('/'))
    .toSorted();
}

export function importsOf(file: string): readonly Import[] {
  const text = withoutComments(readFileSync(path.join(root, file), 'utf8'));
  const statics = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)].map(
    ([, type, to]) => ({
      kind: type === undefined ? ('value' as const) : ('type' as const),
      to,
    }),
  );
  const dynamics = [...text.matchAll(/\b(typeof\s+)?(?:import|require)\(\s*'([^']+)'/g)].map(([, type, to]) => ({
    kind: type === undefined ? ('dynamic' as const) : ('type' as const),
    to,
  }));
  return [...statics, ...dynamics].map(({ kind, to = '' }) => ({
    from: file,
    kind,
    to: to.startsWith('.') ? path.posix.join(path.posix.dirname(file), to) : to,
  }));
}

/** Whether the walls let an import through; the reason when they do not. */
export function refusal({ from, to }: Import): string | undefined {
  const name = roomOf(from);
  const room = name === undefined ? undefined : rooms[name];
  if (name === undefined || room === undefined) return `${from} stands in no known room`;
  if (to.startsWith('src/')) {
    const other = roomOf(to);
    if (other === name || room.rooms.includes(other ?? '')) return undefined;
    return `${from} imports ${to}, but ${name} may import ${room.rooms.join(', ') || 'no other room'}: ${room.because}`;
  }
  // Tables made at set-up; who checks gets them handed in.
  if (to.startsWith('generated/') && (name === 'language' || name === 'practice')) return undefined;
  if (room.packages.some(allowed => (allowed.endsWith(':') ? to.startsWith(allowed) : to === allowed)))
    return undefined;
  if (exceptions.some(exception => exception.files.test(from) && exception.package === to)) return undefined;
  return `${from} imports ${to}, but ${name} may import ${room.packages.join(', ') || 'no package'}: ${room.because}`;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
