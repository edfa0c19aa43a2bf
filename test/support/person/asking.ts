/** Lists, input boxes and messages: what `vscode` asks, and who answers is the person of `stage.ts`. */
import { EventEmitter } from './emitter.ts';
import { type Asked, ask, stage, withoutIcon } from './stage.ts';

export const QuickPickItemKind = { Separator: -1, Default: 0 };

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
}

interface TopButton {
  readonly tooltip?: string;
}

interface ListOptions {
  readonly title?: string;
  readonly placeHolder?: string;
}

interface InputOptions {
  readonly title?: string;
  readonly prompt?: string;
  readonly value?: string;
  readonly validateInput?: (text: string) => unknown;
}

function lineOf({ label, description = '', detail = '' }: Item): string {
  return [withoutIcon(label), description, detail].filter(text => text !== '').join(' | ');
}

function listAsked(title: string, hint: string, items: readonly Item[], buttons: readonly TopButton[] = []): Asked {
  const [first] = items.filter(({ kind }) => kind !== QuickPickItemKind.Separator);
  return {
    kind: 'list',
    title,
    hint,
    lines: items.map(lineOf),
    proposed: withoutIcon(first?.label ?? ''),
    buttons: buttons.map(({ tooltip = '' }) => tooltip),
  };
}

function found<T extends Item>(items: readonly T[], label: string): T {
  const item = items.find(each => withoutIcon(each.label) === label);
  if (item === undefined) throw new Error(`there is no entry "${label}" in: ${items.map(lineOf).join(' / ')}`);
  return item;
}

export async function showQuickPick<T extends Item>(
  given: readonly T[] | Promise<readonly T[]>,
  { title = '', placeHolder = '' }: ListOptions = {},
): Promise<T | undefined> {
  const items = await given;
  const reply = await ask(listAsked(title, placeHolder, items));
  return typeof reply === 'string' ? found(items, reply) : undefined;
}

export async function showInputBox({
  title = '',
  prompt = '',
  value = '',
  validateInput,
}: InputOptions): Promise<string | undefined> {
  const reply = await ask({ kind: 'input', title, hint: prompt, lines: [], proposed: value, buttons: [] });
  if (typeof reply !== 'string') return undefined;
  // The workbench does not let a text through that is told to be wrong.
  return typeof validateInput?.(reply) === 'string' ? undefined : reply;
}

/** A list or an input box that is drawn by its owner. */
export class Picker {
  title = '';
  placeholder = '';
  prompt = '';
  value = '';
  validationMessage: unknown = '';
  ignoreFocusOut = false;
  matchOnDescription = false;
  items: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  buttons: readonly TopButton[] = [];
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly #changed = new EventEmitter<string>();
  readonly #pressed = new EventEmitter<TopButton>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidTriggerButton = this.#pressed.event;
  readonly #kind: 'list' | 'input';
  #isShown = false;

  constructor(kind: 'list' | 'input') {
    this.#kind = kind;
  }

  show(): void {
    this.#isShown = true;
    stage.inFront = () => this.#asked();
    this.#ask().catch((error: unknown) => {
      stage.failed = error;
      this.hide();
    });
  }

  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    stage.inFront = undefined;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  #asked(): Asked {
    const { title, buttons } = this;
    const [active] = this.activeItems;
    if (this.#kind === 'list') {
      const asked = listAsked(title, this.placeholder, this.items, buttons);
      return active === undefined ? asked : { ...asked, proposed: withoutIcon(active.label) };
    }
    const tooltips = buttons.map(({ tooltip = '' }) => tooltip);
    return { kind: 'input', title, hint: this.prompt, lines: [], proposed: this.value, buttons: tooltips };
  }

  /** Asks until it is gone: an entry that is only there to be read leaves it open. */
  async #ask(): Promise<void> {
    while (this.#isShown) {
      const reply = await ask(this.#asked());
      if (!this.#isShown) return;
      if (reply === undefined) this.hide();
      else if (typeof reply === 'object' && 'type' in reply) {
        this.value = reply.type;
        this.#changed.fire(reply.type);
      } else if (typeof reply !== 'string') {
        const button = this.buttons.find(({ tooltip }) => tooltip === reply.press);
        if (button !== undefined) this.#pressed.fire(button);
      } else {
        if (this.#kind === 'list') this.selectedItems = this.activeItems = [found(this.items, reply)];
        else {
          this.value = reply;
          this.#changed.fire(reply);
        }
        this.#accepted.fire();
        // What is accepted may be told to be wrong; whoever types the same again would never end.
        if (this.#isShown && this.#kind === 'input') this.hide();
      }
    }
  }
}

/** Messages of a kind, as `vscode.window` shows them. */
export function messages(kind: 'information' | 'warning' | 'error') {
  return async (sentence: string, ...rest: readonly unknown[]): Promise<unknown> => {
    const titles = rest.filter(item => typeof item === 'string');
    const asked: Asked = { kind, title: sentence, hint: '', lines: [], proposed: '', buttons: titles };
    const reply = await ask(asked);
    return titles.find(title => title === reply);
  };
}
