import { kubectl } from '../../cluster/change/kubectl.ts';
import type { Site } from '../../cluster/change.ts';
import type { Say } from '../../words/words.ts';
import type { Target } from '../target.ts';

export interface KubectlChoice {
  readonly what: string;
  /** Program and arguments, unquoted. */
  readonly command: readonly string[];
}

/** What people run kubectl for on an object of this kind. */
export function kubectlChoices(target: Target, site: Site, say: Say): KubectlChoice[] {
  const object = `${target.kind.toLowerCase()}/${target.name}`;
  const scope = target.namespace === '' ? {} : { namespace: target.namespace };
  const choice = (what: string, ...command: string[]) => ({ what, command: kubectl(site, scope, ...command) });
  const always = [
    choice(say('kubectl-get'), 'get', object, '--output', 'wide'),
    choice(say('kubectl-describe'), 'describe', object),
    choice(say('kubectl-yaml'), 'get', object, '--output', 'yaml'),
  ];
  switch (target.kind) {
    case 'StatefulSet':
    case 'Deployment':
      return [
        choice(say('kubectl-status'), 'rollout', 'status', object),
        choice(say('kubectl-history'), 'rollout', 'history', object),
        ...always,
      ];
    case 'Pod':
      return [
        choice(say('kubectl-logs'), 'logs', object, '--all-containers', '--follow'),
        choice(say('kubectl-logs-previous'), 'logs', object, '--all-containers', '--previous'),
        choice(say('kubectl-shell'), 'exec', '--stdin', '--tty', object, '--', 'sh'),
        ...always,
      ];
    default:
      return always;
  }
}
