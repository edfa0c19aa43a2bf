import * as vscode from 'vscode';
import { parseManifest } from '../../core/manifest/parse.ts';
import type { CommandSay } from '../../words/words.ts';
import { Answer, answer } from '../problems.ts';
import { type Applicable, objectsToApply, type ToApply } from './apply-objects.ts';

/** The objects in a document, or an answer that says why it cannot be applied, with the place on the screen. */
export function applicableText(document: vscode.TextDocument, say: CommandSay): readonly ToApply[] {
  const found = objectsToApply(parseManifest(document.getText()));
  if (found.objects !== undefined) return found.objects;
  const file = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const position = document.positionAt(found.at);
  if (found.trouble === 'broken' || found.trouble === 'template') reveal(document, position);
  throw new Answer({ ...troubleAnswer(found, file, position.line + 1, say).problem, severity: 'warning' });
}

function troubleAnswer(
  found: Exclude<Applicable, { readonly trouble?: undefined }>,
  file: string,
  line: number,
  say: CommandSay,
) {
  switch (found.trouble) {
    case 'too-long':
      return answer(say, 'apply-too-long', { file });
    case 'binary':
      return answer(say, 'apply-binary', { file });
    case 'template':
      return answer(say, 'apply-template', { file, line });
    case 'broken':
      return answer(say, 'apply-broken', { file, line, problem: say.data(found.fault) });
    case 'empty':
      return answer(say, 'apply-empty', { file });
  }
}

function reveal(document: vscode.TextDocument, position: vscode.Position): void {
  const editor = vscode.window.visibleTextEditors.find(candidate => candidate.document === document);
  editor?.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
