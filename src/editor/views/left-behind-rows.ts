import type {
  ClusterEvent,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from '../../core/statefulset/model.ts';
import { isInRange, ordinalOfClaim, podName, replicasOf, startOf } from '../../core/statefulset/ordinals.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { claimRow } from './claim-row.ts';
import type { Branch } from './row.ts';
import type { SetFacts } from './set-facts.ts';
import type { RowContext } from './set-row.ts';

/** Where claims that nobody mounts are shown from. */
export interface LeftBehind {
  /** Tells lists apart: a set's own, and that of sets that are gone. */
  readonly owner: string;
  readonly claims: readonly PersistentVolumeClaim[];
  readonly volumes: ReadonlyMap<string, PersistentVolume>;
  readonly classes: readonly StorageClass[] | undefined;
  /** What was said lately. */
  readonly events: readonly ClusterEvent[];
  /** What will become of a claim. */
  readonly fateOf: (claim: PersistentVolumeClaim, say: Say) => string | undefined;
}

/** Claims of this set's templates whose ordinal is no longer wanted and has no pod. */
export function leftBehindOfSet(facts: SetFacts, shown: readonly number[], context: RowContext): Branch[] {
  const { set, volumes, classes } = facts;
  const claims = [...facts.claims.values()]
    .map(claim => ({ claim, ordinal: ordinalOfClaim(set, claim.metadata.name) }))
    .filter(({ ordinal }) => ordinal !== undefined && !isInRange(set, ordinal) && !shown.includes(ordinal))
    .sort((one, other) => (one.ordinal ?? 0) - (other.ordinal ?? 0))
    .map(({ claim }) => claim);
  if (claims.length === 0) return [];
  const fateOf = (claim: PersistentVolumeClaim, say: Say) => {
    const ordinal = ordinalOfClaim(set, claim.metadata.name);
    if (ordinal === undefined) return undefined;
    const pod = podName(set.metadata.name, ordinal);
    const replicas = ordinal - startOf(set) + 1;
    return replicas > replicasOf(set) ? say('claim-taken-up', { pod, replicas }) : say('claim-below-start', { pod });
  };
  const owner = `set/${set.metadata.namespace ?? ''}/${set.metadata.name}`;
  return [leftBehindBranch({ owner, claims, volumes, classes, events: facts.events, fateOf }, context)];
}

/** What a claim of no set was called after; only its name still tells, and where that has more than one dash, not all of it. */
export function fateOfStray(claim: PersistentVolumeClaim, say: Say): string | undefined {
  const [, base = '', ordinal] = /^(.*)-(\d+)$/.exec(claim.metadata.name) ?? [];
  if (ordinal === undefined) return undefined;
  const [, set, ...more] = base.split('-');
  if (set === undefined || more.length > 0) return say('claim-stray', { ordinal });
  return say('claim-stray-of', { pod: `${set}-${ordinal}`, set });
}

/** Claims that nobody mounts: the data of pods that are gone. */
export function leftBehindBranch(left: LeftBehind, context: RowContext): Branch {
  const { say } = context;
  const { owner, claims, volumes, classes, events, fateOf } = left;
  const description = say('left-behind-count', { count: claims.length });
  return {
    row: {
      id: `left-behind/${owner}`,
      kind: rowKinds.leftBehind,
      label: say('left-behind'),
      description,
      icon: { name: 'archive' },
      tooltip: [{ sentence: say('left-behind-tooltip') }],
      spoken: `${say('left-behind')}, ${description}`,
      branch: 'closed',
      target: undefined,
    },
    children: claims.map(claim => {
      const volume = volumes.get(claim.spec.volumeName ?? '');
      const fate = fateOf(claim, say);
      const more = fate === undefined ? {} : { fate };
      return { row: claimRow(claim, { ...context, volume, pod: undefined, classes, events, ...more }), children: [] };
    }),
  };
}
