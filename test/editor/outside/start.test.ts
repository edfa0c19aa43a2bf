import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { readText } from '../../../scripts/tools/child.ts';
import { browserOptions } from '../../../scripts/tools/chromium.ts';
import { root } from '../../../scripts/tools/paths.ts';
import { eventually } from '../../support/eventually.ts';
import { workbenchOn } from '../../support/page/page-workbench.ts';

test('npm start serves VS Code to nobody without the token, opens a sample and connects once it is trusted, and ends on Ctrl-C', async () => {
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'start.ts'), '--browser'], {
    env: { ...process.env, ORDINAL_NO_BROWSER: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  readText(child, text => {
    printed += text;
  });
  try {
    const address = await eventually(() => {
      const found = /http:\/\/127\.0\.0\.1:\S+/.exec(printed)?.[0];
      assert.ok(found, printed);
      return new URL(found);
    }, 60_000);
    assert.equal((await fetch(address.origin)).status, 403);
    // The right token is answered with a cookie, and sent on to the workbench.
    const answer = await fetch(address, { redirect: 'manual' });
    assert.equal(answer.status, 302);
    assert.match(answer.headers.get('set-cookie') ?? '', /vscode-tkn=/);
    await trustAndConnect(address.href);

    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    await assert.rejects(fetch(address.origin));
  } finally {
    child.kill('SIGTERM');
  }
});

/** What a newcomer sees first: a sample, the question of trust, and after a yes the practice cluster. */
async function trustAndConnect(address: string): Promise<void> {
  const browser = await chromium.launch({ ...(await browserOptions()), timeout: 60_000 });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    await page.locator('.tab', { hasText: 'web.yaml' }).waitFor({ timeout: 60_000 });
    const workbench = workbenchOn(page);
    await workbench.answerDialog('Yes, I trust');
    await page.locator('.statusbar-item', { hasText: 'ordinal-practice' }).waitFor({ timeout: 60_000 });
    await workbench.screenshot('start');
  } finally {
    await browser.close();
  }
}
