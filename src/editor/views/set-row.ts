import { ageOf } from '../../core/age.ts';
import { fullImages } from '../../core/image.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { isInRange, ordinalOf, partedOrdinals, partitionOf, replicasOf } from '../../core/statefulset/ordinals.ts';
import { timeOf } from '../../core/time.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { isTrouble, type Judged } from '../verdicts/verdicts.ts';
import { offersOn, type RevisionsOf } from './offers.ts';
import { ownersText, ownerText } from './owner-text.ts';
import { aloud, colors, facts, type Icon, parts, type Row } from './row.ts';
import type { WorkloadKey } from './tree-model.ts';
import { heldText, troubleIcon, verdictFacts, verdictText } from './verdict-text.ts';

export interface RowContext {
  readonly say: Say;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether rows must tell namespaces apart. */
  readonly showNamespace: boolean;
  /** What is known of why a workload does not go on. */
  readonly verdictOf?: (key: WorkloadKey) => Judged | undefined;
  readonly revisionsOf?: RevisionsOf;
}

/** The row of a set, from the set and its verdict: it must be cheap, since a namespace may hold a thousand. */
export function setRow(set: StatefulSet, context: RowContext): Row {
  const { say } = context;
  const { name, namespace = '' } = set.metadata;
  const judged = context.verdictOf?.({ kind: 'StatefulSet', namespace, name });
  const description = parts(context.showNamespace ? namespace : undefined, ...states(set, judged, say));
  return {
    id: `set/${namespace}/${set.metadata.name}/${set.metadata.uid ?? ''}`,
    kind: rowKinds.set,
    offers: offersOn(set, judged, context),
    label: set.metadata.name,
    description,
    icon: troubleIcon(judged, setIcon(set)),
    tooltip: [
      ...verdictFacts(judged, name, say),
      ...facts(
        [say('fact-kind'), 'StatefulSet'],
        [say('fact-namespace'), namespace],
        [say('fact-ready'), `${set.status?.readyReplicas ?? 0}/${replicasOf(set)}`],
        [say('fact-strategy'), strategyText(set, say)],
        [say('fact-pod-management'), set.spec.podManagementPolicy ?? 'OrderedReady'],
        [say('fact-images'), fullImages(set.spec.template.spec.containers)],
        [say('fact-service'), set.spec.serviceName],
        [say('fact-owners'), ownersText(set)],
        [say('fact-age'), ageOf(set.metadata.creationTimestamp, context.now)],
      ),
    ],
    spoken: say('spoken-set', { set: set.metadata.name, state: aloud(say, description) }),
    branch: 'closed',
    target: { kind: 'StatefulSet', namespace, name: set.metadata.name },
    made: timeOf(set.metadata.creationTimestamp),
  };
}

function states(set: StatefulSet, judged: Judged | undefined, say: Say): (string | undefined)[] {
  const wanted = replicasOf(set);
  const verdict = judged === undefined ? undefined : verdictText(judged, set.metadata.name, say);
  const held = judged === undefined ? undefined : heldText(judged, set, say);
  const going = judged === undefined ? undefined : goingPod(set, judged);
  const ready = set.status?.readyReplicas ?? 0;
  const isTold = judged !== undefined && isTrouble(judged.verdict);
  return [
    // What needs a person stands first: a row is cut where the view ends.
    isTold ? verdict : undefined,
    set.metadata.deletionTimestamp === undefined ? undefined : say('being-deleted'),
    held ?? partitionText(set, say),
    isTold || going !== undefined ? undefined : verdict,
    going === undefined
      ? say('set-ready', { ready, wanted })
      : say('set-scales-down', { ready: Math.min(ready, wanted), pod: going }),
    held === undefined && isRollingOut(set)
      ? say('set-updated', { updated: set.status?.updatedReplicas ?? 0, wanted })
      : undefined,
    isUnseen(set) ? say('set-unseen') : undefined,
    ownerText(set, say),
  ];
}

/** The pod that the set does not want any more and that is on its way out: more may be ready than are wanted until it is gone. */
function goingPod(set: StatefulSet, { verdict }: Judged): string | undefined {
  const { verdict: kind, waitsFor = '' } = verdict;
  if (kind !== 'progressing' || set.metadata.deletionTimestamp !== undefined) return undefined;
  const ordinal = ordinalOf(set.metadata.name, waitsFor);
  return ordinal === undefined || isInRange(set, ordinal) ? undefined : waitsFor;
}

function partitionText(set: StatefulSet, say: Say): string | undefined {
  if (isOnDelete(set)) return 'OnDelete';
  const partition = partitionOf(set);
  return partition > 0 ? say('set-partition', { partition }) : undefined;
}

/** Whether the controller has yet to see the newest specification. */
function isUnseen(set: StatefulSet): boolean {
  return (set.status?.observedGeneration ?? 0) < (set.metadata.generation ?? 0);
}

/** Whether pods at two revisions may stand side by side. */
export function isRollingOut(set: StatefulSet): boolean {
  const { currentRevision, updateRevision } = set.status ?? {};
  return currentRevision !== undefined && updateRevision !== undefined && currentRevision !== updateRevision;
}

export function isOnDelete(set: StatefulSet): boolean {
  return set.spec.updateStrategy?.type === 'OnDelete';
}

function strategyText(set: StatefulSet, say: Say): string {
  if (isOnDelete(set)) return 'OnDelete';
  const partition = partitionOf(set);
  return partition === 0 ? 'RollingUpdate' : `RollingUpdate, ${say('set-partition', { partition })}`;
}

function setIcon(set: StatefulSet): Icon {
  const ready = set.status?.readyReplicas ?? 0;
  if (ready < replicasOf(set) || isUnseen(set)) return { name: 'layers', color: colors.waiting };
  if (!isRollingOut(set)) return { name: 'layers', color: colors.good };
  const toUpdate = isOnDelete(set) ? 0 : partedOrdinals(set).updated.length;
  const held = (set.status?.updatedReplicas ?? 0) >= toUpdate;
  return { name: 'layers', color: held ? colors.held : colors.waiting };
}
