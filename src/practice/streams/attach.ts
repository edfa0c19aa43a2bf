import { type ApiRequest, isSet } from '../api/exchange.ts';
import { heardFrom } from '../api/log.ts';
import type { Target } from '../api/target.ts';
import type { Running, Streams, Task } from '../machine/exec.ts';
import type { Machine } from '../machine/sandbox.ts';
import { upgradeFor } from './exec.ts';
import { podOf, runningContainer } from './task.ts';
import type { Upgrade } from './wire.ts';

/**
 * Joins a container that runs. Those of the practice cluster read no input and have no terminal, as most do: whoever attaches hears what they
 * write from now on. Throws what is wrong with the request.
 */
export function attachUpgrade(
  machine: Machine,
  target: Target,
  request: ApiRequest,
  over: 'websocket' | 'spdy',
  offered: readonly string[],
): Upgrade {
  const pod = podOf(machine.registry, target);
  const { query } = request;
  const container = runningContainer(pod, request);
  const task = { pod, container, command: [], tty: isSet(query, 'tty'), stdin: isSet(query, 'stdin') };
  return upgradeFor(machine, task, over, offered, listenTo);
}

/** Passes on what the container writes; what is sent to it is lost. It ends when the container does. */
function listenTo(machine: Machine, { pod, container, tty }: Task, { out }: Streams): Running {
  const stop = heardFrom(
    machine,
    pod,
    container,
  )(
    text => out(tty ? text.replace(/\r?\n/g, '\r\n') : text),
    () => {},
  );
  return { input() {}, inputEnded() {}, resized() {}, stop };
}
