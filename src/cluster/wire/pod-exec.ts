import { StringDecoder } from 'node:string_decoder';
import type { ExecEnd, ExecOptions, Execution, PodPath } from '../connection.ts';
import { holdSocket } from './held-socket.ts';
import { fieldsOf, parseJson } from './json.ts';
import type { PodStreams } from './pod-streams.ts';

/**
 * Version 5 lets a client end the input alone, which servers know since 1.30; version 4, in which the server tells the exit code, is
 * understood by all.
 */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
/** The first byte of every message. */
const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4 } as const;

/** Runs a command in a container over the exec API. */
export async function runInPod(streams: PodStreams, pod: PodPath, options: ExecOptions): Promise<Execution> {
  const { container, command, tty = false, stdin = false, onOutput, signal } = options;
  const socket = await streams.open(pod, {
    subresource: 'exec',
    query: [
      ['container', container],
      ...command.map(word => ['command', word] as const),
      ['stdin', String(stdin)],
      ['stdout', 'true'],
      // A terminal has one output only, and the server refuses to be asked for two.
      ['stderr', String(!tty)],
      ['tty', String(tty)],
    ],
    protocols: PROTOCOLS,
    mustAnswer: true,
    signal,
  });
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  let status: string | undefined;
  const held = holdSocket(socket, [streams.closing, signal]);

  socket.onMessage(message => {
    const text = message.subarray(1);
    switch (message[0]) {
      case CHANNEL.stdout:
      case CHANNEL.stderr: {
        const from = message[0] === CHANNEL.stdout ? 'stdout' : 'stderr';
        const said = decoders[from].write(text);
        return said === '' || held.isClosed ? undefined : onOutput(said, from);
      }
      case CHANNEL.error:
        status = (status ?? '') + text.toString('utf8');
        return undefined;
      default:
        return undefined;
    }
  });
  const ended = held.over.then((): ExecEnd => {
    return status === undefined ? { reason: held.isClosed ? 'closed' : 'cut' } : endOf(status);
  });

  const send = (channel: number, text: string) => {
    void socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  };
  return {
    write: text => send(CHANNEL.stdin, text),
    resize: (columns, rows) => send(CHANNEL.resize, JSON.stringify({ Width: columns, Height: rows })),
    ended,
    close: held.close,
  };
}

/** Reads the status with which the server ends a command. */
export function endOf(text: string): ExecEnd {
  const status = fieldsOf(parseJson(text));
  if (status['status'] === 'Success') return { reason: 'exited', code: 0 };
  const causes = fieldsOf(status['details'])['causes'];
  const cause = Array.isArray(causes) ? causes.map(fieldsOf).find(({ reason }) => reason === 'ExitCode') : undefined;
  const code = Number(cause?.['message'] ?? Number.NaN);
  if (status['reason'] === 'NonZeroExitCode' && Number.isInteger(code)) return { reason: 'exited', code };
  const detail = status['message'];
  return { reason: 'failed', detail: typeof detail === 'string' && detail !== '' ? detail : text.slice(0, 300) };
}
