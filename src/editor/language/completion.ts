import * as vscode from 'vscode';
import { type Completion, complete } from '../../language/completion.ts';
import type { Knowledge } from '../../language/knowledge.ts';
import { loadFieldHelp } from '../../language/tables.ts';
import type { Say } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import type { FolderIndex } from './folder-index.ts';
import type { Manifests } from './manifests.ts';
import { manifestSelector } from './selector.ts';

/** Fields, permitted values, and the names of Services, volumes, ports, classes, ConfigMaps and labels that the folder and the cluster know. */
export function registerCompletion(
  manifests: Manifests,
  index: FolderIndex,
  knowledge: () => Knowledge | undefined,
  say: Say,
): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const help = await loadFieldHelp();
      const manifest = manifests.of(document);
      const home = index.homeOf(document, manifest);
      const proposals = complete(document.getText(), document.offsetAt(position), manifest, {
        help,
        home,
        knowledge: knowledge(),
      });
      return proposals.map((proposal, index) => {
        const isField = proposal.meaning !== undefined;
        const item = new vscode.CompletionItem(proposal.label, kindOf(proposal));
        item.sortText = String(index).padStart(4, '0');
        // Lines below are indented from the key, which may stand behind the hyphen of an item.
        item.keepWhitespace = isField;
        item.range = toRange(document, proposal);
        item.insertText =
          proposal.snippet === undefined ? proposal.newText : new vscode.SnippetString(proposal.snippet);
        if (proposal.detail !== undefined) item.detail = say.data(proposal.detail);
        if (proposal.meaning !== undefined) item.documentation = proposal.meaning;
        if (proposal.also !== undefined)
          item.additionalTextEdits = [new vscode.TextEdit(toRange(document, proposal.also), proposal.also.newText)];
        if (proposal.opens === true) item.command = { command: 'editor.action.triggerSuggest', title: '' };
        return item;
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider(manifestSelector, provider, ' ');
}

function kindOf({ meaning, snippet }: Completion): vscode.CompletionItemKind {
  if (snippet !== undefined) return vscode.CompletionItemKind.Snippet;
  return meaning === undefined ? vscode.CompletionItemKind.Value : vscode.CompletionItemKind.Property;
}
