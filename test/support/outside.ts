/**
 * For tests that drive the workbench from the page, with the packaged extension installed as a user has it (test/editor/outside).
 * Here modal dialogs and notifications are real.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { packageExtension } from '../../scripts/tools/package-extension.ts';
import { outFolder } from '../../scripts/tools/paths.ts';
import { installExtension } from '../../scripts/tools/vscode-server.ts';
import { fileName } from './file-name.ts';
import { plain } from './page/element.ts';
import { workbenchOn } from './page/page-workbench.ts';
import { startVsCode, type VsCode, type VsCodeOptions } from './vscode.ts';
import type { Workbench } from './workbench.ts';

export interface Outside extends VsCode {
  readonly workbench: Workbench;
}

/**
 * Opens a fresh VS Code with Ordinal installed, hands it to `body`, and closes it again. When `body` fails, a picture of the page
 * and the logs are left in test/out under `name`.
 */
export async function withVsCode(
  name: string,
  options: VsCodeOptions,
  body: (vscode: Outside) => Promise<void>,
): Promise<void> {
  const vsix = await vsixUnderTest();
  const vscode = await startVsCode({
    ...options,
    async prepare(dataFolder) {
      await installExtension(dataFolder, vsix);
      await options.prepare?.(dataFolder);
    },
  });
  const workbench = workbenchOn(vscode.page);
  try {
    await vscode.open();
    await body({ ...vscode, workbench });
  } catch (error) {
    const file = fileName(`failed ${name}`);
    await workbench.screenshot(file).catch(() => {});
    await mkdir(outFolder, { recursive: true });
    await writeFile(path.join(outFolder, `${file}.log`), await vscode.logs());
    // On a machine that keeps no pictures this is all that is left of the window.
    if (error instanceof Error) error.message += `\nThe window showed: ${await shown(vscode.page)}`;
    throw error;
  } finally {
    await vscode.close();
  }
}

async function shown(page: Page): Promise<string> {
  const parts = [
    '.part.sidebar',
    '.part.statusbar',
    '.notifications-toasts',
    '.monaco-dialog-box',
    '.quick-input-widget',
  ];
  const texts = parts.map(async part => {
    const texts = await page.locator(`${part}:visible`).allInnerTexts();
    return texts.map(text => `${part}: ${plain(text).replace(/\s+/g, ' ')}`).join('; ');
  });
  const found = await Promise.all(texts).catch(() => []);
  return found.filter(text => text !== '').join('; ') || 'nothing';
}

/** The package that `npm test` has made, or a new one when a test file is run alone. */
async function vsixUnderTest(): Promise<string> {
  return process.env['ORDINAL_TEST_VSIX'] ?? packageExtension(path.join(outFolder, 'alone.vsix'));
}
