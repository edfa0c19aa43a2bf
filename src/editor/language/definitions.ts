import * as vscode from 'vscode';
import { locate } from '../../core/manifest/locate.ts';
import { links } from '../../language/links.ts';
import { toRange } from '../convert.ts';
import { type FolderIndex, fileKey } from './folder-index.ts';
import type { Manifests } from './manifests.ts';
import { manifestSelector } from './selector.ts';

/** Go to Definition: from serviceName to its Service, from a mount to its volume or claim template. */
export function registerDefinitions(manifests: Manifests, index: FolderIndex): vscode.Disposable {
  return vscode.languages.registerDefinitionProvider(manifestSelector, {
    async provideDefinition(document, position) {
      const manifest = manifests.of(document);
      const offset = document.offsetAt(position);
      const link = links(manifest, index.homeOf(document, manifest)).find(
        candidate => candidate.start <= offset && offset <= candidate.end,
      );
      if (link === undefined) return undefined;
      const isHere = link.file === fileKey(document.uri);
      const target = isHere ? document : await vscode.workspace.openTextDocument(vscode.Uri.parse(link.file));
      const part = (isHere ? manifest : manifests.of(target)).documents[link.document];
      if (part === undefined) return undefined;
      const place: vscode.DefinitionLink = {
        originSelectionRange: toRange(document, link),
        targetUri: target.uri,
        targetRange: toRange(target, locate(part, link.path, 'entry')),
      };
      return [place];
    },
  });
}
