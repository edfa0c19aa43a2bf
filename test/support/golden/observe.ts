import type { ClusterEvent, EndpointSlice, KubernetesObject, Pod } from '../../../src/core/statefulset/model.ts';
import type { Golden, GoldenStep, Step } from './scenario.ts';

/** One event of a watch while a scenario was played. */
export interface Seen {
  readonly step: number;
  /** Milliseconds since the scenario began. */
  readonly ms: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly object: KubernetesObject;
}

export interface Played {
  readonly events: readonly Seen[];
  /** What the server answered to each step: the code, and its words if it refused. */
  readonly results: readonly { readonly status: number | undefined; readonly message: string | undefined }[];
  readonly tables?: Golden['tables'];
}

interface MutableStep {
  observed: string[];
  events?: string[];
  status?: Readonly<Record<string, unknown>>;
  endpoints?: readonly string[];
}

type Memory = Map<string, Readonly<Record<string, unknown>>>;

/** Boils down what was seen to what was decided, step by step, as the recordings were: revisions and ReplicaSets are counted, not named. */
export function observed(golden: Golden, played: Played): Golden {
  const steps: MutableStep[] = golden.steps.map(() => ({ observed: [] }));
  const names = counters(played.events.some(event => event.kind === 'ControllerRevision'));
  const memory: Memory = new Map();
  for (const event of played.events) {
    const step = steps[event.step];
    if (step === undefined) continue;
    const key = `${event.kind}/${event.object.metadata.name}/${event.object.metadata.uid}`;
    memory.set(key, note(event, step, memory.get(key) ?? {}, names));
  }
  return {
    ...golden,
    steps: golden.steps.map((step, index) => ({
      ...asked(step),
      ...refusal(played.results[index]),
      observed: [],
      ...steps[index],
    })),
    ...(played.tables === undefined ? {} : { tables: played.tables }),
  };
}

/** The step without what was recorded of it. */
export function asked({
  observed: _,
  status: __,
  events: ___,
  endpoints: ____,
  refused: _____,
  ...step
}: GoldenStep): Step {
  return step;
}

function refusal(result: Played['results'][number] | undefined): Pick<GoldenStep, 'refused'> {
  if (result?.status === undefined || result.status <= 299) return {};
  const { status, message } = result;
  return { refused: { status, ...(message === undefined ? {} : { message }) } };
}

interface Names {
  readonly hasRevisions: boolean;
  revision(name: string): string;
  replicaSet(hash: string): string;
}

function counters(hasRevisions: boolean): Names {
  const numbered = (prefix: string) => {
    const known = new Map<string, string>();
    return (name: string) => {
      const found = known.get(name) ?? `${prefix}${known.size + 1}`;
      known.set(name, found);
      return found;
    };
  };
  return { hasRevisions, revision: numbered('rev'), replicaSet: numbered('rs') };
}

/** Notes what an event says in its step; returns what must be remembered of the object. */
function note(event: Seen, step: MutableStep, was: Readonly<Record<string, unknown>>, names: Names) {
  const say = (line: string) => step.observed.push(line);
  const { object, type } = event;
  const { name, labels, deletionTimestamp } = object.metadata;
  const gone = type === 'DELETED';
  switch (event.kind) {
    case 'ControllerRevision': {
      const number = field(object, 'revision');
      if (gone) say(`revision ${names.revision(name)} deleted`);
      else if (was['number'] !== number) say(`revision ${names.revision(name)} number ${number}`);
      return { number };
    }
    case 'Pod':
      return notePod(event, object as Pod, say, was, names);
    case 'PersistentVolumeClaim':
      return noteClaim(event, say, was);
    case 'ReplicaSet': {
      const wants = gone ? 'gone' : field(field(object, 'spec'), 'replicas');
      const set = names.replicaSet(labels?.['pod-template-hash'] ?? '');
      if (was['wants'] !== wants) say(gone ? `replicaset ${set} gone` : `replicaset ${set} wants ${wants}`);
      return { wants };
    }
    case 'StatefulSet':
      if (!gone) step.status = setStatus(object, names);
      return { deletionTimestamp };
    case 'Deployment':
      if (!gone) step.status = deploymentStatus(object);
      return {};
    case 'Event': {
      const said = object as ClusterEvent;
      if (type === 'ADDED' && said.source?.component === 'statefulset-controller') {
        step.events ??= [];
        step.events.push(`${said.type} ${said.reason}: ${said.message}`);
      }
      return {};
    }
    case 'EndpointSlice':
      if (!gone) step.endpoints = endpointLines(object as EndpointSlice);
      return {};
    default:
      return {};
  }
}

function notePod(
  event: Seen,
  pod: Pod,
  say: (line: string) => void,
  was: Readonly<Record<string, unknown>>,
  names: Names,
): Readonly<Record<string, unknown>> {
  const { metadata } = pod;
  const byReplicaSet = metadata.ownerReferences?.[0]?.kind === 'ReplicaSet';
  const name = byReplicaSet ? `${names.replicaSet(metadata.labels?.['pod-template-hash'] ?? '')}-*` : metadata.name;
  const terminating = metadata.deletionTimestamp !== undefined;
  const ready = pod.status?.conditions?.some(each => each.type === 'Ready' && each.status === 'True') ?? false;
  if (event.type === 'ADDED') {
    const revision = metadata.labels?.['controller-revision-hash'];
    say(`pod ${name} created${revision && names.hasRevisions ? ` at ${names.revision(revision)}` : ''}`);
  } else if (event.type === 'DELETED') say(`pod ${name} gone`);
  else {
    if (terminating && was['terminating'] !== true) say(`pod ${name} terminating`);
    if (!terminating && ready && was['ready'] !== true) say(`pod ${name} ready`);
  }
  return { terminating, ready };
}

function noteClaim(event: Seen, say: (line: string) => void, was: Readonly<Record<string, unknown>>) {
  const { name, deletionTimestamp } = event.object.metadata;
  const phase = field(field(event.object, 'status'), 'phase');
  const volume = String(field(field(event.object, 'spec'), 'volumeName'));
  const terminating = deletionTimestamp !== undefined;
  if (event.type === 'ADDED') say(`claim ${name} created`);
  else if (event.type === 'DELETED') say(`claim ${name} gone`);
  else {
    if (phase === 'Bound' && was['phase'] !== 'Bound')
      say(`claim ${name} bound${volume.startsWith('pvc-') ? '' : ` to ${volume}`}`);
    if (terminating && was['terminating'] !== true) say(`claim ${name} terminating`);
  }
  return { phase, terminating };
}

function setStatus(object: KubernetesObject, names: Names): Readonly<Record<string, unknown>> {
  const status = { ...(field(object, 'status') as Record<string, unknown> | undefined) };
  for (const key of ['currentRevision', 'updateRevision'])
    if (typeof status[key] === 'string') status[key] = names.revision(status[key]);
  return status;
}

function deploymentStatus(object: KubernetesObject): Readonly<Record<string, unknown>> {
  const status = { ...(field(object, 'status') as Record<string, unknown> | undefined) };
  const conditions = status['conditions'] as readonly Record<string, unknown>[] | undefined;
  return { ...status, conditions: conditions?.map(each => `${each['type']}=${each['status']} ${each['reason']}`) };
}

function endpointLines(slice: EndpointSlice): readonly string[] {
  return (slice.endpoints ?? [])
    .map(each => {
      const hostname = each.hostname ? ` hostname=${each.hostname}` : '';
      return `${each.targetRef?.name}${hostname} ready=${each.conditions?.ready}`;
    })
    .sort();
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
