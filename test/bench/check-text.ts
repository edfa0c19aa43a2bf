import { parseManifest } from '../../src/core/manifest/parse.ts';
import { Workspace } from '../../src/core/manifest/workspace.ts';
import { diagnose } from '../../src/language/diagnostics.ts';
import { loadFields } from '../../src/language/tables.ts';

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
