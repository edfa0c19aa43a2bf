import { strayClaims, volumesOf } from '../../cluster/model.ts';
import type { Say } from '../../words/words.ts';
import { deploymentFacts, setFacts, storageClasses } from '../connect/facts.ts';
import { healthOf, hiddenKinds } from '../connect/health.ts';
import type { LiveCluster } from '../connect/session.ts';
import { rowKinds } from '../ids.ts';
import { deploymentBranches, deploymentRow } from './deployment-rows.ts';
import { fateOfStray, leftBehindBranch } from './left-behind-rows.ts';
import { type Branch, facts, parts, type Row } from './row.ts';
import { type RowContext, setRow } from './set-row.ts';
import { setBranches } from './set-rows.ts';
import type { TreeSource } from './tree-model.ts';
import { volumeBranches } from './volume-rows.ts';

/** The tree's rows out of the connected cluster's mirror; no rows while nothing is connected or nothing is known yet. */
export function mirrorSource(
  current: () => LiveCluster | undefined,
  isReadOnly: () => boolean,
  say: Say,
  now: () => number,
  verdictOf: NonNullable<RowContext['verdictOf']>,
): TreeSource {
  const context = (cluster: LiveCluster): RowContext => ({
    say,
    now: now(),
    showNamespace: cluster.namespace === '',
    verdictOf,
  });
  return {
    root() {
      const cluster = current();
      if (cluster === undefined || isUnknown(cluster)) return undefined;
      return contextRow(cluster, isReadOnly() && !cluster.isPractice, say);
    },
    workloads() {
      const cluster = current();
      if (cluster === undefined) return [];
      const key = (kind: 'StatefulSet' | 'Deployment') =>
        cluster.mirror
          .list(kind)
          .map(({ metadata }) => ({ kind, namespace: metadata.namespace ?? '', name: metadata.name }));
      return [...key('StatefulSet'), ...key('Deployment')];
    },
    row({ kind, namespace, name }) {
      const cluster = current();
      if (cluster === undefined) return undefined;
      if (kind === 'StatefulSet') {
        const set = cluster.mirror.get('StatefulSet', namespace, name);
        return set === undefined ? undefined : setRow(set, context(cluster));
      }
      const deployment = cluster.mirror.get('Deployment', namespace, name);
      return deployment === undefined ? undefined : deploymentRow(deployment, context(cluster));
    },
    branches({ kind, namespace, name }) {
      const cluster = current();
      if (cluster === undefined) return [];
      const { mirror } = cluster;
      if (kind === 'StatefulSet') {
        const set = mirror.get('StatefulSet', namespace, name);
        return set === undefined ? [] : setBranches(setFacts(mirror, set, now()), context(cluster));
      }
      const deployment = mirror.get('Deployment', namespace, name);
      return deployment === undefined ? [] : deploymentBranches(deploymentFacts(mirror, deployment), context(cluster));
    },
    rest() {
      const cluster = current();
      return cluster === undefined ? [] : [...strays(cluster, context(cluster)), ...unused(cluster, context(cluster))];
    },
  };
}

/** Claims that no set owns any more. */
function strays({ mirror }: LiveCluster, context: RowContext): Branch[] {
  const claims = strayClaims(mirror);
  if (claims.length === 0) return [];
  const volumes = volumesOf(mirror, claims);
  const left = { owner: 'nobody', claims, volumes, classes: storageClasses(mirror), fateOf: fateOfStray };
  return [leftBehindBranch(left, context)];
}

/** Volumes that nobody uses; beside nothing else they would only keep the view from saying what to do first. */
function unused({ mirror, namespace }: LiveCluster, context: RowContext): Branch[] {
  if (mirror.list('StatefulSet').length === 0) return [];
  const claims = mirror.list('PersistentVolumeClaim');
  return volumeBranches({ volumes: mirror.list('PersistentVolume'), claims, namespace }, context);
}

function isUnknown({ mirror }: LiveCluster): boolean {
  const { state } = healthOf(mirror);
  return state === 'loading' || state === 'failed';
}

function contextRow(cluster: LiveCluster, readOnly: boolean, say: Say): Row {
  const namespace = cluster.namespace === '' ? say('namespace-all') : cluster.namespace;
  const name = cluster.context.name;
  const description = parts(namespace, readOnly ? say('read-only') : undefined);
  const hidden = hiddenKinds(cluster.mirror);
  return {
    id: `context/${cluster.context.id}/${cluster.namespace}`,
    kind: rowKinds.context,
    label: name,
    description,
    icon: { name: readOnly ? 'lock' : cluster.isPractice ? 'beaker' : 'server' },
    tooltip: [
      ...facts(
        [say('fact-server'), cluster.context.server],
        [say('fact-user'), cluster.context.user],
        [say('fact-file'), cluster.context.file],
        [say('fact-namespace'), namespace],
      ),
      ...(hidden.length === 0 ? [] : [{ sentence: say('kinds-hidden', { kinds: hidden.join(', ') }) }]),
    ],
    spoken: say('spoken-context', { context: name, state: description }),
    branch: 'open',
    target: undefined,
  };
}
