import type { Deployment } from '../../core/deployment/model.ts';
import type { Container, KubernetesObject, StatefulSet } from '../../core/statefulset/model.ts';
import { type KindName, resourceOf } from '../mirror/kinds.ts';
import { commandLine, kubectl } from './kubectl.ts';
import type { Outcome, PatchChange, PatchOperation, Site, Target } from './types.ts';

type Workload = StatefulSet | Deployment;

/** Sets the partition: pods whose index is below it keep the old revision. A set under OnDelete has no partition. Facts C5, I2. */
export function setPartition(set: StatefulSet, partition: number, site: Site = {}): Outcome<PatchChange> {
  if (!isCount(partition)) return { refused: { code: 'change-partition-not-a-number', values: { value: partition } } };
  const strategy = set.spec.updateStrategy;
  if (strategy?.type === 'OnDelete') return refuse('change-partition-on-delete', set);
  const from = strategy?.rollingUpdate?.partition;
  // Absent is not 0: without rollingUpdate the controller counts by status.currentReplicas. Fact C4.
  if (from === partition) return refuse('change-unchanged', set);
  const operation = partitionOperation(set, partition);
  const body = { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } } };
  const command = ['patch', nameOf(set), '--type', 'merge', '--patch', JSON.stringify(body)];
  return { change: patchOf(set, { do: 'set-partition', from, to: partition }, [operation], site, command) };
}

function partitionOperation(set: StatefulSet, partition: number): PatchOperation {
  const strategy = set.spec.updateStrategy;
  const path = '/spec/updateStrategy';
  if (strategy === undefined)
    return { op: 'add', path, value: { type: 'RollingUpdate', rollingUpdate: { partition } } };
  if (strategy.rollingUpdate === undefined) return { op: 'add', path: `${path}/rollingUpdate`, value: { partition } };
  return { op: 'add', path: `${path}/rollingUpdate/partition`, value: partition };
}

/** Scales. */
export function setReplicas(workload: Workload, replicas: number, site: Site = {}): Outcome<PatchChange> {
  if (!isCount(replicas)) return { refused: { code: 'change-replicas-not-a-number', values: { value: replicas } } };
  const from = workload.spec.replicas ?? 1;
  if (from === replicas) return refuse('change-unchanged', workload);
  const operation: PatchOperation = { op: 'add', path: '/spec/replicas', value: replicas };
  const command = ['scale', nameOf(workload), `--replicas=${replicas}`];
  return { change: patchOf(workload, { do: 'set-replicas', from, to: replicas }, [operation], site, command) };
}

/** Gives a container, or an init container, another image. */
export function setImage(workload: Workload, container: string, image: string, site: Site = {}): Outcome<PatchChange> {
  const { containers, initContainers = [] } = workload.spec.template.spec;
  const found = place(containers, 'containers', container) ?? place(initContainers, 'initContainers', container);
  const object = calledBy(workload);
  if (found === undefined) {
    const names = [...containers, ...initContainers].map(one => one.name).join(', ');
    return { refused: { code: 'change-no-container', values: { object, container, containers: names } } };
  }
  if (image.trim() === '') return { refused: { code: 'change-no-image', values: { object, container } } };
  const from = found.container.image ?? '';
  if (from === image) return refuse('change-unchanged', workload);
  const operation: PatchOperation = { op: 'add', path: `${found.path}/image`, value: image };
  const command = ['set', 'image', nameOf(workload), `${container}=${image}`];
  return { change: patchOf(workload, { do: 'set-image', container, from, to: image }, [operation], site, command) };
}

function place(containers: readonly Container[], list: string, name: string) {
  const index = containers.findIndex(container => container.name === name);
  const container = containers[index];
  return container === undefined ? undefined : { container, path: `/spec/template/spec/${list}/${index}` };
}

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** Replaces every pod by writing the time into the template, as `kubectl rollout restart` does. `at` is milliseconds since 1970. Fact F3. */
export function restart(workload: Workload, at: number, site: Site = {}): Outcome<PatchChange> {
  if (workload.kind === 'Deployment' && workload.spec.paused) return paused(workload, site);
  const time = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
  const { metadata } = workload.spec.template;
  if (metadata?.annotations?.[RESTARTED_AT] === time) return refuse('change-unchanged', workload);
  const command = ['rollout', 'restart', nameOf(workload)];
  const operation = annotationOperation(metadata, time);
  return { change: patchOf(workload, { do: 'restart', at: time }, [operation], site, command) };
}

function annotationOperation(metadata: StatefulSet['spec']['template']['metadata'], time: string): PatchOperation {
  const path = '/spec/template/metadata';
  const annotations = { [RESTARTED_AT]: time };
  if (metadata === undefined) return { op: 'add', path, value: { annotations } };
  if (metadata.annotations === undefined) return { op: 'add', path: `${path}/annotations`, value: annotations };
  return { op: 'add', path: `${path}/annotations/${RESTARTED_AT.replaceAll('/', '~1')}`, value: time };
}

export function patchOf(
  workload: Workload,
  effect: PatchChange['effect'],
  operations: readonly PatchOperation[],
  site: Site,
  command: readonly string[],
): PatchChange {
  const target = targetOf(workload.kind, workload);
  return {
    send: 'patch',
    target,
    effect,
    patch: [...testsOf(target), ...operations],
    kubectl: kubectl(site, target, ...command),
  };
}

/** The tests that hold a patch to the object that was looked at, in the state in which it was. */
export function testsOf({ uid, generation, resourceVersion }: Target): PatchOperation[] {
  const test = (path: string, value: unknown): PatchOperation[] =>
    value === undefined ? [] : [{ op: 'test', path, value }];
  return [
    ...test('/metadata/uid', uid),
    ...test('/metadata/generation', generation),
    ...test('/metadata/resourceVersion', resourceVersion),
  ];
}

export function targetOf(kind: KindName, { metadata }: KubernetesObject): Target {
  const { name, namespace, uid, generation } = metadata;
  return {
    kind,
    name,
    resource: resourceOf(kind, namespace),
    ...(namespace === undefined ? {} : { namespace }),
    ...(uid === undefined ? {} : { uid }),
    ...(generation === undefined ? {} : { generation }),
  };
}

/** A Deployment that is paused, with the command that resumes it. */
export function paused(deployment: Deployment, site: Site) {
  const command = commandLine(
    kubectl(site, targetOf('Deployment', deployment), 'rollout', 'resume', nameOf(deployment)),
  );
  return { refused: { code: 'change-paused', values: { object: calledBy(deployment), command } } } as const;
}

function refuse(code: 'change-unchanged' | 'change-partition-on-delete', workload: Workload) {
  return { refused: { code, values: { object: calledBy(workload) } } } as const;
}

/** What people call it. */
export function calledBy({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

export function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind.toLowerCase()}/${metadata.name}`;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
