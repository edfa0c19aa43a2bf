import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import https from 'node:https';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chunksOf, createTransport, readBody } from '../../../../src/cluster/wire/transport.ts';
import { testServer } from '../../../support/cluster/server.ts';
import { eventually } from '../../../support/eventually.ts';

it('closes the sockets of an agent that is not its own', async () => {
  const server = await testServer();
  const agent = new https.Agent({ keepAlive: true, ca: server.certificate });
  const transport = createTransport();
  try {
    const signal = new AbortController().signal;
    const answer = await transport.send({
      method: 'GET',
      url: new URL(`${server.url}/version`),
      options: { agent },
      signal,
    });
    await readBody(answer);
    assert.equal(server.sockets.size, 1);
    transport.close();
    await server.quiet();
  } finally {
    agent.destroy();
    await server.close();
  }
});

it('reads again when the server closed an idle connection, and sends a change only once', async () => {
  const server = await testServer();
  const agent = new https.Agent({ keepAlive: true, ca: server.certificate });
  const transport = createTransport();
  const ask = (method: string) =>
    transport.send({
      method,
      url: new URL(`${server.url}/version`),
      options: { agent },
      signal: new AbortController().signal,
    });
  let drop = false;
  server.on('/version', (_, response) => {
    if (drop) response.socket?.destroy();
    else response.end('{}');
    drop = !drop;
  });
  try {
    await readBody(await ask('GET'));
    // The next request on this connection meets a server that has just given it up.
    await readBody(await ask('GET'));
    assert.equal(server.connections, 2);
    drop = true;
    await assert.rejects(ask('POST'), /unreachable: ECONNRESET/);
    assert.deepEqual(
      server.requests.map(({ method }) => method),
      ['GET', 'GET', 'GET', 'POST'],
    );
  } finally {
    transport.close();
    agent.destroy();
    await server.close();
  }
});

it('leaves no connection open behind a zipped answer that is read half way, or that is cut', async () => {
  const server = await testServer();
  const agent = new https.Agent({ keepAlive: true, ca: server.certificate });
  const transport = createTransport();
  const body = gzipSync(Buffer.alloc(20_000_000));
  let cut = false;
  server.on('/version', (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    if (cut) response.write(body.subarray(0, 1000), () => response.destroy());
    else response.end(Buffer.concat(Array.from({ length: 200 }, () => body)));
  });
  const ask = () =>
    transport.send({
      method: 'GET',
      url: new URL(`${server.url}/version`),
      options: { agent },
      signal: new AbortController().signal,
    });
  try {
    for await (const _ of chunksOf(await ask())) break;
    await server.quiet();
    cut = true;
    await assert.rejects(readBody(await ask()), /unreachable/);
    await server.quiet();
  } finally {
    transport.close();
    agent.destroy();
    await server.close();
  }
});

it('lets go of a signal that lives on once a request is over', async () => {
  const server = await testServer();
  const agent = new https.Agent({ keepAlive: true, ca: server.certificate });
  const transport = createTransport();
  const { signal } = new AbortController();
  const ask = (path: string) =>
    transport.send({ method: 'GET', url: new URL(`${server.url}${path}`), options: { agent }, signal });
  try {
    for (let turn = 0; turn < 3; turn += 1) await readBody(await ask('/version'));
    await eventually(() => assert.equal(getEventListeners(signal, 'abort').length, 0));
  } finally {
    transport.close();
    agent.destroy();
    await server.close();
  }
});
