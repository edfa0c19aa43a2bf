import { refusalOfPod } from '../../core/statefulset/diagnose-refusal.ts';
import { minReadySecondsOf } from '../../core/statefulset/health.ts';
import { revisionOf } from '../../core/statefulset/identity.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../core/statefulset/model.ts';
import {
  claimNamesOf,
  ordinalOf,
  ordinalsOf,
  partedOrdinals,
  partitionOf,
  podName,
} from '../../core/statefulset/ordinals.ts';
import { rowKinds } from '../ids.ts';
import { podsUpward } from '../names.ts';
import { budgetBranches } from './budget-rows.ts';
import { claimRow, missingClaimRow } from './claim-row.ts';
import { hiddenBranches } from './hidden-row.ts';
import { leftBehindOfSet } from './left-behind-rows.ts';
import { ownerBranches } from './owner-rows.ts';
import { type PodContext, podRow, type RevisionWord } from './pod-row.ts';
import { revisionBranches } from './revision-rows.ts';
import { type Branch, colors, type Row } from './row.ts';
import { serviceBranch } from './service-row.ts';
import type { SetFacts } from './set-facts.ts';
import { isOnDelete, isRollingOut, type RowContext } from './set-row.ts';
import { warningBranches } from './warning-rows.ts';

/** The rows under a set: pods by number with the partition between those it parts, then what belongs to the set as a whole. */
export function setBranches(facts: SetFacts, context: RowContext): Branch[] {
  const { set, pods, budgets } = facts;
  const byOrdinal = podsByOrdinal(facts);
  const ordinals = shownOrdinals(set, byOrdinal);
  const rows: Branch[] = [];
  const border = partedOrdinals(set);
  const firstUpdated = border.updated[0];
  const showPartition = !isOnDelete(set) && partitionOf(set) > 0;
  let drawn = false;
  for (const ordinal of ordinals) {
    if (showPartition && !drawn && firstUpdated !== undefined && ordinal >= firstUpdated) {
      rows.push(leaf(partitionRow(facts, context)));
      drawn = true;
    }
    rows.push(...podBranches(facts, ordinal, byOrdinal.get(ordinal) ?? [], context));
  }
  if (showPartition && !drawn) rows.push(leaf(partitionRow(facts, context)));
  if (isOnDelete(set)) rows.push(leaf(onDeleteRow(set, context)));
  // What may need a person stands nearest to the pods.
  rows.push(...leftBehindOfSet(facts, ordinals, context));
  rows.push(...ownerBranches(set, context.say));
  rows.push(serviceBranch(facts, context.say));
  rows.push(revisionBranches(facts, context));
  rows.push(...budgetBranches({ owner: set, pods, template: set.spec.template.metadata?.labels, budgets }, context));
  // At one place, whether they are over or not: a row that moves under the mouse is worse than one that stands low.
  rows.push(...warningBranches(set, [...pods, ...facts.claims.values()], facts.events, context));
  rows.push(...hiddenBranches(set, facts, context.say));
  return rows;
}

/** Of the rows under a set those that people look for: its pods and their claims, whatever their order. */
export function findableBranches(facts: SetFacts, context: RowContext): Branch[] {
  const byOrdinal = podsByOrdinal(facts);
  const ordinals = shownOrdinals(facts.set, byOrdinal);
  return [
    ...ordinals.flatMap(ordinal => podBranches(facts, ordinal, byOrdinal.get(ordinal) ?? [], context)),
    ...leftBehindOfSet(facts, ordinals, context),
  ];
}

function podsByOrdinal({ set, pods }: SetFacts): ReadonlyMap<number, readonly Pod[]> {
  const found = new Map<number, Pod[]>();
  for (const pod of pods) {
    const ordinal = ordinalOf(set.metadata.name, pod.metadata.name);
    if (ordinal === undefined) continue;
    const known = found.get(ordinal);
    if (known === undefined) found.set(ordinal, [pod]);
    else known.push(pod);
  }
  return found;
}

/** Ordinals that are wanted, and those that still have a pod, ascending. */
function shownOrdinals(set: StatefulSet, present: ReadonlyMap<number, unknown>): number[] {
  return [...new Set([...ordinalsOf(set), ...present.keys()])].sort((one, other) => one - other);
}

function podBranches(facts: SetFacts, ordinal: number, pods: readonly Pod[], context: RowContext): Branch[] {
  const claims = claimBranches(facts, ordinal, pods[0], context);
  if (pods.length > 0) {
    return pods.map(pod => ({
      row: podRow(pod, podContext(facts, pod, ordinal, claims.length > 0, context)),
      children: claims,
    }));
  }
  // Claims come before their pod does; those that are there already are shown under the pod that is awaited.
  const present = claims.filter(claim => claim.row.kind === rowKinds.claim);
  return [{ row: missingRow(facts, ordinal, present.length > 0, context), children: present }];
}

function podContext(facts: SetFacts, pod: Pod, ordinal: number, hasClaims: boolean, context: RowContext): PodContext {
  const revision = revisionOf(pod);
  const known = facts.revisions.find(candidate => candidate.metadata.name === revision);
  return {
    say: context.say,
    now: context.now,
    revision: revisionWord(facts.set, revision),
    revisionName: revision,
    revisionNumber: known?.revision,
    minReadySeconds: minReadySecondsOf(facts.set),
    hasClaims,
    waitsForClaim: claimNamesOf(facts.set, ordinal).some(name => isUnbound(facts.claims.get(name))),
    get events() {
      return facts.events;
    },
  };
}

function isUnbound(claim: PersistentVolumeClaim | undefined): boolean {
  return claim !== undefined && (claim.status?.phase ?? 'Pending') === 'Pending';
}

function revisionWord(set: StatefulSet, revision: string): RevisionWord {
  const { currentRevision, updateRevision } = set.status ?? {};
  if (!isRollingOut(set)) return revision === updateRevision || updateRevision === undefined ? 'only' : 'older';
  if (revision === updateRevision) return 'update';
  return revision === currentRevision ? 'current' : 'older';
}

function claimBranches(facts: SetFacts, ordinal: number, pod: Pod | undefined, context: RowContext): Branch[] {
  return claimNamesOf(facts.set, ordinal).flatMap(name => {
    const claim = facts.claims.get(name);
    if (claim !== undefined) {
      const volume = facts.volumes.get(claim.spec.volumeName ?? '');
      const around = { volume, pod, classes: facts.classes };
      const row = claimRow(claim, {
        ...context,
        ...around,
        get events() {
          return facts.events;
        },
      });
      return [leaf(row)];
    }
    if (facts.seesClaims !== 'clear') return [];
    return [leaf(missingClaimRow(facts.set.metadata.namespace ?? '', name, context.say))];
  });
}

function missingRow(facts: SetFacts, ordinal: number, hasClaims: boolean, { say }: RowContext): Row {
  const { set } = facts;
  const name = podName(set.metadata.name, ordinal);
  const description = missingText(facts, name, say);
  return {
    id: `missing-pod/${set.metadata.namespace ?? ''}/${name}`,
    kind: rowKinds.missingPod,
    label: name,
    description,
    icon: { name: 'circle-large-outline', color: colors.faint },
    tooltip: [{ sentence: say('missing-tooltip', { pod: name }) }],
    spoken: say('spoken-pod', { pod: name, state: description }),
    branch: hasClaims ? 'closed' : 'leaf',
    target: { kind: 'StatefulSet', namespace: set.metadata.namespace ?? '', name: set.metadata.name },
  };
}

function missingText({ set, events, waits, seesPods }: SetFacts, name: string, say: RowContext['say']): string {
  if (seesPods === 'loading') return say('pod-loading');
  if (seesPods === 'hidden') return say('pod-hidden');
  const refusal = refusalOfPod(name, { set, events });
  if (refusal?.quota !== undefined) return say('missing-refused-quota', { quota: refusal.quota });
  if (refusal !== undefined) return say('missing-refused');
  // Nothing waits for itself.
  if (waits?.for === 'created' && waits.pod === name) return say('missing-not-yet');
  switch (waits?.for) {
    case undefined:
      return say('missing-not-yet');
    case 'gone':
      return say('missing-until-gone', { pod: waits.pod });
    case 'created':
      return say('missing-until-created', { pod: waits.pod });
    case 'ready':
      return say('missing-until-ready', { pod: waits.pod });
    case 'available':
      return say('missing-until-available', { pod: waits.pod });
    case 'stale-claim':
      return say('missing-stale-claim', { pod: waits.pod });
    case 'claim-gone':
      return say('missing-until-claim-gone', { pod: waits.pod });
  }
}

function partitionRow(facts: SetFacts, { say }: RowContext): Row {
  const { set } = facts;
  const name = set.metadata.name;
  const { held, updated } = partedOrdinals(set);
  const partition = partitionOf(set);
  const parts = updated.length > 0;
  const pods = { held: podsUpward(name, held), updated: podsUpward(name, updated) };
  const description = parts ? say('partition-parts', pods) : say('partition-holds-all');
  const names = say('partition-names', pods);
  return {
    id: `partition/${set.metadata.namespace ?? ''}/${name}`,
    kind: rowKinds.partition,
    label: say('partition-label', { partition }),
    description,
    icon: { name: 'dash', color: colors.held },
    tooltip: [...(parts ? [{ sentence: names }] : []), { sentence: say('partition-tooltip', { partition }) }],
    spoken: say('spoken-partition', { partition, state: parts ? names : description }),
    branch: 'leaf',
    target: { kind: 'StatefulSet', namespace: set.metadata.namespace ?? '', name },
  };
}

function onDeleteRow(set: StatefulSet, { say }: RowContext): Row {
  return {
    id: `on-delete/${set.metadata.namespace ?? ''}/${set.metadata.name}`,
    kind: rowKinds.note,
    label: 'OnDelete',
    description: say('on-delete-note'),
    icon: { name: 'dash', color: colors.held },
    tooltip: [],
    spoken: say('on-delete-note'),
    branch: 'leaf',
    target: undefined,
  };
}

function leaf(row: Row): Branch {
  return { row, children: [] };
}
