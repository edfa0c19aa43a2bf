import { strayClaims, volumesOf } from '../../cluster/model.ts';
import type { Say } from '../../words/words.ts';
import type { Named } from '../connect/context-name.ts';
import { deploymentFacts, revisionCount, setFacts, storageClasses } from '../connect/facts.ts';
import { healthOf } from '../connect/health.ts';
import type { LiveCluster, SessionState } from '../connect/session.ts';
import { contextRow, emptyRows, type Guard, type Place } from './context-row.ts';
import { deploymentBranches, deploymentRow, historyBranches } from './deployment-rows.ts';
import { lastKnown, lastKnownBranches } from './last-known.ts';
import { fateOfStray, leftBehindBranch } from './left-behind-rows.ts';
import type { Branch, Row } from './row.ts';
import { type RowContext, setRow } from './set-row.ts';
import { findableBranches, setBranches } from './set-rows.ts';
import type { TreeSource, WorkloadKey } from './tree-model.ts';
import { volumeBranches } from './volume-rows.ts';

export interface SourceParts {
  readonly state: () => SessionState;
  readonly place: () => Place;
  readonly guardOf: (context: string) => Guard;
  readonly called: (context: Named) => string;
  readonly say: Say;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  readonly verdictOf: NonNullable<RowContext['verdictOf']>;
}

/** A context's rows out of its mirror. */
export function mirrorSource({ state, place, guardOf, called, say, now, verdictOf }: SourceParts): TreeSource {
  const current = () => {
    const session = state();
    return session.kind === 'connected' ? session.cluster : undefined;
  };
  const context = (cluster: LiveCluster): RowContext => ({
    say,
    now: now(),
    showNamespace: cluster.namespace === '',
    verdictOf,
    revisionsOf: workload => revisionCount(cluster.mirror, workload),
  });
  return {
    root() {
      const session = state();
      // Alone, a cluster of which nothing is known yet leaves the view to its welcome text.
      if (session.kind === 'none' || (place() === 'alone' && isComing(session))) return undefined;
      return contextRow(session, place(), guardOf, called, say);
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
    row(key) {
      const cluster = current();
      const row = cluster === undefined ? undefined : workloadRow(cluster, key, context(cluster));
      return row !== undefined && isStale(cluster) ? lastKnown(row, say) : row;
    },
    branches(key) {
      const cluster = current();
      const branches =
        cluster === undefined
          ? []
          : workloadBranches(cluster, key, context(cluster), [setBranches, deploymentBranches]);
      return isStale(cluster) ? lastKnownBranches(branches) : branches;
    },
    findable(key) {
      const cluster = current();
      return cluster === undefined
        ? []
        : workloadBranches(cluster, key, context(cluster), [findableBranches, historyBranches]);
    },
    rest() {
      const cluster = current();
      const rows =
        cluster === undefined ? [] : [...strays(cluster, context(cluster)), ...unused(cluster, context(cluster))];
      if (hasWorkloads(cluster)) return rows;
      const isWelcomed = rows.length === 0 && place() === 'alone';
      return [...emptyRows(state(), isWelcomed, say), ...rows];
    },
  };
}

function workloadRow({ mirror }: LiveCluster, key: WorkloadKey, context: RowContext): Row | undefined {
  const { kind, namespace, name } = key;
  if (kind === 'StatefulSet') {
    const set = mirror.get('StatefulSet', namespace, name);
    return set === undefined ? undefined : setRow(set, context);
  }
  const deployment = mirror.get('Deployment', namespace, name);
  return deployment === undefined ? undefined : deploymentRow(deployment, context);
}

function workloadBranches(
  { mirror }: LiveCluster,
  { kind, namespace, name }: WorkloadKey,
  context: RowContext,
  [ofSet, ofDeployment]: readonly [typeof setBranches, typeof deploymentBranches],
): Branch[] {
  if (kind === 'StatefulSet') {
    const set = mirror.get('StatefulSet', namespace, name);
    return set === undefined ? [] : ofSet(setFacts(mirror, set, context.now), context);
  }
  const deployment = mirror.get('Deployment', namespace, name);
  return deployment === undefined ? [] : ofDeployment(deploymentFacts(mirror, deployment), context);
}

function isStale(cluster: LiveCluster | undefined): boolean {
  return cluster !== undefined && healthOf(cluster.mirror).state === 'stale';
}

/** Claims that no set owns any more. */
function strays({ mirror }: LiveCluster, context: RowContext): Branch[] {
  const claims = strayClaims(mirror);
  if (claims.length === 0) return [];
  const volumes = volumesOf(mirror, claims);
  const left = { owner: 'nobody', claims, volumes, classes: storageClasses(mirror), events: [], fateOf: fateOfStray };
  return [leftBehindBranch(left, context)];
}

/** Volumes that nobody uses. Once the last workload is deleted they are where its data is, so they need none beside them. */
function unused({ mirror, namespace }: LiveCluster, context: RowContext): Branch[] {
  const claims = mirror.list('PersistentVolumeClaim');
  return volumeBranches({ volumes: mirror.list('PersistentVolume'), claims, namespace }, context);
}

function hasWorkloads(cluster: LiveCluster | undefined): boolean {
  return (['StatefulSet', 'Deployment'] as const).some(kind => (cluster?.mirror.list(kind).length ?? 0) > 0);
}

function isComing(state: SessionState): boolean {
  return (
    state.kind === 'connecting' || (state.kind === 'connected' && healthOf(state.cluster.mirror).state === 'loading')
  );
}
