import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { beforeEach, describe, it } from 'node:test';
import type { Connection, WatchEvent } from '../../../src/cluster/connection.ts';
import { resourceOf } from '../../../src/cluster/mirror/kinds.ts';
import { overTls } from '../../support/cluster/over-tls.ts';
import { json } from '../../support/cluster/server.ts';

const PODS = resourceOf('Pod', 'shop');

describe('watch over TLS', () => {
  const tls = overTls();

  let events: WatchEvent[];
  let opened: number;
  const watch = async (connection: Connection, signal = new AbortController().signal) =>
    connection.watch(
      PODS,
      {
        resourceVersion: '5',
        signal,
        onOpen: () => {
          opened += 1;
        },
      },
      event => events.push(event),
    );
  const serve = (send: (response: ServerResponse) => void) =>
    tls.server.on('/api/v1/namespaces/shop/pods', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      send(response);
    });
  const line = (type: string, name: string, resourceVersion: string) =>
    `${JSON.stringify({ type, object: { kind: 'Pod', apiVersion: 'v1', metadata: { name, resourceVersion } } })}\n`;

  beforeEach(() => {
    events = [];
    opened = 0;
  });

  it('asks for bookmarks and an end, and delivers events however they are cut on the way', async () => {
    const text = Buffer.from(line('ADDED', 'wäb-0', '6') + line('BOOKMARK', '', '9') + line('DELETED', 'wäb-0', '10'));
    serve(response => {
      response.write(text.subarray(0, 62));
      setImmediate(() => {
        response.write(text.subarray(62, 63));
        setImmediate(() => response.end(text.subarray(63)));
      });
    });
    const end = await watch(await tls.open());
    assert.deepEqual(end, { reason: 'closed' });
    assert.equal(opened, 1);
    assert.deepEqual(
      events.map(event => (event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.name)),
      ['wäb-0', '9', 'wäb-0'],
    );
    const query = tls.server.requests.at(-1)?.query;
    assert.deepEqual(
      [query?.get('watch'), query?.get('allowWatchBookmarks'), query?.get('resourceVersion')],
      ['true', 'true', '5'],
    );
    assert.ok(Number(query?.get('timeoutSeconds')) >= 300);
  });

  it('tells a line that is cut from an end between two lines', async () => {
    serve(response => response.end(`${line('ADDED', 'a', '6')}{"type":"ADD`));
    assert.deepEqual(await watch(await tls.open()), { reason: 'cut' });
    assert.equal(events.length, 1);
  });

  it('tells a socket that dies', async () => {
    serve(response => {
      response.write(line('ADDED', 'a', '6'));
      setImmediate(() => response.socket?.destroy());
    });
    assert.deepEqual(await watch(await tls.open()), { reason: 'cut' });
  });

  it('tells a version that is too old, as an answer and as an event', async () => {
    tls.server.on(
      '/api/v1/namespaces/shop/pods',
      json(410, { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' }),
    );
    const connection = await tls.open();
    assert.deepEqual(await watch(connection), { reason: 'gone' });
    assert.equal(opened, 0);
    serve(response =>
      response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })}\n`),
    );
    assert.deepEqual(await watch(connection), { reason: 'gone' });
  });

  it('tells an error that the server reports, and a line that is no event', async () => {
    const connection = await tls.open();
    serve(response =>
      response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 500, message: 'etcd' } })}\n`),
    );
    const reported = await watch(connection);
    assert.ok(reported.reason === 'failed' && reported.error.failure.detail === 'etcd');
    serve(response => response.end('what?\n'));
    const garbled = await watch(connection);
    assert.ok(garbled.reason === 'failed' && garbled.error.failure.kind === 'not-kubernetes');
  });

  it('notices silence', async () => {
    serve(response => response.write(line('ADDED', 'a', '6')));
    const connection = await tls.open(undefined, undefined, { patience: { silence: 60 } });
    assert.deepEqual(await watch(connection), { reason: 'silent' });
  });

  it('notices a server that takes the request and never answers', async () => {
    tls.server.on('/api/v1/namespaces/shop/pods', () => {});
    const connection = await tls.open(undefined, undefined, { patience: { watch: 60 } });
    const end = await watch(connection);
    assert.ok(end.reason === 'failed' && end.error.failure.kind === 'timeout');
  });

  it('ends when told, by its own signal and with the connection', async () => {
    const connection = await tls.open();
    const stop = new AbortController();
    serve(response => {
      response.write('\n');
      stop.abort();
    });
    assert.deepEqual(await watch(connection, stop.signal), { reason: 'aborted' });
    serve(response => {
      response.write('\n');
      connection.close();
    });
    assert.deepEqual(await watch(connection), { reason: 'aborted' });
  });

  it('does not swallow an error of whoever listens', async () => {
    serve(response => response.write(line('ADDED', 'a', '6')));
    const connection = await tls.open();
    const signal = new AbortController().signal;
    const watching = connection.watch(PODS, { resourceVersion: '5', signal }, () => {
      throw new TypeError('a fault of ours');
    });
    await assert.rejects(watching, /a fault of ours/);
  });
});
