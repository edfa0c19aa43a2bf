import { StringDecoder } from 'node:string_decoder';
import { isSet } from '../api/exchange.ts';
import { execute } from '../machine/exec.ts';
import type { Running, Task } from '../machine/running.ts';
import type { Machine } from '../machine/sandbox.ts';
import { StatusError } from '../status.ts';
import { spdySession } from './spdy/session.ts';
import type { SpdyStream } from './spdy/stream.ts';
import { podOf, runningContainer, whenEnded } from './task.ts';
import type { Upgrade, Wire } from './wire.ts';
import { agreedProtocol, type Wish } from './wish.ts';

/** Best first. From version 4 on the exit code is told, from version 5 on the end of the input is too. */
const channelProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;
/** The last of the sizes that were sent, in the order in which clients write it. */
const lastSize = /\{\s*"Width":\s*(\d{1,5}),\s*"Height":\s*(\d{1,5})\s*\}\s*$/;
/** What a program that is killed leaves as its code. */
const killed = 137;

/** Runs a command in a container for a client that speaks one of the protocols. Throws what is wrong with the request. */
export function execUpgrade(machine: Machine, wish: Wish): Upgrade {
  return upgradeFor(machine, execTask(machine, wish), wish, execute);
}

/** Starts what the client is then connected with. */
export type Start = typeof execute;

/** Connects a client with what `start` makes of the task. */
export function upgradeFor(machine: Machine, task: Task, wish: Wish, start: Start): Upgrade {
  const { over } = wish;
  const protocol = agreedProtocol(over === 'websocket' ? channelProtocols : channelProtocols.slice(1), wish);
  return {
    over,
    protocol,
    serve: wire => (over === 'websocket' ? overChannels : overSpdy)(machine, task, start, wire),
  };
}

function execTask(machine: Machine, { target, request }: Wish): Task {
  const { query } = request;
  const pod = podOf(machine.registry, target);
  const container = runningContainer(pod, request);
  const command = query.getAll('command');
  if (command.length === 0)
    throw new StatusError(400, 'BadRequest', 'you must specify at least one command for the container');
  return { pod, container, command, tty: isSet(query, 'tty'), stdin: isSet(query, 'stdin') };
}

/** Every message begins with a byte that names its channel. */
function overChannels(machine: Machine, task: Task, start: Start, wire: Wire): void {
  const send = (channel: number, text: string): void =>
    wire.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  const input = run(machine, task, start, wire, {
    out: text => send(channels.stdout, text),
    err: text => send(channels.stderr, text),
    status(text) {
      send(channels.error, text);
      wire.close();
    },
  });
  wire.onData(message => {
    if (message[0] === channels.stdin) input.write(message.subarray(1));
    else if (message[0] === channels.resize) input.resize(message.subarray(1).toString('utf8'));
    else if (message[0] === channels.close && message[1] === channels.stdin) input.end();
  });
}

/** Every channel is a stream that the client opens; the program starts once all are there. */
function overSpdy(machine: Machine, task: Task, start: Start, wire: Wire): void {
  const wanted = ['error', ...(task.stdin ? ['stdin'] : []), 'stdout', ...(task.tty ? ['resize'] : ['stderr'])];
  const streams = new Map<string, SpdyStream>();
  spdySession(wire, stream => {
    streams.set(stream.headers.get('streamtype') ?? '', stream);
    // a client that asks for neither output gets none
    if (wanted.filter(name => name === 'error' || name === 'stdin').every(name => streams.has(name)) && isComplete())
      begin();
  });
  let begun = false;

  function isComplete(): boolean {
    return wanted.every(name => streams.has(name));
  }

  function begin(): void {
    if (begun) return;
    begun = true;
    const input = run(machine, task, start, wire, {
      out: text => streams.get('stdout')?.write(Buffer.from(text)),
      err: text => streams.get('stderr')?.write(Buffer.from(text)),
      status(text) {
        streams.get('error')?.write(Buffer.from(text));
        for (const stream of streams.values()) stream.end();
      },
    });
    streams.get('stdin')?.onData(input.write);
    streams.get('stdin')?.onEnd(input.end);
    streams.get('resize')?.onData(data => input.resize(data.toString('utf8')));
  }
}

interface Output {
  out(text: string): void;
  err(text: string): void;
  /** The last word: how it ended. */
  status(text: string): void;
}

interface Input {
  write(data: Buffer): void;
  /** Takes one or more sizes of the terminal as JSON. */
  resize(text: string): void;
  end(): void;
}

function run(machine: Machine, task: Task, start: Start, wire: Wire, output: Output): Input {
  const decoder = new StringDecoder('utf8');
  let over = false;
  let program: Running | undefined;
  const stopLooking = whenEnded(machine.registry, task.pod, task.container, () => finish(killed));
  function stop(): void {
    over = true;
    stopLooking();
    program?.stop?.();
  }
  wire.onClose(stop);
  function finish(code: number): void {
    if (over) return;
    stop();
    output.status(JSON.stringify(statusOf(code)));
  }
  program = start(machine, task, {
    out(text) {
      if (!over) output.out(text);
    },
    err(text) {
      if (!over) output.err(text);
    },
    exit: finish,
  });
  return {
    write(data) {
      if (!over) program?.input(decoder.write(data));
    },
    resize(text) {
      const [, columns, rows] = lastSize.exec(text) ?? [];
      if (!over && columns !== undefined && rows !== undefined) program?.resized(Number(columns), Number(rows));
    },
    end() {
      if (!over) program?.inputEnded();
    },
  };
}

function statusOf(code: number): object {
  if (code === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}
