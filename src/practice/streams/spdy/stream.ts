import { finished, longestFrame } from './frames.ts';

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

/** A stream as its connection has it. */
export interface OpenStream {
  readonly stream: SpdyStream;
  receive(data: Buffer, last: boolean): void;
  /** Both sides have said that they send nothing more. */
  isOver(): boolean;
}

const piece = 32 * 1024;

/** `send` takes data with its flags to the client; `ended` is told when our side has sent its last. */
export function openStream(
  headers: ReadonlyMap<string, string>,
  send: (data: Buffer, flags: number) => void,
  ended: () => void,
): OpenStream {
  let onData: ((data: Buffer) => void) | undefined;
  let onEnd: (() => void) | undefined;
  let waiting = Buffer.alloc(0);
  let theirs = false;
  let ours = false;

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
        if (ours) return;
        for (let from = 0; from < data.length; from += piece) send(data.subarray(from, from + piece), 0);
      },
      end() {
        if (!ours) send(Buffer.alloc(0), finished);
        ours = true;
        ended();
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
