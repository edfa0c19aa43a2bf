import * as vscode from 'vscode';
import { complete } from '../../language/completion.ts';
import type { Knowledge } from '../../language/knowledge.ts';
import type { Say } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import type { FolderIndex } from './folder-index.ts';
import type { Manifests } from './manifests.ts';
import { manifestSelector } from './selector.ts';

/** Permitted values, and the names of Services, volumes, classes and labels that the folder and the cluster know. */
export function registerCompletion(
  manifests: Manifests,
  index: FolderIndex,
  knowledge: () => Knowledge | undefined,
  say: Say,
): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems(document, position) {
      const manifest = manifests.of(document);
      const home = index.homeOf(document, manifest);
      const proposals = complete(document.getText(), document.offsetAt(position), manifest, home, knowledge());
      return proposals.map(proposal => {
        const item = new vscode.CompletionItem(proposal.label, vscode.CompletionItemKind.Value);
        item.range = toRange(document, proposal);
        item.insertText = proposal.newText;
        if (proposal.detail !== undefined) item.detail = say.data(proposal.detail);
        return item;
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider(manifestSelector, provider, ' ');
}
