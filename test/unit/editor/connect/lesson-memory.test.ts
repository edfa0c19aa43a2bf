import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetLesson, rememberedLesson, rememberLesson } from '../../../../src/editor/connect/lesson-memory.ts';

function memory(value?: unknown) {
  const values = new Map<string, unknown>([['lesson', value]]);
  return {
    get: (key: string) => values.get(key),
    update: async (key: string, after: unknown) => void values.set(key, after),
  };
}

test('a lesson is remembered until it is over, and one that is over does not take a later one along', async () => {
  const kept = memory();
  const [earlier, later] = [
    { name: 'broken-revision', begun: 1 },
    { name: 'broken-revision', begun: 2 },
  ];
  await rememberLesson(kept, earlier);
  await rememberLesson(kept, later);
  await forgetLesson(kept, earlier);
  assert.deepEqual(rememberedLesson(kept), later);
  await forgetLesson(kept, later);
  assert.equal(rememberedLesson(kept), undefined);
});

test('what an earlier version has left in the memory is no lesson', () => {
  for (const value of [undefined, null, 'broken-revision', { name: 7, begun: 1 }, { name: 'broken-revision' }])
    assert.equal(rememberedLesson(memory(value)), undefined);
});
