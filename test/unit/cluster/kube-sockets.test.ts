import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { createMirror, type Mirror } from '../../../src/cluster/mirror.ts';
import { testClock } from '../../support/cluster/clock.ts';
import { overTls } from '../../support/cluster/over-tls.ts';
import { json, type TestServer } from '../../support/cluster/server.ts';

/** Lists nothing and keeps watches open; tells when one comes and when one ends. */
function watchable(server: TestServer): { readonly open: Set<ServerResponse>; readonly changes: EventEmitter } {
  const open = new Set<ServerResponse>();
  const changes = new EventEmitter();
  for (const [path, kind] of [
    ['/api/v1', 'PodList'],
    ['/apis/apps/v1', 'StatefulSetList'],
  ] as const) {
    server.on(path, (request, response) => {
      if (request.query.get('watch') === null) {
        json(200, { kind, apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] })(request, response);
        return;
      }
      open.add(response);
      response.once('close', () => {
        open.delete(response);
        changes.emit('change');
      });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('\n');
      changes.emit('change');
    });
  }
  return { open, changes };
}

describe('sockets', () => {
  const tls = overTls();

  const both = async (mirror: Mirror) => {
    while (mirror.status('Pod')?.state !== 'live' || mirror.status('StatefulSet')?.state !== 'live') {
      await new Promise(resolve => setImmediate(resolve));
    }
  };

  it('of a mirror are one for each watch, and none when it has stopped and the connection is closed', async () => {
    const { open, changes } = watchable(tls.server);
    const connection = await tls.open();
    const mirror = createMirror(connection, { kinds: ['Pod', 'StatefulSet'], namespace: undefined });
    while (open.size < 2) await once(changes, 'change');
    await both(mirror);
    mirror.stop();
    while (open.size > 0) await once(changes, 'change');
    connection.close();
    await tls.server.quiet();
    assert.equal(tls.server.sockets.size, 0);
  });

  it('do not grow in number over a hundred broken watches', async () => {
    const { open, changes } = watchable(tls.server);
    const connection = await tls.open();
    const clock = testClock();
    const mirror = createMirror(connection, { kinds: ['Pod'], namespace: undefined, clock });
    for (let turn = 0; turn < 100; turn += 1) {
      while (open.size < 1) {
        await clock.advance(30_000);
        if (open.size < 1) await new Promise(resolve => setImmediate(resolve));
      }
      assert.ok(tls.server.sockets.size <= 3, `${tls.server.sockets.size} sockets`);
      const [response] = open;
      const ended = once(changes, 'change');
      response?.destroy();
      await ended;
    }
    mirror.stop();
    await clock.settle();
    assert.equal(clock.pending, 0);
  });
});
