import type { Page } from 'playwright-core';
import { deadline, type Workbench } from '../workbench.ts';
import { plain, texts } from './element.ts';

type Editors = Pick<Workbench, 'lenses' | 'clickLens' | 'editorLines' | 'hover'>;

export function editors(page: Page): Editors {
  const editor = page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();

  return {
    async lenses() {
      const drawn = await texts(editor.locator('.codelens-decoration'));
      return drawn.flatMap(line => line.split(' | ')).filter(text => text !== '');
    },
    async clickLens(text) {
      await editor.locator('.codelens-decoration a', { hasText: text }).first().click({ timeout: deadline });
    },
    async editorLines() {
      await editor.waitFor({ timeout: deadline });
      return texts(editor.locator('.view-lines .view-line'));
    },
    async hover(text) {
      // Innermost pieces of a line are spans with one colour each.
      const word = editor.locator('.view-lines .view-line span:not(:has(span))', { hasText: text }).first();
      await word.hover({ timeout: deadline });
      const shown = page.locator('.monaco-hover:visible .monaco-hover-content').first();
      await shown.waitFor({ timeout: deadline });
      return plain(await shown.innerText());
    },
  };
}
