import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { pacer } from '../../../src/editor/pace.ts';
import { overTls } from '../../support/cluster/over-tls.ts';

const POD = { namespace: 'shop', name: 'chatty-0' };
/** What the container would write in all, if it could: no window has the memory for it. */
const TOTAL = 400_000_000;
/** What the sockets, TLS and HTTP of both ends hold on the way. */
const ON_THE_WAY = 24_000_000;

describe('a container that writes as fast as it can', () => {
  const tls = overTls();

  it('is held up by a window that draws 64 KB at a time: neither memory nor the event loop fills', async () => {
    let written = 0;
    tls.server.on('/api/v1/namespaces/shop/pods/chatty-0/log', async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const gone = once(response, 'close');
      const line = Buffer.from(`${'x'.repeat(127)}\n`.repeat(512));
      while (written < TOTAL && !response.destroyed) {
        written += line.length;
        if (!response.write(line)) await Promise.race([new Promise(resolve => response.once('drain', resolve)), gone]);
      }
      response.end();
    });
    let shown = 0;
    let turns = 0;
    let mostAtOnce = 0;
    let atOnce = 0;
    const show = pacer(
      text => {
        shown += text.length;
        atOnce += text.length;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
      },
      async () => {
        // The workbench draws, much slower than the wire brings.
        for (let turn = 0; turn < 50; turn += 1) await new Promise(resolve => setImmediate(resolve));
        atOnce = 0;
        turns += 1;
      },
    );
    const connection = await tls.open();
    const stop = new AbortController();
    const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
    let mostWaiting = 0;
    let mostMemory = 0;
    const reading = connection.log(POD, { follow: true, signal: stop.signal }, async text => {
      await show(text);
      mostWaiting = Math.max(mostWaiting, written - shown);
      const { heapUsed, external } = process.memoryUsage();
      mostMemory = Math.max(mostMemory, heapUsed + external - before);
      if (shown > 16_000_000) stop.abort();
    });
    await assert.rejects(reading, /aborted/);
    assert.ok(turns > 200, `${turns} turns`);
    assert.ok(mostAtOnce < 200_000, `${mostAtOnce} letters at once`);
    assert.ok(mostWaiting < ON_THE_WAY, `${mostWaiting} bytes were written ahead`);
    assert.ok(mostMemory < 150_000_000, `${mostMemory} bytes of memory`);
  });
});
