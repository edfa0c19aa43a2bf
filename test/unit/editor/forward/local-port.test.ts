import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { listenLocally, portAlike, portIn, proposedPort } from '../../../../src/editor/forward/local-port.ts';

test('a port inside a pod has one like it on the machine, which needs no administrator', () => {
  assert.deepEqual([80, 1023, 1024, 5432].map(portAlike), [8080, 9023, 1024, 5432]);
});

test('where the port like it is taken any free one is proposed', async () => {
  const taken = createServer();
  const port = await listenLocally(taken, 0);
  try {
    const proposed = await proposedPort(port);
    assert.ok(proposed > 0 && proposed !== port, String(proposed));
  } finally {
    taken.close();
  }
  assert.equal(await proposedPort(port), port);
});

test('what is no port at all is a fault, and not passed over', async () => {
  await assert.rejects(proposedPort(70_000), RangeError);
});

test('a port is read as a person types it', () => {
  assert.deepEqual(['1', ' 8080 ', '65535'].map(portIn), [1, 8080, 65_535]);
  for (const text of ['0', '65536', '80a', '-1', '', '123456']) assert.equal(portIn(text), undefined);
});
