import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const room = path.join(import.meta.dirname, '../../../src/words');

test('a code stands in one table only', async () => {
  const owners = new Map<string, string[]>();
  for (const file of readdirSync(room).filter(name => name.endsWith('.ts'))) {
    const tables: Record<string, unknown> = await import(path.join(room, file));
    for (const table of Object.values(tables)) {
      if (typeof table !== 'object' || table === null) continue;
      for (const code of Object.keys(table)) owners.set(code, [...(owners.get(code) ?? []), file]);
    }
  }
  assert.ok(owners.size > 100);
  assert.deepEqual(
    [...owners].filter(([, files]) => files.length > 1),
    [],
  );
});
