import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { deadline, type Row, type Workbench } from '../workbench.ts';
import { type PageElement, plain } from './element.ts';

type Trees = Pick<
  Workbench,
  'openViews' | 'rows' | 'clickRow' | 'toggleRow' | 'rowAction' | 'rowMenu' | 'menuOf' | 'welcome'
>;

export function trees(page: Page): Trees {
  const pane = (view: string) =>
    page
      .locator('.split-view-view > .pane')
      .filter({ has: page.locator('.pane-header .title', { hasText: new RegExp(`^${view}$`, 'i') }) });

  const labelled = (view: string, label: string) =>
    pane(view)
      .locator('.monaco-list-row')
      .filter({ has: page.locator('.label-name', { hasText: new RegExp(`^${escaped(label)}$`) }) });

  /** `web`, or `west > web` for the first one of that name below another row. */
  const row = async (view: string, path: string): Promise<Locator> => {
    const [label = '', above] = path.split(' > ').reverse();
    const from = above === undefined ? -1 : await indexOf(labelled(view, above).first());
    const all = await labelled(view, label).all();
    const indexes = await Promise.all(all.map(indexOf));
    const found = all[indexes.findIndex(index => index > from)] ?? labelled(view, label).first();
    await found.waitFor({ timeout: deadline }).catch(async () => {
      const seen = (await rowsOf(pane(view))).map(each => each.label).join(' | ') || 'nothing';
      throw new Error(`The view “${view}” has no row “${path}”. It has: ${seen}`);
    });
    return found;
  };

  return {
    async openViews(container) {
      const tab = page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${container}"])`).first();
      await tab.waitFor({ timeout: deadline });
      const isOpen = async () => (await tab.getAttribute('class'))?.includes('checked') === true;
      // A press on an open tab hides the side bar, as it does when VS Code opens the tab by itself just before the press arrives.
      await eventually(async () => {
        if (await isOpen()) return;
        await tab.click({ timeout: deadline });
        assert.ok(await isOpen(), `the tab “${container}” was pressed and is not open`);
      });
    },
    rows: view => rowsOf(pane(view)),
    async clickRow(view, label) {
      await (await row(view, label)).click({ timeout: deadline });
    },
    async toggleRow(view, label) {
      await (await row(view, label)).locator('.monaco-tl-twistie').click({ timeout: deadline });
    },
    async rowAction(view, label, action) {
      await eventually(async () => {
        const found = await row(view, label);
        await found.hover({ timeout: deadline });
        const button = found.locator(`.actions .action-label[aria-label^="${action}"]`).first();
        const clicked = await button.evaluateHandle(listenFor, 'click', { timeout: deadline });
        await button.click({ timeout: deadline });
        // A row that is drawn anew under the pointer takes the press and not the release, and so no click.
        assert.ok(await clicked.evaluate(({ isSeen }) => isSeen), `“${action}” was drawn anew while it was pressed`);
      });
    },
    async rowMenu(view, label, entry) {
      const item = page.locator('.context-view .action-label', { hasText: new RegExp(`^${escaped(entry)}$`) }).first();
      await eventually(async () => {
        if (!(await item.isVisible())) {
          await (await row(view, label)).click({ button: 'right', timeout: deadline });
          await item.waitFor({ timeout: deadline });
        }
        let isChosen = false;
        // A menu takes no click in the moment in which it opens, and closes a moment after the one that it took.
        while (await item.isVisible()) {
          const released = await item.evaluateHandle(listenFor, 'mouseup');
          await item.click({ timeout: 1_000 });
          // It also closes when an editor or a list takes the focus: only one that saw the button released has chosen.
          isChosen = await released.evaluate(({ isSeen }) => isSeen);
          await item.waitFor({ state: 'hidden', timeout: 500 }).catch(() => {});
        }
        assert.ok(isChosen, `the menu with “${entry}” closed before it was pressed`);
      });
    },
    async menuOf(view, label) {
      const entries = page.locator('.context-view .action-item .action-label:not(.separator)');
      const found = await eventually(async () => {
        if (!(await entries.first().isVisible()))
          await (await row(view, label)).click({ button: 'right', timeout: deadline });
        await entries.first().waitFor({ timeout: deadline });
        const texts = (await entries.allInnerTexts()).map(plain).filter(text => text !== '');
        assert.ok(texts.length > 0, `the menu of ${label} is empty`);
        return texts;
      });
      await page.keyboard.press('Escape');
      await entries.first().waitFor({ state: 'hidden', timeout: deadline });
      return found;
    },
    async welcome(view) {
      const text = pane(view).locator('.welcome-view-content');
      await text.waitFor({ timeout: deadline });
      return plain(await text.innerText());
    },
  };
}

/** Runs in the page: an object that says whether the element has had an event of this type since. */
function listenFor(element: PageElement, type: string): { readonly isSeen: boolean } {
  const seen = { isSeen: false };
  element.addEventListener(type, () => {
    seen.isSeen = true;
  });
  return seen;
}

async function indexOf(row: Locator): Promise<number> {
  return Number(await row.getAttribute('data-index', { timeout: deadline }));
}

async function rowsOf(pane: Locator): Promise<readonly Row[]> {
  const found = await pane.locator('.pane-body .monaco-list-row').evaluateAll((elements: readonly PageElement[]) =>
    elements
      .map(element => ({
        index: Number(element.getAttribute('data-index')),
        label: element.querySelector('.label-name')?.textContent ?? '',
        description: element.querySelector('.label-description')?.textContent ?? '',
        level: Number(element.getAttribute('aria-level')),
        expanded: element.getAttribute('aria-expanded'),
        spoken: element.getAttribute('aria-label') ?? '',
        selected: element.getAttribute('aria-selected') === 'true',
      }))
      .toSorted((one, other) => one.index - other.index),
  );
  return found.map(({ index: _, expanded, ...row }) => ({
    ...row,
    label: plain(row.label),
    description: plain(row.description),
    expanded: expanded === null ? undefined : expanded === 'true',
  }));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s');
}
