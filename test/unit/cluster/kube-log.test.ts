import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { failureOf, overTls } from '../../support/cluster/over-tls.ts';
import { json, type TestServer } from '../../support/cluster/server.ts';

const POD = { namespace: 'shop', name: 'web-0' };
const LOG = '/api/v1/namespaces/shop/pods/web-0/log';

/** Answers with a log that the test writes, and resolves when it is asked for. */
function writing(server: TestServer): Promise<ServerResponse> {
  return new Promise(resolve => {
    server.on(LOG, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.flushHeaders();
      resolve(response);
    });
  });
}

describe('a log', () => {
  const tls = overTls();

  it('is read to its end, also where a character is cut in two', async () => {
    const connection = await tls.open();
    const opened = writing(tls.server);
    const texts: string[] = [];
    const reading = connection.log(POD, {}, text => {
      texts.push(text);
    });
    const response = await opened;
    const bytes = Buffer.from('schön\nfertig\n');
    response.write(bytes.subarray(0, 4));
    response.end(bytes.subarray(4));
    await reading;
    assert.equal(texts.join(''), 'schön\nfertig\n');
  });

  it('is asked for as told', async () => {
    const connection = await tls.open();
    const opened = writing(tls.server);
    const options = { container: 'app', follow: true, previous: true, sinceSeconds: 60, tailLines: 10 };
    const reading = connection.log(POD, options, () => {});
    (await opened).end();
    await reading;
    const request = tls.server.requests.at(-1);
    assert.deepEqual(Object.fromEntries(request?.query ?? []), {
      container: 'app',
      follow: 'true',
      previous: 'true',
      sinceSeconds: '60',
      tailLines: '10',
    });
    assert.match(request?.headers.accept ?? '', /\*\/\*/);
    assert.equal(request?.headers['accept-encoding'], undefined);
  });

  it('is not read on while what was read is not taken', async () => {
    const connection = await tls.open();
    const opened = writing(tls.server);
    let take = () => {};
    let taken = 0;
    const first = new Promise<void>(resolve => {
      take = resolve;
    });
    const reading = connection.log(POD, { follow: true }, text => {
      taken += text.length;
      return first;
    });
    const total = 100;
    let made = 0;
    const million = 'x'.repeat(1_000_000);
    const pieces = Readable.from(
      (function* () {
        for (; made < total; made += 1) yield million;
      })(),
    );
    pieces.pipe(await opened);
    // Until nothing moves any more: either all was made, or the server waits.
    for (let still = 0, before = -1; still < 500; still = made === before ? still + 1 : 0) {
      before = made;
      await new Promise(resolve => setImmediate(resolve));
    }
    assert.ok(made < total, 'everything was read though nobody took it');
    assert.ok(taken > 0 && taken < 1_000_000, 'one piece was handed over');
    take();
    await reading;
    assert.equal(taken, total * 1_000_000);
  });

  it('that is refused says why in the words of the server', async () => {
    const connection = await tls.open();
    const message = 'previous terminated container "app" in pod "web-0" not found';
    const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason: 'BadRequest', code: 400 };
    tls.server.on(LOG, json(400, status));
    const failure = await failureOf(connection.log(POD, { previous: true }, () => {}));
    assert.equal(failure.detail, message);
  });

  it('ends when nobody wants it any more, and when the connection is closed', async () => {
    const connection = await tls.open();
    const stop = new AbortController();
    const first = writing(tls.server);
    const reading = failureOf(connection.log(POD, { follow: true, signal: stop.signal }, () => {}));
    const response = await first;
    stop.abort();
    assert.equal((await reading).kind, 'aborted');
    if (!response.closed) await once(response, 'close');
    const second = writing(tls.server);
    const other = failureOf(connection.log(POD, { follow: true }, () => {}));
    await second;
    connection.close();
    assert.equal((await other).kind, 'aborted');
  });

  it('that is cut off fails, so that nobody takes it for the end', async () => {
    const connection = await tls.open();
    const opened = writing(tls.server);
    const reading = failureOf(connection.log(POD, { follow: true }, () => {}));
    const response = await opened;
    response.write('one\n');
    response.destroy();
    assert.equal((await reading).kind, 'unreachable');
  });
});
