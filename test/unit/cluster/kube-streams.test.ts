import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';
import { dialWebSocket } from '../../../src/cluster/kube-sockets.ts';
import type { MessageSocket } from '../../../src/cluster/wire/message-socket.ts';
import { runInPod } from '../../../src/cluster/wire/pod-exec.ts';
import { reachPort } from '../../../src/cluster/wire/port-forward.ts';

const POD = { namespace: 'shop', name: 'web-0' };
const FAULT = new TypeError('no such thing');

describe('a stream whose messages nobody can take', () => {
  let server: WebSocketServer;

  beforeEach(async () => {
    server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: ([first]) => first ?? false });
    await once(server, 'listening');
  });

  afterEach(async () => {
    for (const client of server.clients) client.terminate();
    server.close();
    await once(server, 'close');
  });

  /** A stream to a server that says so much at once. */
  async function opened(messages: readonly Buffer[]): Promise<{ socket: MessageSocket; other: WebSocket }> {
    const came = once(server, 'connection');
    const { port } = server.address() as AddressInfo;
    const answer = await dialWebSocket({
      url: new URL(`http://127.0.0.1:${port}/`),
      protocols: ['v4.channel.k8s.io'],
      headers: {},
      options: {},
      heartbeat: 1_000_000,
      mustAnswer: true,
      signal: new AbortController().signal,
    });
    assert.ok('socket' in answer);
    const [other]: WebSocket[] = await came;
    assert.ok(other);
    for (const message of messages) other.send(message);
    return { socket: answer.socket, other };
  }

  const streams = (socket: MessageSocket) => ({ open: async () => socket, closing: new AbortController().signal });
  const three = [1, 1, 1].map(channel => Buffer.from([channel, 0x61]));

  it('is cut by a listener that throws, which is told with its end and hears nothing more', async () => {
    const { socket, other } = await opened(three);
    let heard = 0;
    socket.onMessage(() => {
      heard += 1;
      throw FAULT;
    });
    assert.deepEqual(await socket.closed, { reason: 'fault', error: FAULT });
    assert.equal(heard, 1);
    if (other.readyState !== other.CLOSED) await once(other, 'close');
  });

  it('is cut by a listener that rejects, too', async () => {
    const { socket } = await opened(three);
    let heard = 0;
    socket.onMessage(async () => {
      heard += 1;
      await new Promise(resolve => setImmediate(resolve));
      throw FAULT;
    });
    assert.deepEqual([await socket.closed, heard], [{ reason: 'fault', error: FAULT }, 1]);
  });

  it('ends a command with the fault, so that whoever waits for the command hears of it', async () => {
    const { socket } = await opened(three);
    const onOutput = () => {
      throw FAULT;
    };
    const { ended } = await runInPod(streams(socket), POD, { container: 'app', command: ['ls'], onOutput });
    await assert.rejects(ended, FAULT);
  });

  it('ends a forwarded connection with the fault', async () => {
    const { socket } = await opened([Buffer.from([0, 0x50, 0, 0x61])]);
    const onData = () => {
      throw FAULT;
    };
    const { ended } = await reachPort(streams(socket), POD, 80, { onData });
    await assert.rejects(ended, FAULT);
  });

  it('is told to be cut where the server goes without a word', async () => {
    const { socket, other } = await opened([]);
    other.terminate();
    socket.onMessage(() => undefined);
    assert.deepEqual(await socket.closed, { reason: 'cut' });
  });

  it('gives every message in order, and then its end, where the listener takes them', async () => {
    const { socket, other } = await opened([1, 2, 3].map(number => Buffer.from([number])));
    other.close(1000);
    const heard: (number | undefined)[] = [];
    socket.onMessage(async message => {
      await new Promise(resolve => setImmediate(resolve));
      heard.push(message[0]);
    });
    assert.deepEqual([await socket.closed, heard], [{ reason: 'clean' }, [1, 2, 3]]);
  });
});
