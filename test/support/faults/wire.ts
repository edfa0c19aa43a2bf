import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

/** The bytes between a client and a server on 127.0.0.1, and everything that can happen to them on the way. */
export interface Wire {
  readonly port: number;
  /** Connections that are open now, as far as the client knows. */
  readonly open: number;
  /** Bytes that have come from the server. */
  readonly carried: number;
  /** Nobody listens any more, and connections that are open are reset, as when a server's process dies. */
  refuse(): Promise<void>;
  /** Listens again, on the same port. */
  accept(): Promise<void>;
  /** Resets the connections that are open. */
  cut(): void;
  /** Ends the server's half of the connections that are open; the client's stays open. */
  halfClose(): void;
  /** The connections that are open carry nothing any more and do not end, as when a middlebox forgets them. */
  stall(): void;
  /** New connections are taken and never answered. */
  mute(on: boolean): void;
  /** The next bytes to each client arrive with every bit turned. */
  garble(on: boolean): void;
  /** Bytes to clients arrive in crumbs, of `size` bytes every `pause` milliseconds of the machine. */
  trickle(crumbs: { readonly size: number; readonly pause: number } | undefined): void;
  close(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket | undefined;
  stalled: boolean;
}

/** Stands in front of the server that listens on `target`. */
export async function createWire(target: number): Promise<Wire> {
  const pairs = new Set<Pair>();
  let carried = 0;
  let muted = false;
  let garbled = false;
  let crumbs: { readonly size: number; readonly pause: number } | undefined;

  const connect = (near: Socket) => {
    near.setNoDelay(true);
    const far = muted ? undefined : net.connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const pair: Pair = { near, far, stalled: muted };
    pairs.add(pair);
    near.on('error', () => {});
    near.on('close', () => {
      pairs.delete(pair);
      far?.destroy();
    });
    if (far === undefined) {
      near.resume();
      return;
    }
    far.setNoDelay(true);
    far.on('error', () => pair.stalled || near.destroy());
    near.on('data', chunk => pair.stalled || far.write(chunk));
    near.on('end', () => pair.stalled || far.end());
    deliver(pair, far);
  };

  /** From server to client; in the order in which it came, however slowly. */
  const deliver = (pair: Pair, far: Socket) => {
    const waiting: Buffer[] = [];
    let busy = false;
    let ended = false;
    const next = () => {
      if (crumbs === undefined) for (const chunk of waiting.splice(0)) write(chunk);
      const chunk = waiting.shift();
      busy = chunk !== undefined;
      if (chunk === undefined) {
        if (ended && !pair.stalled) pair.near.end();
        return;
      }
      const size = crumbs?.size ?? chunk.length;
      if (chunk.length > size) waiting.unshift(chunk.subarray(size));
      write(chunk.subarray(0, size));
      setTimeout(next, crumbs?.pause ?? 0);
    };
    const write = (chunk: Buffer) => {
      if (!pair.stalled && pair.near.writable) pair.near.write(garbled ? chunk.map(byte => byte ^ 0xff) : chunk);
    };
    far.on('data', chunk => {
      carried += chunk.length;
      waiting.push(chunk);
      if (!busy) next();
    });
    far.on('end', () => {
      ended = true;
      if (!busy) next();
    });
  };

  const server = net.createServer({ allowHalfOpen: true }, connect);
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const cut = () => {
    for (const { near } of pairs) near.resetAndDestroy();
  };
  const refuse = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  };

  const port = await listen(0);
  return {
    port,
    get open() {
      return pairs.size;
    },
    get carried() {
      return carried;
    },
    refuse,
    accept: async () => {
      await listen(port);
    },
    cut,
    halfClose() {
      for (const pair of pairs) {
        pair.near.end();
        pair.stalled = true;
      }
    },
    stall() {
      for (const pair of pairs) pair.stalled = true;
    },
    mute(on) {
      muted = on;
    },
    garble(on) {
      garbled = on;
    },
    trickle(next) {
      crumbs = next;
    },
    close: refuse,
  };
}
