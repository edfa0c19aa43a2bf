import * as vscode from 'vscode';
import { forwardRow } from '../forward/forward-row.ts';
import { addressOf, type Forwards, type OpenForward, urlOf } from '../forward/forwards.ts';
import { viewIds } from '../ids.ts';
import { answer } from '../problems.ts';
import type { Deps } from './deps.ts';
import { pickOne } from './pick-one.ts';

export async function stopForwardCommand({ say, desk }: Deps, forwards: Forwards, argument: unknown): Promise<void> {
  const open = await chosen(forwards, argument, say('choose-stop-forward'), desk.contexts, say);
  forwards.stop(open.id);
  vscode.window.setStatusBarMessage(say('forward-stopped', { address: addressOf(open) }), 3_000);
}

export function stopForwardsCommand({ say }: Deps, forwards: Forwards): void {
  if (forwards.stopAll() === 0) throw answer(say, 'forward-none');
}

/** Opens a forwarded port in the browser of whoever looks at the window, which may be on another machine. */
export async function openForwardCommand({ say, desk }: Deps, forwards: Forwards, argument: unknown): Promise<void> {
  const open = await chosen(forwards, argument, say('choose-open-forward'), desk.contexts, say);
  await vscode.env.openExternal(await vscode.env.asExternalUri(vscode.Uri.parse(urlOf(open))));
}

export async function copyForwardCommand({ say, desk }: Deps, forwards: Forwards, argument: unknown): Promise<void> {
  const open = await chosen(forwards, argument, say('choose-copy-forward'), desk.contexts, say);
  await vscode.env.clipboard.writeText(addressOf(open));
  vscode.window.setStatusBarMessage(say('copied', { text: addressOf(open) }), 3_000);
}

export async function showForwardsCommand({ say }: Deps, forwards: Forwards): Promise<void> {
  if (forwards.all.get().length === 0) throw answer(say, 'forward-none');
  await vscode.commands.executeCommand(`${viewIds.forwards}.focus`);
}

/** The forwarded port of a row, the only one, or one that is picked. */
async function chosen(
  forwards: Forwards,
  argument: unknown,
  title: string,
  contexts: Deps['desk']['contexts'],
  say: Deps['say'],
): Promise<OpenForward> {
  const all = forwards.all.get();
  const given = all.find(({ id }) => id === argument);
  if (given !== undefined) return given;
  // A row or a button of one that has ended meanwhile must not strike another.
  if (all.length === 0 || typeof argument === 'string') throw answer(say, 'forward-none');
  const items = all.map(open => {
    const { label, description } = forwardRow(open, contexts, say);
    return { label, description, open };
  });
  return (await pickOne(items, { title, matchOnDescription: true })).open;
}
