import type { Page } from 'playwright-core';
import type { Workbench } from '../workbench.ts';
import { deadline } from '../workbench.ts';
import { texts } from './element.ts';

type Panels = Pick<Workbench, 'problems' | 'output' | 'statusBar'>;

export function panels(page: Page, runCommand: Workbench['runCommand']): Panels {
  const markers = page.locator('.markers-panel');

  return {
    async problems() {
      if (!(await markers.isVisible())) await runCommand('View: Focus Problems (Errors, Warnings, Infos)');
      await markers.waitFor({ timeout: deadline });
      return texts(markers.locator('.monaco-list-row'));
    },
    async output() {
      return texts(page.locator('.panel .output-view-container .view-line, .panel .view-lines .view-line'));
    },
    async statusBar() {
      return (await texts(page.locator('.statusbar-item'))).map(text => text.trim()).filter(text => text !== '');
    },
  };
}
