// Builds the bundles into dist/.   node scripts/run.mjs esbuild.mjs [--production] [--watch]
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { generateFields } from './scripts/generate-fields.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));

/** Only kube.js may hold client-node: it is slow to load and cannot load on Node 20. Sizes are held by test/contract/bundles.test.ts. */
const bundles = [
  { name: 'extension', entry: 'src/extension.ts', target: 'node22' },
  { name: 'manifests', entry: 'src/editor/language/language.ts', target: 'node22' },
  { name: 'commands', entry: 'src/editor/commands/commands.ts', target: 'node22' },
  { name: 'kube', entry: 'src/cluster/kube.ts', target: 'node22' },
  { name: 'practice', entry: 'src/practice/main.ts', target: 'node20' },
  { name: 'cli', entry: 'src/cli.ts', target: 'node20' },
  // One for all of them. Its build for browsers is made of ES modules, from which what nobody uses can be left out.
  { name: 'yaml', entry: 'node_modules/yaml/browser/dist/index.js', target: 'node20' },
];

/** Tables that are loaded beside the bundles, when somebody asks for them. */
const tables = ['fields', 'meanings'];

/** Where one bundle reaches another's entry it must do so by `import()`, which becomes a require of the neighbour. */
function neighbours(own) {
  const byEntry = new Map([
    ...bundles.map(bundle => [path.join(root, bundle.entry), `${bundle.name}.js`]),
    ...tables.map(name => [path.join(root, 'generated', `${name}.json`), `${name}.json`]),
  ]);
  return {
    name: 'neighbours',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, ({ path: asked, resolveDir, kind, importer }) => {
        const name = byEntry.get(path.join(resolveDir, asked));
        if (name === undefined || name === `${own}.js`) return undefined;
        if (kind === 'dynamic-import') return { path: `./${name}`, external: true };
        const text = `${path.relative(root, importer)} imports ${asked} at load. It is loaded from dist/${name}: import its types with "import type" and its values with "await import()".`;
        return { errors: [{ text }] };
      });
      build.onResolve({ filter: /^yaml$/ }, () => ({ path: './yaml.js', external: true }));
    },
  };
}

function optionsFor(bundle, production) {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: `dist/${bundle.name}.js`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: bundle.target,
    // `import()` becomes require, so that a neighbour loads the same way in VS Code and in plain Node.
    supported: { 'dynamic-import': false },
    external: ['vscode', 'bufferutil', 'utf-8-validate'],
    mainFields: ['module', 'main'],
    plugins: [neighbours(bundle.name)],
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
  };
}

/**
 * Builds everything; resolves with the sizes in bytes by bundle. Rejects when something does not compile.
 * Files are renamed into place, so that an editor or a test running at the same time never loads half a bundle.
 */
export async function buildAll({ production = false } = {}) {
  await writeNeighbours();
  const sizes = await Promise.all(
    bundles.map(async bundle => {
      const result = await esbuild.build({ ...optionsFor(bundle, production), write: false });
      for (const file of result.outputFiles) await writeWhole(file.path, file.contents);
      const size = Object.values(result.metafile.outputs).find(output => output.entryPoint)?.bytes ?? 0;
      checkInputs(bundle, Object.keys(result.metafile.inputs));
      return [bundle.name, size];
    }),
  );
  return Object.fromEntries(sizes);
}

/** What lies in dist/ beside the bundles. */
async function writeNeighbours() {
  await mkdir(path.join(root, 'dist'), { recursive: true });
  await writeWhole(path.join(root, 'dist', 'package.json'), '{ "type": "commonjs" }\n');
  generateFields();
  for (const name of tables)
    await copyFile(path.join(root, 'generated', `${name}.json`), path.join(root, 'dist', `${name}.json`));
}

function checkInputs(bundle, inputs) {
  if (bundle.name !== 'kube' && inputs.some(input => input.includes('node_modules/@kubernetes/'))) {
    throw new Error(
      `dist/${bundle.name}.js holds @kubernetes/client-node. Only src/cluster/kube*.ts may import it, and only through import('./kube.ts').`,
    );
  }
}

async function writeWhole(file, contents) {
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, contents);
  await rename(partial, file);
}

/** `123456` → `123 KB` */
export function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} KB`;
}

async function watchAll() {
  await writeNeighbours();
  // The words that .vscode/tasks.json waits for.
  const report = name => ({
    name: 'report',
    setup(build) {
      build.onStart(() => console.log(`[watch] build started: ${name}`));
      build.onEnd(() => console.log(`[watch] build finished: ${name}`));
    },
  });
  for (const bundle of bundles) {
    const options = optionsFor(bundle, false);
    const context = await esbuild.context({
      ...options,
      plugins: [...options.plugins, report(bundle.name)],
      logLevel: 'info',
    });
    await context.watch();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--watch')) {
    await watchAll();
  } else {
    try {
      const sizes = await buildAll({ production: process.argv.includes('--production') });
      for (const [name, size] of Object.entries(sizes)) console.log(`dist/${name}.js  ${kilobytes(size)}`);
    } catch (error) {
      // esbuild has printed its own errors already.
      if (error.errors === undefined) console.error(error.message);
      process.exit(1);
    }
  }
}
