import type { Verdict } from './verdict-model.ts';

/** Commands of kubectl without the program and the place, as arguments: what to look at, and what the way out does. */
export interface WayOutCommands {
  /** They change nothing. */
  readonly look: readonly Command[];
  /** In the order in which they are to be given. */
  readonly act: readonly Command[];
}

export type Command = readonly string[];

/** The object of a verdict, as kubectl names it. */
export interface Judged {
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly name: string;
}

/** The commands that go with a verdict. None of them forces a deletion, strips a finalizer, deletes a claim or scales anything down. */
export function wayOutCommands(verdict: Verdict, judged: Judged, now: number): WayOutCommands {
  const object = `${judged.kind.toLowerCase()}/${judged.name}`;
  if (verdict.verdict === 'held') return { look: [], act: wayOn(verdict, object) };
  if (verdict.verdict === 'fine') return { look: [], act: [] };
  // What has not had its time needs no look, but for what may take any time.
  const look = verdict.verdict === 'stuck' || verdict.cause === 'initializing' ? looks(verdict, object, judged) : [];
  return { look, act: verdict.verdict === 'stuck' ? acts(verdict, object, now) : [] };
}

function acts(
  { wayOut, thenDelete, othersRun, wasReady, revision, pod: name, partition, claim, quota }: Verdict,
  object: string,
  now: number,
): Command[] {
  const deletion: Command[] = name === undefined ? [] : [['delete', `pod/${name}`]];
  const back = ['rollout', 'undo', object, ...(revision === undefined ? [] : [`--to-revision=${revision.number}`])];
  switch (wayOut) {
    case 'delete-pod':
      return deletion;
    case 'undo':
      return [back];
    case 'restore-revision-then-delete-pod':
      return [back, ...deletion];
    case 'lower-partition-then-delete-pod':
      return partition === undefined ? [] : [partitionTo(object, partition), ...deletion];
    case 'fix-template':
      // Where other pods run, or this one did, nobody knows yet that it is the template.
      return othersRun === true || wasReady === true
        ? []
        : [['edit', object], ...(thenDelete === true ? deletion : [])];
    case 'raise-quota':
      return quota === undefined ? [] : [['edit', `resourcequota/${quota}`]];
    case 'grow-claim':
      return claim === undefined ? [] : [['edit', `persistentvolumeclaim/${claim}`]];
    case 'touch-set':
      return [['annotate', object, `looked-at=${Math.trunc(now / 1_000)}`, '--overwrite']];
    default:
      return [];
  }
}

/** How what is held on purpose goes on, once somebody wants it to. */
function wayOn({ by, outdated = [] }: Verdict, object: string): Command[] {
  if (by === 'partition') return [partitionTo(object, 0)];
  if (by === 'paused') return [['rollout', 'resume', object]];
  const highest = outdated.at(-1);
  return highest === undefined ? [] : [['delete', `pod/${highest}`]];
}

function looks({ cause, claim, container, node, waitsFor }: Verdict, object: string, { kind }: Judged): Command[] {
  const of = container === undefined ? [] : [`--container=${container.name}`];
  const pod = waitsFor === undefined ? object : `pod/${waitsFor}`;
  switch (cause) {
    case 'crash-loop':
      return [['logs', pod, ...of, '--previous']];
    case 'not-ready':
      return [
        ['logs', pod, ...of],
        ['describe', pod],
      ];
    case 'initializing':
      return [['logs', pod, ...of]];
    case 'outdated-broken-pod':
    case 'image-pull':
    case 'container-config':
    case 'mount-failed':
    case 'starting':
    case 'pod-failed':
    case 'unschedulable':
    case 'claim-missing':
    case 'name-taken':
    case 'scheduling-gates':
    case 'finalizer':
      return [['describe', pod]];
    case 'claim-pending':
    case 'claim-terminating':
    case 'claim-lost':
      return [['describe', claim === undefined ? pod : `persistentvolumeclaim/${claim}`]];
    case 'create-refused':
      return [['describe', kind === 'Deployment' && waitsFor !== undefined ? `replicaset/${waitsFor}` : object]];
    case 'update-refused':
    case 'deadline':
      return [['describe', object]];
    case 'node-lost':
    case 'terminating':
      return node === undefined ? [] : [['describe', `node/${node}`]];
    default:
      return [];
  }
}

function partitionTo(object: string, partition: number): Command {
  const patch = { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } } };
  return ['patch', object, '--type=merge', `--patch=${JSON.stringify(patch)}`];
}
