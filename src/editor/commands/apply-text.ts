import * as vscode from 'vscode';
import { missingField } from '../../cluster/change.ts';
import { locate } from '../../core/manifest/locate.ts';
import { parseManifest } from '../../core/manifest/parse.ts';
import type { CommandSay } from '../../words/words.ts';
import { Answer, answer } from '../problems.ts';
import { type Applicable, objectsToApply, type ToApply } from './apply-objects.ts';

/** The objects in a document, or an answer that says why it cannot be applied, with the place on the screen. */
export function applicableText(document: vscode.TextDocument, say: CommandSay): readonly ToApply[] {
  const found = objectsToApply(parseManifest(document.getText()));
  const file = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  if (found.objects !== undefined) {
    mustBeNamed(document, file, found.objects, say);
    return found.objects;
  }
  const position = document.positionAt(found.at);
  if (found.trouble === 'broken' || found.trouble === 'template') reveal(document, position);
  throw new Answer({ ...troubleAnswer(found, file, position.line + 1, say).problem, severity: 'warning' });
}

/** Throws an answer where an object does not say what it is: no server needs to be asked about that. */
function mustBeNamed(document: vscode.TextDocument, file: string, objects: readonly ToApply[], say: CommandSay): void {
  const index = objects.findIndex(({ object }) => missingField(object) !== undefined);
  const item = objects[index];
  const field = item === undefined ? undefined : missingField(item.object);
  if (item === undefined || field === undefined) return;
  const { start } = locate(item.document, [...item.prefix, ...field.split('.')], 'entry');
  const position = document.positionAt(start);
  reveal(document, position);
  const values = { number: index + 1, file, line: position.line + 1, field };
  throw new Answer({ ...answer(say, 'apply-no-identity', values).problem, severity: 'warning' });
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
