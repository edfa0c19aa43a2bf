import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { npm, readText, run, startGroup, stopGroup } from '../../../scripts/tools/child.ts';

test('a program that runs too long is killed, and its output says so', async () => {
  const { code, output } = await run(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { deadline: 200 });
  assert.notEqual(code, 0);
  assert.match(output, /Killed/);
});

test('a group ends with what its first program started', async () => {
  const forever = 'setInterval(() => {}, 1000)';
  const starter = `const { pid } = require('node:child_process').spawn(process.execPath, ['--eval', '${forever}']); console.log('started ' + pid); ${forever}`;
  const child = startGroup(process.execPath, ['--eval', starter], process.env);
  const grandchild = await new Promise<number>(resolve => {
    let printed = '';
    readText(child, text => {
      printed += text;
      const pid = /started (\d+)/.exec(printed)?.[1];
      if (pid !== undefined) resolve(Number(pid));
    });
  });
  const gone = once(child, 'exit');
  await stopGroup(child);
  await gone;
  assert.throws(() => process.kill(grandchild, 0), { code: 'ESRCH' });
});

test('npm is the one that runs this, or the one on the PATH', async () => {
  assert.match(await npm(['--version']), /^\d+\.\d+\.\d+$/m);
});
