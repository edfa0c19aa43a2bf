import type { Wire } from '../wire.ts';
import { controlFrame, dataFrame, finished, frameCutter, kinds } from './frames.ts';
import { headerReader, headerWriter } from './headers.ts';
import { type OpenStream, openStream, type SpdyStream } from './stream.ts';

const mostStreams = 500;

/** The server's side of SPDY/3.1 as kubectl speaks it: streams that the client opens, no pushes, no flow control. Anything else ends it. */
export function spdySession(wire: Wire, opened: (stream: SpdyStream) => void): void {
  const reader = headerReader();
  const writeHeaders = headerWriter();
  const framesIn = frameCutter();
  const streams = new Map<number, OpenStream>();
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

  function send(frame: Buffer): void {
    if (!closed) wire.send(frame);
  }

  async function take(data: Buffer): Promise<void> {
    for (const frame of framesIn(data)) {
      if (closed) return;
      if ('stream' in frame) receive(frame.stream, frame.flags, frame.body);
      else await control(frame.kind, frame.flags, frame.body);
    }
  }

  function receive(id: number, flags: number, body: Buffer): void {
    streams.get(id)?.receive(body, (flags & finished) !== 0);
    forgetIfOver(id);
  }

  function forgetIfOver(id: number): void {
    if (streams.get(id)?.isOver() === true) streams.delete(id);
  }

  async function control(kind: number, flags: number, body: Buffer): Promise<void> {
    if (kind === kinds.open && body.length >= 10) await open(body.readUInt32BE(0), flags, body.subarray(10));
    else if (kind === kinds.headers && body.length >= 4) await reader.read(body.subarray(4));
    else if (kind === kinds.ping) send(controlFrame(kinds.ping, body));
    else if (kind === kinds.goAway) shut();
    else if (kind === kinds.reset && body.length >= 4) {
      streams.get(body.readUInt32BE(0))?.receive(Buffer.alloc(0), true);
      streams.delete(body.readUInt32BE(0));
    } else if (kind !== kinds.settings && kind !== kinds.window) throw new Error('a frame of no known kind');
  }

  async function open(id: number, flags: number, block: Buffer): Promise<void> {
    const headers = await reader.read(block);
    if (streams.has(id) || streams.size >= mostStreams) throw new Error('a stream too many');
    const made = openStream(
      headers,
      (data, flag) => send(dataFrame(id, flag, data)),
      () => forgetIfOver(id),
    );
    streams.set(id, made);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(id);
    send(controlFrame(kinds.reply, Buffer.concat([number, writeHeaders(new Map())])));
    opened(made.stream);
    if ((flags & finished) !== 0) receive(id, flags, Buffer.alloc(0));
  }
}
