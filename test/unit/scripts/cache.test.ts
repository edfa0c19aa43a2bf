import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cached } from '../../../scripts/tools/cache.ts';

let parent = '';
before(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'ordinal-cache-'));
});
after(() => rm(parent, { recursive: true }));

const filling = (text: string) => (folder: string) => writeFile(path.join(folder, 'content'), text);

test('a folder of the cache is filled once', async () => {
  const folder = await cached('once', filling('first'), parent);
  assert.equal(await cached('once', filling('second'), parent), folder);
  assert.equal(await readFile(path.join(folder, 'content'), 'utf8'), 'first');
});

test('a broken download leaves nothing, and the next one starts again', async () => {
  const broken = cached(
    'broken',
    async folder => {
      await filling('half')(folder);
      throw new Error('the connection was lost');
    },
    parent,
  );
  await assert.rejects(broken, /the connection was lost/);
  assert.ok(!(await readdir(parent)).some(name => name.startsWith('broken')));
  const folder = await cached('broken', filling('whole'), parent);
  assert.equal(await readFile(path.join(folder, 'content'), 'utf8'), 'whole');
});

test('of two that fill the same folder one wins and both go on', async () => {
  const both = await Promise.all([cached('race', filling('same'), parent), cached('race', filling('same'), parent)]);
  assert.equal(both[0], both[1]);
  assert.deepEqual(
    (await readdir(parent)).filter(name => name.startsWith('race')),
    ['race'],
  );
});
