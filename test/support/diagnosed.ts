import { type Manifest, parseManifest } from '../../src/core/manifest/parse.ts';
import { Workspace } from '../../src/core/manifest/workspace.ts';
import { type Diagnostic, diagnose, type Home } from '../../src/language/diagnostics.ts';
import { loadFields } from '../../src/language/tables.ts';

const options = { fields: await loadFields() };

/** Where the manifests of fixtures stand: by themselves, as the one file of a folder, or in a folder of which not all is known. */
export type Folder = 'alone' | 'around' | 'quiet';

/** A text as the editor reads it where it stands. */
export function read(
  text: string,
  folder: Folder,
): { readonly manifest: Manifest; readonly home: Home | undefined; readonly found: Diagnostic[] } {
  const manifest = parseManifest(text);
  const home = folder === 'alone' ? undefined : homeOf(manifest, folder === 'around');
  return { manifest, home, found: diagnose(manifest, home, options) };
}

function homeOf(manifest: Manifest, complete: boolean): Home {
  const file = '/folder/file.yaml';
  const workspace = new Workspace();
  workspace.complete = complete;
  workspace.put(file, manifest);
  return { file, workspace };
}
