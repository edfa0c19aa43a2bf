/**
 * One pass of the StatefulSet controller once more, written down from the facts (controller-semantics.md, sections A8, B, C and D) as literally
 * as they stand there, and from nothing else: no table and no function of the brain. It is slow and long-winded on purpose, because
 * its only use is to disagree with the brain where one of them is wrong.
 */
import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from '../../src/core/statefulset/model.ts';

/** A pod that the controller has only thought of says so. */
type NaivePod = Pod & { readonly inMemory?: true };

export interface NaiveWorld {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly revisions: readonly ControllerRevision[];
  readonly now: number;
  readonly maxUnavailableGate: boolean;
  /** kubernetes/kubernetes#137409 is mended. */
  readonly unavailableGoFirst: boolean;
}

export interface NaiveResult {
  /** `create pod web-1 at web-abc`, `delete pod web-2`, … in the order of the pass. */
  readonly writes: readonly string[];
  readonly status: Readonly<Record<string, unknown>>;
  /** Names of the revisions that truncation removes, oldest first. */
  readonly truncated: readonly string[];
}

export function naivePass(world: NaiveWorld): NaiveResult {
  const { set, now } = world;
  const spec = set.spec;
  const name: string = set.metadata.name;
  const writes: string[] = [];

  // --- section B, step 1: revisions (C1, C2, C3)
  const revisions = [...world.revisions].sort((a, b) => {
    if (a.revision !== b.revision) return a.revision - b.revision;
    const older = String(a.metadata.creationTimestamp ?? '').localeCompare(String(b.metadata.creationTimestamp ?? ''));
    return older !== 0 ? older : a.metadata.name < b.metadata.name ? -1 : 1;
  });
  const newest = revisions[revisions.length - 1];
  const data = { spec: { template: { $patch: 'replace', ...spec.template } } };
  const equal = revisions.filter(revision => goJson(revision.data) === goJson(data));
  let collisionCount: number = set.status?.collisionCount ?? 0;
  const lastEqual = equal[equal.length - 1];
  let updateRevision: string;
  if (newest !== undefined && goJson(newest.data) === goJson(data)) {
    updateRevision = newest.metadata.name;
  } else if (newest !== undefined && lastEqual !== undefined) {
    updateRevision = lastEqual.metadata.name;
    writes.push(`renumber revision ${updateRevision} to ${newest.revision + 1}`);
  } else if (newest !== undefined && goJson(noNulls(newest.data)) === goJson(noNulls(data))) {
    updateRevision = newest.metadata.name;
  } else {
    for (;;) {
      updateRevision = `${name.slice(0, 223)}-${hash(goJson(data), collisionCount)}`;
      if (!revisions.some(revision => revision.metadata.name === updateRevision)) break;
      collisionCount++;
    }
    writes.push(`create revision ${updateRevision} number ${(newest?.revision ?? 0) + 1}`);
  }
  let currentRevision = updateRevision;
  for (const revision of revisions) {
    if (revision.metadata.name === set.status?.currentRevision) currentRevision = revision.metadata.name;
  }

  // --- step 2
  const start: number = spec.ordinals?.start ?? 0;
  const replicasWanted: number = spec.replicas ?? 1;
  const ordinalOf = (pod: NaivePod): number => Number(pod.metadata.name.slice(name.length + 1));
  const replicas: NaivePod[] = [];
  for (let ordinal = start; ordinal < start + replicasWanted; ordinal++) {
    const found = world.pods.find(pod => ordinalOf(pod) === ordinal);
    replicas.push(found ?? thoughtOf(`${name}-${ordinal}`));
  }
  const condemned = world.pods
    .filter(pod => ordinalOf(pod) < start || ordinalOf(pod) >= start + replicasWanted)
    .sort((a, b) => ordinalOf(b) - ordinalOf(a));

  // --- predicates
  const minReady: number = spec.minReadySeconds ?? 0;
  const readyCondition = (pod: NaivePod) => pod.status?.conditions?.find(c => c.type === 'Ready');
  const created = (pod: NaivePod) => (pod.status?.phase ?? '') !== '';
  const terminating = (pod: NaivePod) => pod.metadata.deletionTimestamp !== undefined;
  const ready = (pod: NaivePod) => pod.status?.phase === 'Running' && readyCondition(pod)?.status === 'True';
  const available = (pod: NaivePod) => {
    const condition = readyCondition(pod);
    if (condition?.status !== 'True') return false;
    return minReady === 0 || Date.parse(condition.lastTransitionTime ?? '') + minReady * 1000 <= now;
  };
  const unavailable = (pod: NaivePod) => !available(pod) || terminating(pod);
  const revisionOf = (pod: NaivePod): string =>
    pod.inMemory ? revisionForNew(ordinalOf(pod)) : (pod.metadata.labels?.['controller-revision-hash'] ?? '');

  // --- C4
  const partition: number = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const type: string = spec.updateStrategy?.type ?? 'RollingUpdate';
  const revisionForNew = (ordinal: number): string => {
    if (type === 'OnDelete') return updateRevision;
    if (spec.updateStrategy?.rollingUpdate !== undefined)
      return ordinal < start + partition ? currentRevision : updateRevision;
    return ordinal < start + (set.status?.currentReplicas ?? 0) ? currentRevision : updateRevision;
  };

  // --- step 3
  let firstUnavailable = replicas.find(unavailable);
  if (firstUnavailable === undefined) for (const pod of condemned) if (unavailable(pod)) firstUnavailable = pod;

  const parallel = spec.podManagementPolicy === 'Parallel';
  let updateDeletes = 0;

  // --- A6, A7, A8
  const claimNames = (pod: NaivePod): string[] =>
    (spec.volumeClaimTemplates ?? []).map(t => `${t.metadata.name}-${name}-${ordinalOf(pod)}`);
  const claimNamed = (claim: string) => world.claims.find(candidate => candidate.metadata.name === claim);
  const inRange = (pod: NaivePod) => ordinalOf(pod) >= start && ordinalOf(pod) < start + replicasWanted;
  const whenScaled = spec.persistentVolumeClaimRetentionPolicy?.whenScaled ?? 'Retain';
  const whenDeleted = spec.persistentVolumeClaimRetentionPolicy?.whenDeleted ?? 'Retain';
  const uidOf = (pod: NaivePod): string | undefined => (pod.inMemory ? undefined : pod.metadata.uid);
  const refsTo = (claim: PersistentVolumeClaim, kind: string, refName: string) =>
    (claim.metadata.ownerReferences ?? []).filter(
      ref =>
        `${ref.apiVersion}/${ref.kind}` === (kind === 'Pod' ? 'v1/Pod' : 'apps/v1/StatefulSet') && ref.name === refName,
    );
  const ownerProblems = (pod: NaivePod): string[] => {
    const found: string[] = [];
    for (const claimName of claimNames(pod)) {
      const claim = claimNamed(claimName);
      if (claim === undefined) continue;
      const toSet = refsTo(claim, 'StatefulSet', name);
      const toPod = refsTo(claim, 'Pod', pod.metadata.name);
      const stale = toSet.some(ref => ref.uid !== set.metadata.uid) || toPod.some(ref => ref.uid !== uidOf(pod));
      const ours = [...toSet, ...toPod].filter(ref => ref.uid === set.metadata.uid || ref.uid === uidOf(pod));
      const foreign = (claim.metadata.ownerReferences ?? []).some(
        ref => ref.controller === true && !ours.includes(ref),
      );
      const ignored = (foreign || stale) && (whenScaled !== 'Retain' || whenDeleted !== 'Retain');
      if (ignored) found.push(`warn about claim ${claimName}`);
      if (stale) continue;
      let wanted = 'none';
      if (whenScaled === 'Retain' && whenDeleted === 'Delete') wanted = 'StatefulSet';
      if (whenScaled === 'Delete' && whenDeleted === 'Retain') wanted = inRange(pod) ? 'none' : 'Pod';
      if (whenScaled === 'Delete' && whenDeleted === 'Delete') wanted = inRange(pod) ? 'StatefulSet' : 'Pod';
      if (ignored) wanted = 'none';
      const has = ours.map(ref => `${ref.kind}${ref.controller === true ? '' : ' without control'}`).join();
      if (has !== (wanted === 'none' ? '' : wanted)) found.push(`give claim ${claimName} to ${wanted}`);
    }
    return found;
  };
  /** Creates what is missing; true if a claim is being deleted, which is an error. */
  const createClaims = (pod: NaivePod): boolean => {
    let deleting = false;
    for (const claimName of claimNames(pod)) {
      const claim = claimNamed(claimName);
      if (claim === undefined) writes.push(`create claim ${claimName}`);
      else if (claim.metadata.deletionTimestamp !== undefined) deleting = true;
    }
    if (deleting) writes.push(`fail ${pod.metadata.name}`);
    return deleting;
  };
  /** Step 5.5. */
  const repair = (pod: NaivePod): void => {
    const problems = ownerProblems(pod);
    const wrongLabel = pod.metadata.labels?.['statefulset.kubernetes.io/pod-name'] !== pod.metadata.name;
    if (!wrongLabel && !problems.some(problem => problem.startsWith('give'))) return;
    writes.push(
      ...(problems.some(problem => problem.startsWith('give')) ? problems : []),
      `update pod ${pod.metadata.name}`,
    );
  };

  const pass = (): void => {
    // --- step 4
    if (set.metadata.deletionTimestamp !== undefined) return;

    // --- step 5; in parallel in batches of 1, 2, 4, … 500 (SC slowStartBatch), and an error ends the pass with its batch
    let failed = false;
    let batchEnd = 1;
    let batchSize = 1;
    for (const [index, pod] of replicas.entries()) {
      if (parallel && index === batchEnd) {
        if (failed) return;
        batchSize = Math.min(batchSize * 2, 500);
        batchEnd += batchSize;
      }
      const podName = pod.metadata.name;
      let stop = false;
      if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') {
        if (!terminating(pod)) writes.push(`delete pod ${podName}`);
        stop = true;
      } else if (pod.inMemory) {
        const stale = claimNames(pod).some(claimName => {
          const claim = claimNamed(claimName);
          return claim !== undefined && refsTo(claim, 'Pod', podName).length > 0;
        });
        if (whenScaled !== 'Retain' && stale) stop = true;
        else {
          if (createClaims(pod)) {
            if (!parallel) return;
            failed = true;
            continue;
          }
          writes.push(`create pod ${podName} at ${revisionOf(pod)}`, ...ownerProblems(pod));
          stop = true;
        }
      } else {
        if (pod.status?.phase === 'Pending') {
          if (createClaims(pod)) {
            if (!parallel) return;
            failed = true;
            continue;
          }
          writes.push(...ownerProblems(pod));
        }
        if (terminating(pod) || !ready(pod) || !available(pod)) stop = true;
        if (!stop || parallel) repair(pod);
      }
      if (stop && !parallel) return;
    }
    if (failed) return;

    // --- step 6
    for (const pod of condemned) {
      const problems = ownerProblems(pod);
      if (problems.some(problem => problem.startsWith('give'))) writes.push(...problems);
    }
    for (const pod of condemned) {
      if (parallel) {
        if (!terminating(pod)) writes.push(`delete pod ${pod.metadata.name}`);
        continue;
      }
      if (terminating(pod)) return;
      if ((!ready(pod) || !available(pod)) && pod !== firstUnavailable) return;
      writes.push(`delete pod ${pod.metadata.name}`);
      return;
    }

    // --- step 7
    if (type === 'OnDelete') return;
    if (!world.maxUnavailableGate) {
      for (let index = replicasWanted - 1; index >= partition; index--) {
        const pod = replicas[index];
        if (pod === undefined) return;
        if (revisionOf(pod) !== updateRevision && !terminating(pod)) {
          writes.push(`delete pod ${pod.metadata.name}`);
          updateDeletes++;
          return;
        }
        if (unavailable(pod)) return;
      }
      return;
    }
    const limit: number | string = spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
    const most =
      typeof limit === 'number'
        ? limit
        : Math.max(1, Math.floor((replicasWanted * Number(limit.replace('%', ''))) / 100));
    const down = replicas.filter(unavailable).length;
    let healthyDeletes = 0;
    for (let index = replicasWanted - 1; index >= partition; index--) {
      const pod = replicas[index];
      if (pod === undefined || revisionOf(pod) === updateRevision || terminating(pod)) continue;
      const free = world.unavailableGoFirst && unavailable(pod);
      if (!free && healthyDeletes >= most - down) continue;
      if (!free) healthyDeletes++;
      writes.push(`delete pod ${pod.metadata.name}`);
      updateDeletes++;
    }
  };
  pass();

  // --- section D
  const counted = [...replicas, ...condemned].filter(created);
  const staying = counted.filter(pod => !terminating(pod));
  const status: Record<string, unknown> = {
    observedGeneration: set.metadata.generation,
    replicas: counted.length,
    readyReplicas: counted.filter(ready).length,
    availableReplicas: counted.filter(pod => ready(pod) && available(pod)).length,
    currentReplicas: staying.filter(pod => revisionOf(pod) === currentRevision).length - updateDeletes,
    updatedReplicas: staying.filter(pod => revisionOf(pod) === updateRevision).length,
    currentRevision,
    updateRevision,
    collisionCount,
  };
  const isComplete = [status['updatedReplicas'], status['readyReplicas'], status['replicas']].every(
    count => count === replicasWanted,
  );
  if (type === 'RollingUpdate' && isComplete) {
    status['currentRevision'] = updateRevision;
    status['currentReplicas'] = status['updatedReplicas'];
  }

  // --- history
  const live = [currentRevision, updateRevision, ...world.pods.map(revisionOf)];
  const idle = revisions.map(revision => revision.metadata.name as string).filter(other => !live.includes(other));
  const keep: number = spec.revisionHistoryLimit ?? 10;
  const truncated = keep < 0 || idle.length <= keep ? [] : idle.slice(0, idle.length - keep);
  return { writes, status, truncated };
}

function thoughtOf(name: string): NaivePod {
  return { apiVersion: 'v1', kind: 'Pod', inMemory: true, metadata: { name }, spec: { containers: [] } };
}

/** C1, step 2. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return `{${fields.map(([key, field]) => `${goJson(key)}:${goJson(field)}`).join(',')}}`;
  }
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** C1, steps 3 and 4. */
function hash(json: string, collisionCount: number): string {
  let sum = 2166136261n;
  for (const byte of Buffer.from(`${json}${collisionCount}`)) sum = ((sum * 16777619n) & 0xffffffffn) ^ BigInt(byte);
  return [...sum.toString()].map(digit => 'bcdfghjklmnpqrstvwxz2456789'[digit.charCodeAt(0) % 27]).join('');
}

/** C2.3: `creationTimestamp: null` and no creationTimestamp are semantically equal. */
function noNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(noNulls);
  if (value === null || typeof value !== 'object') return value;
  const kept: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) if (field !== null) kept[key] = noNulls(field);
  return kept;
}
