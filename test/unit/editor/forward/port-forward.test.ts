import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import {
  ClusterError,
  type ClusterFailure,
  type Connection,
  type ForwardEnd,
  type ForwardOptions,
} from '../../../../src/cluster/connection.ts';
import type { Found } from '../../../../src/editor/forward/goal.ts';
import {
  listenLocally,
  PortRefused,
  portAlike,
  portIn,
  proposedPort,
} from '../../../../src/editor/forward/local-port.ts';
import { type PortForward, startForward } from '../../../../src/editor/forward/port-forward.ts';
import { caught } from '../../../support/caught.ts';
import { eventually } from '../../../support/eventually.ts';

const READY: Found = { pod: { namespace: 'shop', name: 'web-0' }, port: 8080 };

interface Reached {
  readonly pod: string;
  readonly port: number;
  readonly options: ForwardOptions;
  readonly heard: string[];
  /** Lets the pod take what was said. */
  take: () => void;
  isClosed: boolean;
  end(end: ForwardEnd): void;
}

describe('a forwarded port', () => {
  const open: { dispose(): void }[] = [];
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
  });

  /** Pods that a test plays, and a port that leads to them. */
  async function stage(localPort = 0) {
    const reached: Reached[] = [];
    const listeners = new Set<() => void>();
    const closing = new AbortController();
    let found: Found = READY;
    let refusal: ClusterFailure | undefined;
    let fault: Error | undefined;
    let isSlow = false;
    const forward: Connection['forward'] = async (pod, port, options) => {
      if (fault !== undefined) throw fault;
      if (refusal !== undefined) throw new ClusterError(refusal);
      let end: (end: ForwardEnd) => void = () => {};
      const ended = new Promise<ForwardEnd>(resolve => {
        end = resolve;
      });
      const own: Reached = { pod: pod.name, port, options, heard: [], take() {}, isClosed: false, end };
      reached.push(own);
      return {
        async write(data) {
          own.heard.push(Buffer.from(data).toString());
          if (isSlow)
            await new Promise<void>(resolve => {
              own.take = resolve;
            });
        },
        ended,
        close() {
          own.isClosed = true;
          end({ reason: 'closed' });
        },
      };
    };
    const errors = caught();
    const own: PortForward = await startForward({
      connection: { forward, closed: closing.signal },
      find: () => found,
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      localPort,
      patience: { visitor: 2_000, pause: 1_000_000 },
      errors,
    });
    open.push(own);
    const visit = async (): Promise<{ socket: Socket; text: () => string; closed: Promise<unknown> }> => {
      const socket = connect({ host: '127.0.0.1', port: own.localPort });
      let text = '';
      socket.on('data', data => {
        text += data.toString();
      });
      socket.on('error', () => {});
      const closed = new Promise(resolve => socket.once('close', resolve));
      open.push({ dispose: () => socket.destroy() });
      await once(socket, 'connect');
      return { socket, text: () => text, closed };
    };
    return {
      own,
      faults: errors.faults,
      reached,
      listeners,
      visit,
      leave: () => closing.abort(),
      slow: () => {
        isSlow = true;
      },
      stumble: (error: Error | undefined) => {
        fault = error;
      },
      refuse: (failure: ClusterFailure | undefined) => {
        refusal = failure;
      },
      change(next: Found) {
        found = next;
        for (const listener of [...listeners]) listener();
      },
    };
  }

  async function first(reached: readonly Reached[], at = 0): Promise<Reached> {
    return eventually(() => reached[at] ?? assert.fail('nobody was reached'));
  }

  it('leads each visitor to the pod over a connection of its own, and passes on both ways', async () => {
    const { own, reached, visit } = await stage();
    const one = await visit();
    const other = await visit();
    one.socket.write('hello');
    const pod = await first(reached);
    await first(reached, 1);
    await eventually(() => assert.deepEqual(reached.map(each => each.heard.join('')).sort(), ['', 'hello']));
    assert.deepEqual([pod.pod, pod.port], ['web-0', 8080]);
    for (const each of reached) await each.options.onData(Buffer.from('welcome'));
    await eventually(() => assert.deepEqual([one.text(), other.text()], ['welcome', 'welcome']));
    for (const each of reached) each.end({ reason: 'ended' });
    await Promise.all([one.closed, other.closed]);
    assert.deepEqual(own.state.get(), { kind: 'ready', pod: 'web-0', port: 8080 });
  });

  it('lets go of the pod when its visitor goes', async () => {
    const { reached, visit } = await stage();
    const { socket } = await visit();
    const pod = await first(reached);
    socket.resetAndDestroy();
    await eventually(() => assert.equal(pod.options.signal?.aborted, true));
  });

  it('still brings what the pod answers after its visitor has said all', async () => {
    const { reached, visit } = await stage();
    const { socket, text, closed } = await visit();
    socket.end('all');
    const pod = await first(reached);
    await eventually(() => assert.deepEqual(pod.heard, ['all']));
    await pod.options.onData(Buffer.from('answer'));
    pod.end({ reason: 'ended' });
    await closed;
    assert.equal(text(), 'answer');
  });

  it('takes no more from a visitor than the pod does', async () => {
    const { reached, visit, slow } = await stage();
    slow();
    const { socket } = await visit();
    const pod = await first(reached);
    for (let piece = 0; piece < 200; piece += 1) socket.write(Buffer.alloc(100_000));
    await eventually(() => assert.equal(pod.heard.length, 1));
    await eventually(() => assert.ok(socket.writableLength > 1_000_000));
    assert.equal(pod.heard.length, 1);
    pod.take();
    await eventually(() => assert.equal(pod.heard.length, 2));
  });

  it('takes no more from the pod than a visitor does', async () => {
    const { reached, visit } = await stage();
    const { socket } = await visit();
    socket.pause();
    const pod = await first(reached);
    let taken: unknown;
    for (let piece = 0; piece < 1_000 && taken === undefined; piece += 1)
      taken = pod.options.onData(Buffer.alloc(100_000));
    assert.ok(taken instanceof Promise, 'somebody took 100 MB that nobody reads');
    socket.resume();
    await taken;
  });

  it('keeps a visitor who comes while the pod is away, and leads him to the one of its name that comes', async () => {
    const { own, reached, visit, change } = await stage();
    change({ wait: { why: 'no-pod' } });
    assert.deepEqual(own.state.get(), { kind: 'waiting', wait: { why: 'no-pod' } });
    const { socket, text } = await visit();
    socket.write('anybody?');
    change({ wait: { why: 'not-running', state: 'Pending' } });
    assert.deepEqual(own.state.get(), { kind: 'waiting', wait: { why: 'not-running', state: 'Pending' } });
    assert.equal(reached.length, 0);
    await eventually(() => change(READY) ?? assert.equal(reached.length, 1));
    const pod = await first(reached);
    await eventually(() => assert.deepEqual(pod.heard, ['anybody?']));
    await pod.options.onData(Buffer.from('me'));
    await eventually(() => assert.equal(text(), 'me'));
    assert.deepEqual(own.state.get(), { kind: 'ready', pod: 'web-0', port: 8080 });
  });

  it('waits as well where only the server knows that the pod is away', async () => {
    const { own, reached, visit, change, refuse } = await stage();
    refuse({
      kind: 'invalid',
      status: 400,
      detail: 'unable to forward port because pod is not running. Current status=Pending',
    });
    await visit();
    await eventually(() =>
      assert.deepEqual(own.state.get(), { kind: 'waiting', wait: { why: 'not-running', state: 'Pending' } }),
    );
    refuse(undefined);
    await eventually(() => change(READY) ?? assert.equal(reached.length, 1));
  });

  it('says when nobody listens in the pod, and forgets it when somebody answers', async () => {
    const { own, reached, visit, change } = await stage();
    const one = await visit();
    (await first(reached)).end({ reason: 'refused', detail: 'connection refused' });
    await one.closed;
    const refused = { kind: 'refused', pod: 'web-0', port: 8080, detail: 'connection refused' };
    assert.deepEqual(own.state.get(), refused);
    change(READY);
    assert.deepEqual(own.state.get(), refused);
    const other = await visit();
    (await first(reached, 1)).end({ reason: 'ended' });
    await other.closed;
    assert.equal(own.state.get().kind, 'ready');
  });

  it('says what the server refuses, and keeps nobody waiting for that', async () => {
    const { own, visit, refuse } = await stage();
    refuse({ kind: 'forbidden', detail: 'cannot get resource "pods/portforward"' });
    await (await visit()).closed;
    const state = own.state.get();
    assert.equal(state.kind === 'failed' ? state.failure.kind : state.kind, 'forbidden');
  });

  it('hands a fault of ours in serving one visitor to those who tell it, and serves the next', async () => {
    const { reached, visit, faults, stumble } = await stage();
    const fault = new TypeError('no such thing');
    stumble(fault);
    await (await visit()).closed;
    assert.deepEqual(faults, [fault]);
    stumble(undefined);
    await visit();
    await first(reached);
  });

  it('ends with its cluster: nobody listens any more, and no listener is left', async () => {
    const { own, visit, leave, listeners } = await stage();
    const { closed } = await visit();
    leave();
    await closed;
    assert.equal(listeners.size, 0);
    const late = connect({ host: '127.0.0.1', port: own.localPort });
    const [error] = await once(late, 'error');
    assert.match(String(error), /ECONNREFUSED/);
  });

  it('cannot have a port that is taken, and another is proposed then', async () => {
    const { own } = await stage();
    await assert.rejects(stage(own.localPort), error => error instanceof PortRefused && error.why === 'taken');
    assert.notEqual(await proposedPort(own.localPort), own.localPort);
    const server = createServer();
    const port = await listenLocally(server, 0);
    server.close();
    await once(server, 'close');
    assert.equal(await proposedPort(port), port);
  });

  it('is proposed above the ports of administrators, like the one in the pod', () => {
    assert.deepEqual([80, 443, 1023, 1024, 5432].map(portAlike), [8080, 8443, 9023, 1024, 5432]);
  });

  it('is typed as a whole number', () => {
    assert.deepEqual(['80', ' 65535 ', '0', '65536', '8o', '', '1.5', '-1'].map(portIn), [
      80,
      65_535,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
