import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutNumbers } from '../../../src/core/without-numbers.ts';

test('what is said of the same fault at another time and of another pod is the same without its numbers', () => {
  const said = (uid: string, delay: string, port: number) =>
    withoutNumbers(`back-off ${delay} restarting container of web(${uid}): dial tcp 10.0.0.7:${port} after 0.5s`);
  const one = said('0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', '40s', 80);
  assert.equal(one, said('aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', '1m20s', 8080));
  assert.equal(one, 'back-off  restarting container of web(): dial tcp ...: after ');
});
