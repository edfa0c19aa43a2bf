import { StringDecoder } from 'node:string_decoder';
import { type ApiRequest, isSet } from '../api/exchange.ts';
import type { Target } from '../api/target.ts';
import { execute, type Running, type Task } from '../machine/exec.ts';
import type { Machine } from '../machine/sandbox.ts';
import { StatusError } from '../status.ts';
import { type SpdyStream, spdySession } from './spdy/session.ts';
import { podOf, runningContainer, whenEnded } from './task.ts';
import type { Upgrade, Wire } from './wire.ts';

/** Best first. From version 4 on the exit code is told, from version 5 on the end of the input is too. */
const channelProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;
/** What a program that is killed leaves as its code. */
const killed = 137;

/** Runs a command in a container for a client that speaks one of the protocols. Throws what is wrong with the request. */
export function execUpgrade(
  machine: Machine,
  target: Target,
  request: ApiRequest,
  over: 'websocket' | 'spdy',
  offered: readonly string[],
): Upgrade {
  const task = taskOf(machine, target, request);
  const known = over === 'websocket' ? channelProtocols : channelProtocols.slice(1);
  const protocol = known.find(name => offered.includes(name));
  if (protocol === undefined)
    throw new StatusError(
      403,
      'Forbidden',
      `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${known.join(' ')}]`,
    );
  return { over, protocol, serve: wire => (over === 'websocket' ? overChannels : overSpdy)(machine, task, wire) };
}

function taskOf(machine: Machine, target: Target, request: ApiRequest): Task {
  const { query } = request;
  const pod = podOf(machine.registry, target);
  const container = runningContainer(pod, request);
  const command = query.getAll('command');
  if (command.length === 0)
    throw new StatusError(400, 'BadRequest', 'you must specify at least one command for the container');
  return { pod, container, command, tty: isSet(query, 'tty'), stdin: isSet(query, 'stdin') };
}

/** Every message begins with a byte that names its channel. */
function overChannels(machine: Machine, task: Task, wire: Wire): void {
  const send = (channel: number, text: string): void =>
    wire.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  const input = run(machine, task, wire, {
    out: text => send(channels.stdout, text),
    err: text => send(channels.stderr, text),
    status(text) {
      send(channels.error, text);
      wire.close();
    },
  });
  wire.onData(message => {
    if (message[0] === channels.stdin) input.write(message.subarray(1));
    else if (message[0] === channels.close && message[1] === channels.stdin) input.end();
  });
}

/** Every channel is a stream that the client opens; the program starts once all are there. */
function overSpdy(machine: Machine, task: Task, wire: Wire): void {
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
    const input = run(machine, task, wire, {
      out: text => streams.get('stdout')?.write(Buffer.from(text)),
      err: text => streams.get('stderr')?.write(Buffer.from(text)),
      status(text) {
        streams.get('error')?.write(Buffer.from(text));
        for (const stream of streams.values()) stream.end();
      },
    });
    streams.get('stdin')?.onData(input.write);
    streams.get('stdin')?.onEnd(input.end);
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
  end(): void;
}

function run(machine: Machine, task: Task, wire: Wire, output: Output): Input {
  const decoder = new StringDecoder('utf8');
  let over = false;
  let program: Running | undefined;
  const stopLooking = whenEnded(machine.registry, task.pod, task.container, () => finish(killed));
  wire.onClose(() => {
    over = true;
    stopLooking();
  });
  function finish(code: number): void {
    if (over) return;
    over = true;
    stopLooking();
    output.status(JSON.stringify(statusOf(code)));
  }
  program = execute(machine, task, {
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
