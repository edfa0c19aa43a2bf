import { ageOf } from '../../core/age.ts';
import { shortImages } from '../../core/image.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { partedOrdinals, partitionOf, replicasOf } from '../../core/statefulset/ordinals.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { ownerText } from './owner-text.ts';
import { colors, facts, type Icon, parts, type Row } from './row.ts';

export interface RowContext {
  readonly say: Say;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether rows must tell namespaces apart. */
  readonly showNamespace: boolean;
}

/** The row of a set, from the set alone: it must be cheap, since a namespace may hold a thousand. */
export function setRow(set: StatefulSet, context: RowContext): Row {
  const { say } = context;
  const namespace = set.metadata.namespace ?? '';
  const description = parts(context.showNamespace ? namespace : undefined, ...states(set, say));
  return {
    id: `set/${namespace}/${set.metadata.name}/${set.metadata.uid ?? ''}`,
    kind: rowKinds.set,
    label: set.metadata.name,
    description,
    icon: setIcon(set),
    tooltip: facts(
      [say('fact-kind'), 'StatefulSet'],
      [say('fact-namespace'), namespace],
      [say('fact-ready'), `${set.status?.readyReplicas ?? 0}/${replicasOf(set)}`],
      [say('fact-strategy'), strategyText(set, say)],
      [say('fact-pod-management'), set.spec.podManagementPolicy ?? 'OrderedReady'],
      [say('fact-images'), shortImages(set.spec.template.spec.containers)],
      [say('fact-service'), set.spec.serviceName],
      [say('fact-age'), ageOf(set.metadata.creationTimestamp, context.now)],
    ),
    spoken: say('spoken-set', { set: set.metadata.name, state: description }),
    branch: 'closed',
    target: { kind: 'StatefulSet', namespace, name: set.metadata.name },
  };
}

function states(set: StatefulSet, say: Say): (string | undefined)[] {
  const wanted = replicasOf(set);
  return [
    say('set-ready', { ready: set.status?.readyReplicas ?? 0, wanted }),
    isRollingOut(set) ? say('set-updated', { updated: set.status?.updatedReplicas ?? 0, wanted }) : undefined,
    isOnDelete(set)
      ? 'OnDelete'
      : partitionOf(set) > 0
        ? say('set-partition', { partition: partitionOf(set) })
        : undefined,
    set.metadata.deletionTimestamp === undefined ? undefined : say('being-deleted'),
    isUnseen(set) ? say('set-unseen') : undefined,
    ownerText(set, say),
  ];
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
