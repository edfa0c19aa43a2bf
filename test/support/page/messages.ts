import type { Page } from 'playwright-core';
import { deadline, type Workbench } from '../workbench.ts';
import { plain, texts } from './element.ts';

type Messages = Pick<Workbench, 'dialog' | 'answerDialog' | 'notifications' | 'answerNotification'>;

export function messages(page: Page): Messages {
  const box = page.locator('.monaco-dialog-box');
  const toasts = page.locator('.notifications-toasts .notification-toast');

  return {
    async dialog() {
      await box.waitFor({ timeout: deadline });
      const textOf = async (selector: string) => plain((await texts(box.locator(selector))).join('\n')).trim();
      return {
        message: await textOf('.dialog-message-text'),
        detail: await textOf('.dialog-message-detail'),
        buttons: await texts(box.locator('.dialog-buttons .monaco-button')),
      };
    },
    async answerDialog(button) {
      await box.locator('.monaco-button', { hasText: button }).first().click({ timeout: deadline });
      await box.waitFor({ state: 'detached', timeout: deadline });
    },
    async notifications() {
      return texts(toasts.locator('.notification-list-item-message'));
    },
    async answerNotification(button) {
      await toasts.locator('.monaco-button', { hasText: button }).first().click({ timeout: deadline });
    },
  };
}
