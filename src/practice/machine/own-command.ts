import { isFinished } from '../../core/statefulset/health.ts';
import type { Container, Pod } from '../../core/statefulset/model.ts';
import { at, listOf } from '../json.ts';
import { endPod } from '../nodes/ended.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { execute } from './exec.ts';
import type { Line } from './logs/lines.ts';
import type { Machine } from './sandbox.ts';
import { notFound } from './shell/shell.ts';

/** Images that run nothing but a shell. */
const shellImages = /(?:^|\/)(?:busybox|alpine|debian|ubuntu|fedora|netshoot|dnsutils|jessie-dnsutils)(?:[:@]|$)/;
/** Milliseconds that every container is seen to run, however fast its command is. */
const shortest = 300;
/** What the stand-in's shell says of a program that it does not have, and of a line that it cannot read. */
const beyondTheShell = /^sh: (?:.*: not found$|syntax error)/m;

/** What the container runs, where it can be known: its own command, or the shell of an image that has nothing else. */
export function commandOf(container: Container): readonly string[] | undefined {
  const own = [...listOf(at(container, 'command')), ...listOf(at(container, 'args'))].map(String);
  if (own.length > 0) return own;
  return shellImages.test(container.image ?? '') ? ['sh'] : undefined;
}

/** Plays the commands of pods that are not to be started again. */
export interface OwnCommands {
  /** What the own command of a container has written; undefined where that is not played. */
  logOf(pod: Pod, container: Container): readonly Line[] | undefined;
  stop(): void;
}

/**
 * Plays commands such as that of `kubectl run --restart=Never -- echo hello`, where the stand-in knows the programs: the pod ends with its
 * command, and its log is what that wrote. All others run on.
 */
export function startOwnCommands(machine: Machine): OwnCommands {
  const { registry } = machine;
  const logs = new Map<string, readonly Line[]>();
  /** How to end what was begun, by uid: a sleep of an hour must not outlive its pod, nor this process wait for it. */
  const begun = new Map<string, () => void>();

  function consider(pod: Pod): void {
    const [container] = pod.spec.containers;
    const uid = uidOf(pod);
    if (begun.has(uid) || container === undefined || !isRunning(pod) || !isOnce(pod)) return;
    const command = commandOf(container);
    if (command === undefined || isEndless(command)) return;
    begun.set(
      uid,
      registry.clock.after(shortest, () => play(pod, container, command)),
    );
  }

  function play(pod: Pod, container: Container, command: readonly string[]): void {
    const uid = uidOf(pod);
    let text = '';
    const write = (said: string): void => {
      text += said;
    };
    const exit = (code: number): void => {
      // a program that the stand-in does not have is one that goes on
      if (code === notFound || beyondTheShell.test(text)) {
        logs.delete(uid);
        return;
      }
      if (!isRunning(currentOf(registry, pod))) return;
      const at = registry.clock.stamp();
      const lines = text.replace(/\n$/, '').split('\n');
      logs.set(uid, text === '' ? [] : lines.map(line => ({ at, text: line })));
      endPod(registry, pod, container, code);
    };
    if (!isRunning(currentOf(registry, pod))) return;
    logs.set(uid, []);
    const task = { pod, container, command, tty: false, stdin: false };
    const { stop } = execute(machine, task, { out: write, err: write, exit });
    begun.set(uid, stop ?? (() => {}));
  }

  for (const pod of registry.list(resources.pods)) consider(pod);
  const unsubscribe = registry.subscribe(({ type, resource, object }) => {
    if (resource !== resources.pods) return;
    const pod = registry.find(resources.pods, object.metadata.namespace, object.metadata.name);
    if (type !== 'DELETED' && pod !== undefined) consider(pod);
    if (type !== 'DELETED') return;
    const uid = object.metadata.uid ?? '';
    begun.get(uid)?.();
    begun.delete(uid);
    logs.delete(uid);
  });
  return {
    logOf: (pod, { name }) => (name === pod.spec.containers[0]?.name ? logs.get(uidOf(pod)) : undefined),
    stop() {
      unsubscribe();
      for (const end of begun.values()) end();
    },
  };
}

function uidOf({ metadata }: Pod): string {
  return metadata.uid ?? '';
}

function currentOf(registry: Registry, { metadata }: Pod): Pod | undefined {
  const pod = registry.find(resources.pods, metadata.namespace, metadata.name);
  return pod?.metadata.uid === metadata.uid ? pod : undefined;
}

function isRunning(pod: Pod | undefined): boolean {
  if (pod === undefined || isFinished(pod) || pod.metadata.deletionTimestamp !== undefined) return false;
  return pod.status?.containerStatuses?.[0]?.state?.running !== undefined;
}

/** One container, nobody who talks to it, and no second start. */
function isOnce({ spec }: Pod): boolean {
  const isSilent = at(spec.containers[0], 'stdin') !== true;
  return (
    isSilent && spec.containers.length === 1 && (spec.restartPolicy === 'Never' || spec.restartPolicy === 'OnFailure')
  );
}

/** What follows a file does so until it is ended. */
function isEndless(command: readonly string[]): boolean {
  return /\btail\s+(?:-\S+\s+)*-\w*[fF]/.test(command.join(' '));
}
