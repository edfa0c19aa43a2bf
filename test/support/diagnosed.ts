import { type Manifest, parseManifest } from '../../src/core/manifest/parse.ts';
import { Workspace } from '../../src/core/manifest/workspace.ts';
import { type Diagnostic, diagnose, type Home } from '../../src/language/diagnostics.ts';
import { loadFields } from '../../src/language/tables.ts';

const options = { fields: await loadFields() };

/** A text as the editor reads it: by itself, or as the one file of a folder (`around`). */
export function read(
  text: string,
  folder: string,
): { readonly manifest: Manifest; readonly home: Home | undefined; readonly found: Diagnostic[] } {
  const manifest = parseManifest(text);
  const workspace = new Workspace();
  workspace.complete = true;
  workspace.put('/folder/file.yaml', manifest);
  const home = folder === 'around' ? { file: '/folder/file.yaml', workspace } : undefined;
  return { manifest, home, found: diagnose(manifest, home, options) };
}
