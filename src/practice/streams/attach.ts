import type { Container } from '../../core/statefulset/model.ts';
import { isSet } from '../api/exchange.ts';
import { heardFrom } from '../api/log.ts';
import { at } from '../json.ts';
import { execute } from '../machine/exec.ts';
import { commandOf } from '../machine/own-command.ts';
import type { Running, Streams, Task } from '../machine/running.ts';
import type { Machine } from '../machine/sandbox.ts';
import { endPod, endsForGood } from '../nodes/ended.ts';
import { endEphemeral, isEphemeral } from '../nodes/ephemeral.ts';
import { upgradeFor } from './exec.ts';
import { podOf, runningContainer } from './task.ts';
import type { Upgrade } from './wire.ts';
import type { Wish } from './wish.ts';

/**
 * Joins a container that runs. One that was made to be talked to, as by `kubectl run -i`, reads what is sent and ends with it; all others read
 * no input, as most do: whoever attaches hears what they write from now on. Throws what is wrong with the request.
 */
export function attachUpgrade(machine: Machine, wish: Wish): Upgrade {
  const pod = podOf(machine.registry, wish.target);
  const { query } = wish.request;
  const container = runningContainer(pod, wish.request);
  const command = talksTo(container) && isSet(query, 'stdin') ? commandOf(container) : undefined;
  const task = { pod, container, command: command ?? [], tty: isSet(query, 'tty'), stdin: isSet(query, 'stdin') };
  return upgradeFor(machine, task, wish, command === undefined ? listenTo : talk);
}

function talksTo(container: Container): boolean {
  return at(container, 'stdin') === true;
}

/** Plays the container's own command; once it has ended, so has the container. How it ended stands in the pod, never in the answer to an attach. */
function talk(machine: Machine, task: Task, streams: Streams): Running {
  return execute(machine, task, {
    ...streams,
    exit(code) {
      streams.exit(0);
      if (isEphemeral(task.pod, task.container)) endEphemeral(machine.registry, task.pod, task.container, code);
      else if (endsForGood(task.pod, code)) endPod(machine.registry, task.pod, task.container, code);
    },
  });
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
