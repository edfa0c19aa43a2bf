import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../support/eventually.ts';
import { withVsCode } from '../../support/outside.ts';

test('The package installs, and its views open', async () => {
  await withVsCode('installed package', {}, async ({ workbench }) => {
    await workbench.openViews('Ordinal');
    await eventually(async () => assert.match(await workbench.text('.sidebar .composite.title'), /Ordinal/i));
    await workbench.screenshot('outside');
  });
});

test('A modal dialog can be read and answered', async () => {
  await withVsCode('modal dialog', {}, async ({ workbench }) => {
    await workbench.runCommand('Help: About');
    const { message, buttons } = await workbench.dialog();
    assert.notEqual(message, '');
    assert.ok(buttons.includes('Copy'), buttons.join());
    await workbench.answerDialog('Copy');
  });
});
