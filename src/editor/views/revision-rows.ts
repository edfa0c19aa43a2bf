import { ageOf } from '../../core/age.ts';
import { shortImages } from '../../core/image.ts';
import { revisionOf } from '../../core/statefulset/identity.ts';
import type { ControllerRevision, Pod, StatefulSet } from '../../core/statefulset/model.ts';
import { ordinalOf } from '../../core/statefulset/ordinals.ts';
import { sortRevisions, templateOf } from '../../core/statefulset/revision.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds, rowOffers } from '../ids.ts';
import { podsUpward } from '../names.ts';
import { aloud, type Branch, colors, facts, parts, type Row } from './row.ts';
import { isRollingOut, type RowContext } from './set-row.ts';

interface History {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly revisions: readonly ControllerRevision[];
}

/** The row of a set's history, newest revision first. */
export function revisionBranches(history: History, context: RowContext): Branch {
  const { say } = context;
  const { set, revisions } = history;
  const newestFirst = sortRevisions(revisions).toReversed();
  const row: Row = {
    id: `revisions/${set.metadata.namespace ?? ''}/${set.metadata.name}`,
    kind: rowKinds.revisions,
    label: say('revisions'),
    description: String(revisions.length),
    icon: { name: 'history' },
    tooltip: [{ sentence: say('revisions-tooltip') }],
    spoken: say('spoken-revisions', { count: revisions.length }),
    branch: newestFirst.length === 0 ? 'leaf' : 'closed',
    target: undefined,
  };
  return {
    row,
    children: newestFirst.map(revision => ({ row: revisionRow(revision, history, context), children: [] })),
  };
}

function revisionRow(revision: ControllerRevision, { set, pods }: History, { say, now }: RowContext): Row {
  const name = revision.metadata.name;
  const images = shortImages(templateOf(revision)?.spec.containers ?? []);
  const ordinals = pods
    .filter(pod => revisionOf(pod) === name)
    .flatMap(pod => ordinalOf(set.metadata.name, pod.metadata.name) ?? []);
  const own = ordinals.length === 0 ? say('revision-no-pod') : podsUpward(set.metadata.name, ordinals);
  const role = roleOf(name, set, say);
  const cause = revision.metadata.annotations?.['kubernetes.io/change-cause'];
  const age = ageOf(revision.metadata.creationTimestamp, now);
  const description = parts(role, images, own, cause, age);
  return {
    id: `revision/${revision.metadata.namespace ?? ''}/${name}`,
    kind: rowKinds.revision,
    offers: name === set.status?.updateRevision ? [] : [rowOffers.rollBack],
    label: `#${revision.revision}`,
    description,
    icon: { name: 'git-commit', ...(ordinals.length > 0 ? {} : { color: colors.faint }) },
    tooltip: facts(
      [say('fact-name'), name],
      [say('fact-images'), images],
      [say('fact-pods'), own],
      [say('fact-cause'), cause],
      [say('fact-age'), age],
    ),
    spoken: say('spoken-revision', { number: revision.revision, state: aloud(say, description) }),
    branch: 'leaf',
    target: { kind: 'ControllerRevision', namespace: revision.metadata.namespace ?? '', name },
  };
}

function roleOf(name: string, set: StatefulSet, say: Say): string | undefined {
  const { currentRevision, updateRevision } = set.status ?? {};
  if (!isRollingOut(set)) return name === updateRevision ? say('revision-in-use') : undefined;
  if (name === updateRevision) return say('revision-update');
  return name === currentRevision ? say('revision-current') : undefined;
}
