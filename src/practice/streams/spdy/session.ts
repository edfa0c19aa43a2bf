import type { Wire } from '../wire.ts';
import { headerReader, headerWriter } from './headers.ts';

/** One stream of a connection: bytes both ways, and the headers with which the client opened it. */
export interface SpdyStream {
  readonly headers: ReadonlyMap<string, string>;
  write(data: Buffer): void;
  /** Says that nothing more will be sent. */
  end(): void;
  /** Called with what arrives. What came before it was set is not lost. */
  onData(listener: (data: Buffer) => void): void;
  /** The client sends nothing more. */
  onEnd(listener: () => void): void;
}

const kinds = { open: 1, reply: 2, reset: 3, settings: 4, ping: 6, goAway: 7, headers: 8, window: 9 } as const;
const finished = 1;
/** Longer frames are refused; kubectl sends at most 32 KB at once. */
const longestFrame = 1024 * 1024;
const mostStreams = 500;
const piece = 32 * 1024;

interface Open {
  readonly stream: SpdyStream;
  receive(data: Buffer, last: boolean): void;
  /** Both sides have said that they send nothing more. */
  isOver(): boolean;
}

/** The server's side of SPDY/3.1 as kubectl speaks it: streams that the client opens, no pushes, no flow control. Anything else ends it. */
export function spdySession(wire: Wire, opened: (stream: SpdyStream) => void): void {
  const reader = headerReader();
  const writeHeaders = headerWriter();
  const streams = new Map<number, Open>();
  let rest = Buffer.alloc(0);
  let closed = false;
  let working = Promise.resolve();

  wire.onData(data => {
    working = working.then(() => take(data)).catch(shut);
  });
  wire.onClose(() => {
    closed = true;
    reader.close();
    for (const open of streams.values()) open.receive(Buffer.alloc(0), true);
    streams.clear();
  });

  function shut(): void {
    if (closed) return;
    closed = true;
    wire.close();
  }

  async function take(data: Buffer): Promise<void> {
    rest = Buffer.concat([rest, data]);
    while (!closed && rest.length >= 8) {
      const length = rest.readUIntBE(5, 3);
      if (length > longestFrame) throw new Error('a frame that is too long');
      if (rest.length < 8 + length) return;
      const head = rest.subarray(0, 8);
      const body = rest.subarray(8, 8 + length);
      rest = rest.subarray(8 + length);
      if ((head.readUInt8(0) & 0x80) === 0) receive(head.readUInt32BE(0), head.readUInt8(4), body);
      else await control(head.readUInt16BE(2), head.readUInt8(4), body);
    }
  }

  function receive(id: number, flags: number, body: Buffer): void {
    const open = streams.get(id);
    open?.receive(body, (flags & finished) !== 0);
    if (open?.isOver() === true) streams.delete(id);
  }

  async function control(kind: number, flags: number, body: Buffer): Promise<void> {
    if (kind === kinds.open && body.length >= 10) await open(body.readUInt32BE(0), flags, body.subarray(10));
    else if (kind === kinds.headers && body.length >= 4) await reader.read(body.subarray(4));
    else if (kind === kinds.ping) send(kinds.ping, 0, body);
    else if (kind === kinds.goAway) shut();
    else if (kind === kinds.reset && body.length >= 4) {
      streams.get(body.readUInt32BE(0))?.receive(Buffer.alloc(0), true);
      streams.delete(body.readUInt32BE(0));
    } else if (kind !== kinds.settings && kind !== kinds.window) throw new Error('a frame of no known kind');
  }

  async function open(id: number, flags: number, block: Buffer): Promise<void> {
    const headers = await reader.read(block);
    if (streams.has(id) || streams.size >= mostStreams) throw new Error('a stream too many');
    const made = newStream(id, headers);
    streams.set(id, made);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(id);
    send(kinds.reply, 0, Buffer.concat([number, writeHeaders(new Map())]));
    opened(made.stream);
    if ((flags & finished) !== 0) receive(id, flags, Buffer.alloc(0));
  }

  function newStream(id: number, headers: ReadonlyMap<string, string>): Open {
    let onData: ((data: Buffer) => void) | undefined;
    let onEnd: (() => void) | undefined;
    let waiting = Buffer.alloc(0);
    let theirs = false;
    let ours = false;

    function sendData(data: Buffer, flags: number): void {
      if (closed || ours) return;
      const head = Buffer.alloc(8);
      head.writeUInt32BE(id);
      head.writeUInt8(flags, 4);
      head.writeUIntBE(data.length, 5, 3);
      wire.send(Buffer.concat([head, data]));
    }

    return {
      isOver: () => theirs && ours,
      receive(data, last) {
        if (theirs) return;
        if (onData !== undefined) onData(data);
        else if (waiting.length + data.length <= longestFrame) waiting = Buffer.concat([waiting, data]);
        theirs = last;
        if (last) onEnd?.();
      },
      stream: {
        headers,
        write(data) {
          for (let from = 0; from < data.length; from += piece) sendData(data.subarray(from, from + piece), 0);
        },
        end() {
          sendData(Buffer.alloc(0), finished);
          ours = true;
          if (theirs) streams.delete(id);
        },
        onData(listener) {
          onData = listener;
          if (waiting.length > 0) listener(waiting);
          waiting = Buffer.alloc(0);
        },
        onEnd(listener) {
          onEnd = listener;
          if (theirs) listener();
        },
      },
    };
  }

  function send(kind: number, flags: number, body: Buffer): void {
    if (closed) return;
    const head = Buffer.alloc(8);
    head.writeUInt16BE(0x8003, 0);
    head.writeUInt16BE(kind, 2);
    head.writeUInt8(flags, 4);
    head.writeUIntBE(body.length, 5, 3);
    wire.send(Buffer.concat([head, body]));
  }
}
