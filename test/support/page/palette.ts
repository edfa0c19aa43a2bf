import type { Page } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { deadline, type Workbench } from '../workbench.ts';
import { plain, texts } from './element.ts';

type Palette = Pick<Workbench, 'openFile' | 'runCommand' | 'picks' | 'pick' | 'answerInput' | 'inputText'>;

export function palette(page: Page): Palette {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-box input, .quick-input-filter input').first();
  const rows = widget.locator('.quick-input-list .monaco-list-row');
  // The first line of a row; a second one may hold a detail.
  const labels = rows.locator('.quick-input-list-rows > .quick-input-list-row:first-child .label-name');
  const readLabels = async () => (await texts(labels)).map(label => label.trim());

  const choose = async (label: string) => {
    const row = widget
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: page.locator('.label-name', { hasText: exactly(label) }) })
      .first();
    await row.waitFor({ timeout: deadline }).catch(async () => {
      throw new Error(`The pick list has no “${label}”. It has: ${(await readLabels()).join(' | ') || 'nothing'}`);
    });
    // A hover that the resting pointer has opened would lie over the rows and take the click.
    await page.mouse.move(0, 0);
    await row.click({ timeout: deadline });
  };

  const search = async (text: string) => {
    await page.keyboard.press('Escape');
    // The first key may come before the workbench listens.
    await eventually(async () => {
      await page.keyboard.press('F1');
      await input.waitFor({ timeout: 2000 });
    }, deadline);
    await input.fill(text);
  };

  return {
    async openFile(file) {
      await search(file);
      await choose(file.slice(file.lastIndexOf('/') + 1));
      await page
        .locator('.tab.active', { hasText: file.slice(file.lastIndexOf('/') + 1) })
        .waitFor({ timeout: deadline });
    },
    async runCommand(title) {
      await search(`>${title}`);
      await choose(title);
    },
    async picks() {
      await widget.waitFor({ timeout: deadline });
      return readLabels();
    },
    pick: choose,
    async answerInput(text) {
      await input.waitFor({ timeout: deadline });
      await input.fill(text);
      await page.keyboard.press('Enter');
    },
    async inputText() {
      await widget.waitFor({ timeout: deadline });
      // A list can go while it is read; whoever waits for another then reads again.
      const placeholder = await input.getAttribute('placeholder', { timeout: 2000 });
      return plain([await widget.innerText(), placeholder ?? ''].join('\n')).trim();
    },
  };
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s')}\\s*$`);
}
