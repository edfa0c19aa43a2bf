import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it, mock } from 'node:test';
import { watchOver } from '../../../../src/cluster/wire/watching.ts';

/** Lets streams and promises that are ready go on. */
async function turn(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await new Promise(resolve => setImmediate(resolve));
}

describe('silence', () => {
  it('is counted from the last byte, not from the start', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const stream = new PassThrough();
      const ended = watchOver({
        logIn: async () => undefined,
        open: async () => ({ status: 200, contentType: 'application/json', stream, destroy: () => stream.destroy() }),
        closing: new AbortController().signal,
        options: { resourceVersion: '1', signal: new AbortController().signal },
        onEvent: () => {},
        patience: { watch: 1_000, silence: 1_000 },
      });
      let isOver = false;
      void ended.finally(() => {
        isOver = true;
      });
      await turn();
      for (let count = 0; count < 5; count += 1) {
        mock.timers.tick(900);
        stream.write('\n');
        await turn();
      }
      assert.equal(isOver, false);
      mock.timers.tick(1_000);
      assert.deepEqual(await ended, { reason: 'silent' });
      assert.equal(stream.destroyed, true);
    } finally {
      mock.timers.reset();
    }
  });
});
