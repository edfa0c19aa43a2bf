import * as vscode from 'vscode';
import type { CommandSay } from '../../words/words.ts';
import { settingIds } from '../ids.ts';
import { Cancelled } from '../problems.ts';
import { machineSetting } from '../settings.ts';
import type { Preview, PreviewSection } from './preview-model.ts';
import { wrapped } from './wrap.ts';

interface Item extends vscode.QuickPickItem {
  readonly role: 'confirm' | 'leave' | 'line' | 'kubectl';
}

/** Letters of a line that a list shows beside a short heading of its section; it cuts what is longer. */
const WIDTH = 72;
/** Letters of a heading that leave the first line of its section that room. */
const SHORT = 14;

/**
 * Shows a preview and resolves when it is confirmed; rejects with `Cancelled` otherwise. It is a list rather than a dialog:
 * a plan of fifty steps scrolls, a screen reader reads it line by line, and the keyboard does everything.
 */
export function confirmPreview(preview: Preview, say: CommandSay): Promise<void> {
  const picker = vscode.window.createQuickPick<Item>();
  const confirm: Item = {
    label: `$(check) ${preview.confirm}`,
    description: preview.where,
    role: 'confirm',
    alwaysShow: true,
  };
  const leave: Item = { label: `$(circle-slash) ${say('preview-leave')}`, role: 'leave', alwaysShow: true };
  picker.title = preview.title;
  // After a surprise, as where something is lost, a second Enter by habit must leave things as they are.
  const isCareful = preview.destructive || preview.takesOver === true || preview.news.length > 0;
  picker.placeholder = say(hintOf(preview));
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  const itemsOf = ({ news, sections }: Pick<Preview, 'news' | 'sections'>): Item[] => [
    ...(isCareful ? [leave, confirm] : [confirm, leave]),
    ...[...news, ...sections].flatMap(sectionItems),
    separator(''),
    { label: `$(copy) ${say('preview-kubectl')}`, role: 'kubectl' },
    ...preview.kubectl
      .split('\n')
      .flatMap(command => wrapped(command, WIDTH))
      .map((line): Item => ({ label: `$(blank) ${line}`, role: 'kubectl' })),
  ];
  picker.items = itemsOf(preview);
  picker.keepScrollPosition = true;
  return new Promise((resolve, reject) => {
    const endRenewing = preview.renewing?.(next => {
      const active = sameItem(picker.items, picker.activeItems[0], itemsOf(next));
      picker.items = active.items;
      // What is under the finger stays there.
      picker.activeItems = active.item === undefined ? [] : [active.item];
      picker.placeholder = say(next.isChanged ? 'preview-hint-changed' : hintOf(preview));
    });
    let confirmed = false;
    picker.onDidAccept(() => {
      const role = picker.selectedItems[0]?.role;
      if (role === 'kubectl') copy(preview.kubectl, say);
      // Steps are there to be read; choosing one does nothing.
      if (role !== 'confirm' && role !== 'leave') return;
      confirmed = role === 'confirm';
      picker.hide();
    });
    picker.onDidHide(() => {
      endRenewing?.();
      picker.dispose();
      if (confirmed) resolve();
      else reject(new Cancelled());
    });
    picker.show();
  });
}

/** Items with the one that stands for another among them: of the same text, else at the same place. */
function sameItem(before: readonly Item[], active: Item | undefined, items: readonly Item[]) {
  if (active === undefined) return { items, item: undefined };
  const place = before.indexOf(active);
  return {
    items,
    item: items.find(({ label, role }) => label === active.label && role === active.role) ?? items[place],
  };
}

function copy(text: string, say: CommandSay): void {
  vscode.env.clipboard.writeText(text).then(
    () => vscode.window.setStatusBarMessage(say('preview-copied'), 3_000),
    () => {
      // Nothing was copied, and nothing says that it was; the command can still be read.
    },
  );
}

function sectionItems(section: PreviewSection): Item[] {
  if (section.lines.length === 0) return [];
  return [
    separator(section.heading),
    ...section.lines.flatMap(({ icon, text }, place) =>
      wrapped(text, place === 0 ? WIDTH - Math.max(0, section.heading.length - SHORT) : WIDTH).map(
        (line, index): Item => ({ label: `$(${index === 0 ? icon : 'blank'}) ${line}`, role: 'line' }),
      ),
    ),
  ];
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator, role: 'line' };
}

function hintOf({ news, destructive, takesOver }: Preview) {
  if (news.length > 0) return 'preview-hint-meanwhile';
  if (takesOver === true) return 'preview-hint-takes';
  return destructive ? 'preview-hint-destructive' : 'preview-hint';
}

/** Asks a person to type the name of a protected context, with a way to the setting that protects it; rejects with `Cancelled` if they do not. */
export function confirmByTyping(context: string, say: CommandSay): Promise<void> {
  return typed(context, {
    title: say('protected-title', { context }),
    prompt: say('protected-prompt', { context }),
    mismatch: say('protected-mismatch', { context }),
    setting: { id: settingIds.protectedContexts, title: say('button-open-settings') },
  });
}

/** Asks a person to type the name of what they are about to change; rejects with `Cancelled` if they do not. */
export function confirmName(name: string, title: string, say: CommandSay): Promise<void> {
  const values = { name };
  return typed(name, { title, prompt: say('typed-name-prompt', values), mismatch: say('typed-name-mismatch', values) });
}

interface Typing {
  readonly title: string;
  readonly prompt: string;
  readonly mismatch: string;
  /** The setting by which the typing is asked for. */
  readonly setting?: { readonly id: string; readonly title: string };
}

function typed(wanted: string, { title, prompt, mismatch, setting }: Typing): Promise<void> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = prompt;
  box.ignoreFocusOut = true;
  if (setting !== undefined) box.buttons = [{ iconPath: new vscode.ThemeIcon('gear'), tooltip: setting.title }];
  return new Promise((resolve, reject) => {
    let isRight = false;
    box.onDidChangeValue(text => {
      box.validationMessage = wanted.startsWith(text) ? undefined : mismatch;
    });
    box.onDidAccept(() => {
      isRight = box.value === wanted;
      if (isRight) box.hide();
      else box.validationMessage = mismatch;
    });
    box.onDidTriggerButton(() => {
      box.hide();
      if (setting === undefined) return;
      const { command, argument } = machineSetting(setting.id);
      vscode.commands.executeCommand(command, argument);
    });
    box.onDidHide(() => {
      box.dispose();
      if (isRight) resolve();
      else reject(new Cancelled());
    });
    box.show();
  });
}
