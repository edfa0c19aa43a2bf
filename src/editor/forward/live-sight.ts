import type { MirrorNews } from '../../cluster/mirror.ts';
import { deploymentParts } from '../../cluster/model.ts';
import { serviceSelects } from '../../core/labels.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import type { LiveCluster } from '../connect/session.ts';
import type { Goal, Sight } from './goal.ts';

/** What the mirror of a cluster tells of a goal. */
export function sightOf({ mirror, namespace: shown }: LiveCluster, goal: Goal): Sight {
  const { namespace, name } = goal;
  const state = mirror.status('Pod', namespace)?.state;
  const isCovered = shown === '' || shown === namespace;
  const service = mirror.get('Service', namespace, name);
  return {
    isClear: isCovered && (state === 'live' || state === 'polling' || state === 'stale'),
    pods: podsOf(mirror, goal),
    service: goal.kind === 'Service' ? service : undefined,
  };
}

function podsOf(mirror: LiveCluster['mirror'], { kind, namespace, name }: Goal): readonly Pod[] {
  switch (kind) {
    case 'Pod': {
      const pod = mirror.get('Pod', namespace, name);
      return pod === undefined ? [] : [pod];
    }
    case 'Deployment': {
      const deployment = mirror.get('Deployment', namespace, name);
      return deployment === undefined ? [] : deploymentParts(mirror, deployment).pods;
    }
    case 'Service': {
      const selector = mirror.get('Service', namespace, name)?.spec.selector;
      return mirror.list('Pod', namespace).filter(({ metadata }) => serviceSelects(selector, metadata.labels));
    }
  }
}

/** Whether news may be about the pods or Services of a goal, or about the way to the cluster: any list tells that. */
export function concerns({ changes, statuses }: MirrorNews): boolean {
  return statuses.length > 0 || changes.some(({ kind }) => kind === 'Pod' || kind === 'Service');
}
