import * as vscode from 'vscode';
import { hover } from '../../language/hover.ts';
import type { Knowledge } from '../../language/knowledge.ts';
import { loadFieldHelp } from '../../language/tables.ts';
import type { Say } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import type { Manifests } from './manifests.ts';
import { manifestSelector } from './selector.ts';

/** What a field does here, in this manifest's own names and in Kubernetes' words. `knowledge` is what the connected cluster adds, if there is one. */
export function registerHover(
  manifests: Manifests,
  knowledge: () => Knowledge | undefined,
  say: Say,
): vscode.Disposable {
  return vscode.languages.registerHoverProvider(manifestSelector, {
    async provideHover(document, position) {
      const help = await loadFieldHelp();
      const found = hover(manifests.of(document), document.offsetAt(position), knowledge(), help);
      if (found === undefined) return undefined;
      const paragraphs = found.parts.map(part => new vscode.MarkdownString(say.data(part)));
      return new vscode.Hover(paragraphs, toRange(document, found));
    },
  });
}
