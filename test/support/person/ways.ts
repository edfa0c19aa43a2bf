/** Every command that changes a cluster: how a person carries it out, and what somebody else may do in between. */
import type { commandIds } from '../../../src/editor/ids.ts';
import { newClaim, newService, newSet, newVolume } from '../practice-cluster.ts';
import { webManifest } from './manifests.ts';
import type { Ordinal } from './ordinal.ts';
import type { Asked, Reply } from './stage.ts';

export interface Way {
  /** What the command is called on. */
  readonly argument: (ordinal: Ordinal) => unknown;
  /** What a person answers before the plan, where it is not what is proposed. */
  readonly answer?: (asked: Asked) => Reply;
  /** The request that makes the change. */
  readonly writes: { readonly method: string; readonly path: RegExp };
  /** What it changes: apiVersion, kind and name. */
  readonly subject: readonly [string, string, string];
  /** Somebody else changes what the plan is made from, and the plan that is shown then says so. */
  readonly meddle?: { readonly by: (ordinal: Ordinal) => void; readonly told: RegExp };
}

type Changing = keyof Pick<
  typeof commandIds,
  | 'apply'
  | 'deletePod'
  | 'deleteSet'
  | 'freeVolume'
  | 'openShell'
  | 'repair'
  | 'restart'
  | 'rollBack'
  | 'rollBackTo'
  | 'scale'
  | 'setImage'
  | 'setPartition'
>;

const SET = '/apis/apps/v1/namespaces/default/statefulsets';
const web = { kind: 'StatefulSet', namespace: '', name: 'web' };

let meddled = 0;

/** Gives a set another spec, every time another. */
const meddleWith = (name: string) => (ordinal: Ordinal) => {
  meddled += 1;
  ordinal.patch('apps/v1', 'StatefulSet', name, { spec: { minReadySeconds: meddled } });
};

const told = /StatefulSet (web|broken): spec\.minReadySeconds was .* is now/;

export const ways: Readonly<Record<Changing, Way>> = {
  apply: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: ordinal => ordinal.file('web.yaml', webManifest(3, 'app:v3')),
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
  deletePod: {
    subject: ['v1', 'Pod', 'web-1'],
    argument: () => ({ kind: 'Pod', namespace: '', name: 'web-1' }),
    writes: { method: 'DELETE', path: /\/pods\/web-1$/ },
    meddle: { by: meddleWith('web'), told },
  },
  deleteSet: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: () => web,
    writes: { method: 'DELETE', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
  freeVolume: {
    subject: ['v1', 'PersistentVolume', 'tape'],
    argument: () => ({ kind: 'PersistentVolume', namespace: '', name: 'tape' }),
    answer: ({ lines }) => (lines.some(line => line.startsWith('Any claim')) ? 'Any claim that it fits' : undefined),
    writes: { method: 'PATCH', path: /^\/api\/v1\/persistentvolumes\/tape$/ },
    meddle: {
      by: ordinal => {
        meddled += 1;
        ordinal.patch('v1', 'PersistentVolume', 'tape', { metadata: { labels: { shelf: `shelf-${meddled}` } } });
      },
      told: /PersistentVolume tape: metadata\.labels\.shelf/,
    },
  },
  openShell: {
    subject: ['v1', 'Pod', 'web-0'],
    argument: () => ({ kind: 'Pod', namespace: '', name: 'web-0' }),
    writes: { method: 'GET', path: /\/pods\/web-0\/exec$/ },
  },
  repair: {
    subject: ['apps/v1', 'StatefulSet', 'broken'],
    argument: () => ({ kind: 'StatefulSet', namespace: '', name: 'broken' }),
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/broken$`) },
    meddle: { by: meddleWith('broken'), told },
  },
  restart: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: () => web,
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
  rollBack: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: () => web,
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
  rollBackTo: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: ordinal => ({ kind: 'ControllerRevision', namespace: '', name: earlierRevision(ordinal) }),
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
  scale: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: () => web,
    answer: ({ kind, title }) => (kind === 'input' && title.startsWith('Scale') ? '2' : undefined),
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
  setImage: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: () => web,
    answer: ({ kind, title }) => (kind === 'input' && title.startsWith('Image') ? 'app:v4' : undefined),
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
  setPartition: {
    subject: ['apps/v1', 'StatefulSet', 'web'],
    argument: () => web,
    answer: ({ title }) => (title.startsWith('Partition') ? '2' : undefined),
    writes: { method: 'PATCH', path: new RegExp(`^${SET}/web$`) },
    meddle: { by: meddleWith('web'), told },
  },
};

/** Fills a cluster with what each way needs, and waits until it is there: a set with two revisions, one that is stuck, a Released volume. */
export async function furnishWays(ordinal: Ordinal): Promise<void> {
  ordinal.create(newService('web'));
  ordinal.create(newSet('web', { replicas: 3, podManagementPolicy: 'Parallel' }));
  ordinal.create(newService('broken'));
  ordinal.create(newSet('broken', { replicas: 2 }));
  ordinal.create(newVolume('tape', { storageClassName: '', persistentVolumeReclaimPolicy: 'Retain' }));
  ordinal.create(newClaim('reel', { storageClassName: '', volumeName: 'tape' }));
  await ordinal.until(() => ordinal.isReady('web', 3) && ordinal.isReady('broken', 2));
  await ordinal.until(() => phaseOf(ordinal, 'tape') === 'Bound');
  ordinal.remove('v1', 'PersistentVolumeClaim', 'reel');
  const image = (name: string, tag: string) =>
    ordinal.patch('apps/v1', 'StatefulSet', name, {
      spec: { template: { spec: { containers: [{ name: 'app', image: `app:${tag}` }] } } },
    });
  image('web', 'v2');
  image('broken', 'broken');
  await ordinal.until(() => phaseOf(ordinal, 'tape') === 'Released');
  await ordinal.until(() => ordinal.isReady('web', 3) && ordinal.isReady('broken', 1));
}

/** One that web does not have now. */
function earlierRevision(ordinal: Ordinal): string {
  const { updateRevision } = ordinal.status('web');
  const names = ordinal.names('apps/v1', 'ControllerRevision');
  return names.find(name => name.startsWith('web-') && name !== updateRevision) ?? '';
}

function phaseOf(ordinal: Ordinal, volume: string): unknown {
  const { status } = (ordinal.object('v1', 'PersistentVolume', volume) ?? {}) as { status?: { phase?: string } };
  return status?.phase;
}
