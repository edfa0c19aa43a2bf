import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run, runOrThrow } from '../../scripts/tools/child.ts';
import { outFolder, root } from '../../scripts/tools/paths.ts';
import { parseManifest } from '../../src/core/manifest/parse.ts';
import { Workspace } from '../../src/core/manifest/workspace.ts';
import { complete } from '../../src/language/completion.ts';
import { diagnose, diagnoseDocument } from '../../src/language/diagnostics.ts';
import { hover } from '../../src/language/hover.ts';
import { loadFieldHelp, loadFields } from '../../src/language/tables.ts';
import { checkText, checkTextInFreshProcess } from './check-text.ts';
import { manyDocuments, smallManifest } from './manifest-texts.ts';
import { type Bench, type Measure, median } from './measure.ts';

const documents = 200;
const lines = 10_000;
const files = 1_000;

/** Reading and checking manifests: a long file as a whole and after a keystroke, a folder of small ones. */
const bench: Bench = async () => {
  await runOrThrow(process.execPath, [path.join(root, 'esbuild.mjs'), '--production']);
  const text = manyDocuments(documents, lines);
  const name = `${documents} documents of ${lines} lines`;
  return [
    { name: `${name}, first check, warm`, value: await warm(text), unit: 'ms', budget: 350 },
    {
      name: `${name}, first check, fresh process`,
      value: await checkTextInFreshProcess(documents, lines),
      unit: 'ms',
      budget: 500,
    },
    { name: 'the longest piece of that without a pause', value: await longestPiece(text), unit: 'ms', budget: 20 },
    { name: `${name}, after a keystroke`, value: await keystroke(text), unit: 'ms', budget: 5 },
    ...(await help(text)),
    { name: `node dist/cli.js check, ${files} files`, value: await folder(), unit: 'ms', budget: 1500 },
  ];
};

export default bench;

function warm(text: string): Promise<number> {
  return median(7, () => checkText(text));
}

/** The editor pauses between documents, so the longest one decides; its slices are 10 ms beside. */
async function longestPiece(text: string): Promise<number> {
  const options = { fields: await loadFields() };
  let longest = 0;
  for (const document of parseManifest(text).documents) {
    const piece = () => {
      const [alone] = parseManifest(document.content.text).documents;
      if (alone !== undefined) diagnoseDocument(alone, undefined, options);
    };
    longest = Math.max(longest, await median(3, piece));
  }
  return longest;
}

/** One document changes, the others are taken from the reading before. */
async function keystroke(text: string): Promise<number> {
  const options = { fields: await loadFields() };
  const middle = text.indexOf('replicas: ', text.length / 2) + 'replicas: '.length;
  const workspace = new Workspace();
  let manifest = parseManifest(text);
  let count = 0;
  const type = () => {
    count += 1;
    manifest = parseManifest(`${text.slice(0, middle)}${count % 10}${text.slice(middle)}`, manifest);
    workspace.put('/file.yaml', manifest);
    diagnose(manifest, { file: '/file.yaml', workspace }, options);
  };
  diagnose(manifest, { file: '/file.yaml', workspace }, options);
  return median(21, type);
}

/** Hover and completion in the middle of the long file, which is read already. */
async function help(text: string): Promise<Measure[]> {
  const tables = await loadFieldHelp();
  const manifest = parseManifest(text);
  const middle = text.indexOf('replicas: ', text.length / 2);
  return [
    {
      name: 'a hover in it',
      value: await median(21, () => hover(manifest, middle, undefined, tables)),
      unit: 'ms',
      budget: 5,
    },
    {
      name: 'a completion in it',
      value: await median(21, () => complete(text, middle, manifest, { help: tables })),
      unit: 'ms',
      budget: 10,
    },
  ];
}

/** The command line over a folder, its start included. */
async function folder(): Promise<number> {
  const place = path.join(outFolder, 'bench-folder');
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  for (let index = 0; index < files; index++)
    await writeFile(path.join(place, `${index}.yaml`), smallManifest(`app-${index}`));
  try {
    return await median(3, () =>
      run(process.execPath, ['dist/cli.js', 'check', '--format', 'json', place], { cwd: root }),
    );
  } finally {
    await rm(place, { recursive: true });
  }
}
