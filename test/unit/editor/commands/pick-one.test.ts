import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../../../scripts/tools/paths.ts';

test('every command lets choose in the same way, so that one alone is taken without asking everywhere', () => {
  const folder = path.join(root, 'src/editor/commands');
  const asking = globSync('*.ts', { cwd: folder }).filter(file =>
    readFileSync(path.join(folder, file), 'utf8').includes('showQuickPick'),
  );
  assert.deepEqual(asking, ['pick-one.ts']);
});

test('nothing is sent to a cluster but through the ways that show a plan first', () => {
  const folder = path.join(root, 'src/editor');
  const sending = globSync('**/*.ts', { cwd: folder }).filter(file =>
    /import \{[^}]*\bsend\b[^}]*\} from '[^']*cluster\/change\.ts'/.test(readFileSync(path.join(folder, file), 'utf8')),
  );
  assert.deepEqual(sending, [path.join('commands', 'send-in-turn.ts')]);
});
