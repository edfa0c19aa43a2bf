import * as vscode from 'vscode';
import { Cancelled } from '../problems.ts';
import { STATE_WORDS } from '../views/filter-text.ts';
import { FILTER_STATES, type FilterState, ORDERS, type Order } from '../views/look.ts';
import type { Deps } from './deps.ts';
import { pickOne } from './pick-one.ts';

interface FilterItem extends vscode.QuickPickItem {
  readonly state: FilterState | undefined;
}

/** Asks which sets, pods and claims are to be seen: words typed, and a state chosen. */
export async function filterTreeCommand({ look, say }: Deps): Promise<void> {
  const { filter } = look.get();
  const item = (label: string, state: FilterState | undefined): FilterItem => ({ label, state, alwaysShow: true });
  const picker = vscode.window.createQuickPick<FilterItem>();
  picker.title = say('filter-title');
  picker.placeholder = say('filter-placeholder');
  picker.items = [
    item(say('filter-any-state'), undefined),
    ...FILTER_STATES.map(state => item(say(STATE_WORDS[state]), state)),
  ];
  picker.activeItems = picker.items.filter(({ state }) => state === filter.state);
  picker.value = filter.text;
  const chosen = await new Promise<FilterItem | undefined>(resolve => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]);
      picker.hide();
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  const text = picker.value.trim();
  picker.dispose();
  if (chosen === undefined) throw new Cancelled();
  look.set({ ...look.get(), filter: { text, state: chosen.state } });
}

export function clearFilterCommand({ look }: Deps): void {
  look.set({ ...look.get(), filter: { text: '', state: undefined } });
}

const ORDER_WORDS = { name: 'sort-name', trouble: 'sort-trouble', age: 'sort-age' } as const;

/** Asks in which order workloads stand. */
export async function sortTreeCommand({ look, say }: Deps): Promise<void> {
  const now = look.get().order;
  const items = ORDERS.map((order: Order) => ({
    label: say(ORDER_WORDS[order]),
    ...(order === now ? { description: say('sort-current') } : {}),
    order,
  }));
  const { order } = await pickOne(items, { title: say('sort-title') });
  look.set({ ...look.get(), order });
}
