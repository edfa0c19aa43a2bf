import * as vscode from 'vscode';
import type { CommandSay } from '../../words/words.ts';
import { pickOne } from './pick-one.ts';

/** The samples that Ordinal brings, the one to begin with first. */
const FILES = ['web', 'shop', 'search', 'ledger', 'archive', 'old-deployment', 'tabs'] as const;

/** Opens a sample as a new document that belongs to nobody yet: saving asks where. */
export async function openSampleCommand(samples: vscode.Uri, say: CommandSay): Promise<void> {
  const items = FILES.map(file => ({ label: `${file}.yaml`, detail: say(`sample-${file}`), file }));
  const picked = await pickOne(items, { title: say('sample-title'), matchOnDetail: true });
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(samples, `${picked.file}.yaml`));
  const content = new TextDecoder().decode(bytes);
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  await vscode.window.showTextDocument(document);
}
