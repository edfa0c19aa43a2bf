import { kubectl } from '../../cluster/change/kubectl.ts';
import type { Site } from '../../cluster/change.ts';
import type { CommandSay } from '../../words/words.ts';
import { portAlike } from '../forward/local-port.ts';
import type { Target } from '../target.ts';

export interface KubectlChoice {
  readonly what: string;
  /** Program and arguments, unquoted. */
  readonly command: readonly string[];
}

/** What is inside of an object, as far as it is known. */
export interface Insides {
  /** Names of containers in which a shell can be opened. */
  readonly containers: readonly string[];
  /** The TCP ports that it says it listens at. */
  readonly ports: readonly number[];
}

/** What people run kubectl for on an object of this kind. */
export function kubectlChoices(
  target: Target,
  site: Site,
  say: CommandSay,
  { containers, ports }: Insides = { containers: [], ports: [] },
): KubectlChoice[] {
  const object = `${target.kind.toLowerCase()}/${target.name}`;
  const scope = target.namespace === '' ? {} : { namespace: target.namespace };
  const choice = (what: string, ...command: string[]) => ({ what, command: kubectl(site, scope, ...command) });
  const always = [
    choice(say('kubectl-get'), 'get', object, '--output', 'wide'),
    choice(say('kubectl-describe'), 'describe', object),
    choice(say('kubectl-yaml'), 'get', object, '--output', 'yaml'),
  ];
  const forwards = ports.map(port =>
    choice(say('kubectl-port-forward', { port }), 'port-forward', object, `${portAlike(port)}:${port}`),
  );
  const shellIn = (container: string) =>
    choice(
      containers.length > 1 ? say('kubectl-shell-in', { container }) : say('kubectl-shell'),
      ...['exec', '--stdin', '--tty', object, '--container', container, '--', 'sh'],
    );
  switch (target.kind) {
    case 'StatefulSet':
    case 'Deployment':
      return [
        choice(say('kubectl-status'), 'rollout', 'status', object),
        choice(say('kubectl-history'), 'rollout', 'history', object),
        ...forwards,
        ...always,
      ];
    case 'Pod':
      return [
        choice(say('kubectl-logs'), 'logs', object, '--all-containers', '--follow'),
        choice(say('kubectl-logs-previous'), 'logs', object, '--all-containers', '--previous'),
        ...(containers.length > 0
          ? containers.map(shellIn)
          : [choice(say('kubectl-shell'), 'exec', '--stdin', '--tty', object, '--', 'sh')]),
        ...forwards,
        ...always,
      ];
    case 'Service':
      return [...forwards, ...always];
    default:
      return always;
  }
}
