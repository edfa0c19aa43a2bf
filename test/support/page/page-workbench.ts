import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { outFolder } from '../../../scripts/tools/paths.ts';
import { eventually } from '../eventually.ts';
import { deadline, type Workbench } from '../workbench.ts';
import { editors } from './editors.ts';
import { plain } from './element.ts';
import { messages } from './messages.ts';
import { palette } from './palette.ts';
import { panels } from './panels.ts';
import { trees } from './trees.ts';

/** The workbench on a page of a real browser. */
export function workbenchOn(page: Page): Workbench {
  const commands = palette(page);
  return {
    ...commands,
    ...messages(page),
    ...trees(page),
    ...editors(page),
    ...panels(page, commands.runCommand),
    async screenshot(name) {
      await mkdir(outFolder, { recursive: true });
      const file = path.join(outFolder, `${name}.png`);
      // What moves is shown where it ends.
      await page.screenshot({ path: file, animations: 'disabled' });
      return file;
    },
    async openedPage() {
      const opened = await eventually(() => {
        const other = page
          .context()
          .pages()
          .find(each => each !== page);
        assert.ok(other, 'no other page is open');
        return other;
      });
      await opened.waitForLoadState('load', { timeout: deadline });
      const address = opened.url();
      await opened.close();
      return address;
    },
    async click(selector) {
      await page.locator(selector).first().click({ timeout: deadline });
    },
    async text(selector) {
      const found = page.locator(selector).first();
      await found.waitFor({ timeout: deadline });
      return plain(await found.innerText());
    },
    press: key => page.keyboard.press(key),
    type: text => page.keyboard.type(text),
  };
}
