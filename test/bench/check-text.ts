import { runOrThrow } from '../../scripts/tools/child.ts';
import { root } from '../../scripts/tools/paths.ts';
import { parseManifest } from '../../src/core/manifest/parse.ts';
import { Workspace } from '../../src/core/manifest/workspace.ts';
import { diagnose } from '../../src/language/diagnostics.ts';
import { loadFields } from '../../src/language/tables.ts';
import { middle } from './measure.ts';

/** Reads and checks a text as the editor does when it is opened. Resolves with the milliseconds that took, without the loading of the field table. */
export async function checkText(text: string): Promise<number> {
  const options = { fields: await loadFields() };
  const start = performance.now();
  const manifest = parseManifest(text);
  const workspace = new Workspace();
  workspace.put('/file.yaml', manifest);
  const found = diagnose(manifest, { file: '/file.yaml', workspace }, options);
  const time = performance.now() - start;
  if (found.some(({ severity }) => severity === 'error')) throw new Error('the text of the bench has faults');
  return time;
}

/** The same in a process that has checked nothing yet, and the loading of the field table with it. Loading the program does not count. */
export async function checkTextInFreshProcess(documents: number, lines: number, rounds = 3): Promise<number> {
  const here = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    const { checkText } = await import(${here('check-text.ts')});
    const { manyDocuments } = await import(${here('manifest-texts.ts')});
    const text = manyDocuments(${documents}, ${lines});
    const start = performance.now();
    await checkText(text);
    console.log(performance.now() - start);
  `;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(Number(await runOrThrow(process.execPath, ['--input-type=module', '--eval', script], { cwd: root })));
  }
  return middle(times);
}
