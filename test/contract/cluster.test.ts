import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isAllowed, listNamespaces } from '../../src/cluster/access.ts';
import {
  type Change,
  deleteObject,
  deletePod,
  describeApply,
  fieldConflicts,
  type Outcome,
  preview,
  restart,
  send,
  setImage,
  setPartition,
  setReplicas,
} from '../../src/cluster/change.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../../src/cluster/kube.ts';
import { readKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { createMirror, type KindName, type Mirror, ownedBy, resourceOf } from '../../src/cluster/mirror.ts';
import type { KubernetesObject, StatefulSet } from '../../src/core/statefulset/model.ts';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { failureOf } from '../support/cluster/over-tls.ts';

const SETS = resourceOf('StatefulSet', 'default');
const PODS = resourceOf('Pod', 'default');

function manifest(name: string, more: Partial<StatefulSet['spec']> = {}): StatefulSet {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      replicas: 2,
      serviceName: name,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app:v1' }] } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...more,
    },
  };
}

function changeOf<C extends Change>({ change, refused }: Outcome<C>): C {
  assert.ok(change, JSON.stringify(refused));
  return change;
}

/** Resolves as soon as the mirror has it. */
function until<T>(mirror: Mirror, look: () => T | undefined): Promise<T> {
  return new Promise(resolve => {
    const check = () => {
      const found = look();
      if (found === undefined) return;
      end();
      resolve(found);
    };
    const end = mirror.subscribe(check);
    check();
  });
}

describe('a practice cluster, seen and changed through the cluster room', () => {
  let practice: PracticeCluster;
  let connection: Connection;
  let mirror: Mirror;
  const KINDS: readonly KindName[] = ['StatefulSet', 'Pod', 'ControllerRevision', 'PersistentVolumeClaim'];

  const apply = async (object: KubernetesObject, force = false) => {
    const change = changeOf(await describeApply(connection, object, { namespace: 'default', force }));
    const shown = await preview(connection, change);
    return send(connection, shown.change);
  };
  const set = (name: string) => mirror.get('StatefulSet', 'default', name);
  const settled = (name: string) =>
    until(mirror, () => {
      const found = set(name);
      const { observedGeneration, readyReplicas, updatedReplicas } = found?.status ?? {};
      const isDone = readyReplicas === found?.spec.replicas && updatedReplicas === found?.spec.replicas;
      return observedGeneration === found?.metadata.generation && isDone ? found : undefined;
    });

  before(async () => {
    practice = await startPractice({ port: 0, speed: 20, report: error => assert.ifError(error) });
    const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: practice.kubeconfig } });
    assert.deepEqual(kubeconfig.problems, []);
    connection = await connect(kubeconfig, kubeconfig.current ?? '', { trusted: false, environment: {} });
    mirror = createMirror(connection, { kinds: KINDS, namespace: undefined });
  });

  after(async () => {
    mirror.stop();
    connection.close();
    await practice.stop();
  });

  it('says which Kubernetes it plays, and what is allowed', async () => {
    assert.match((await connection.version()).gitVersion, /^v1\.\d+/);
    assert.equal(await isAllowed(connection, { verb: 'patch', resource: SETS }), true);
    assert.ok((await listNamespaces(connection, [])).names.includes('default'));
    assert.ok((await connection.resources('apps', 'v1')).some(({ kind }) => kind === 'StatefulSet'));
    assert.equal((await failureOf(connection.resources('nothing.test', 'v1'))).kind, 'not-found');
  });

  it('shows an apply before it is made, then makes it, and the mirror sees the pods come', async () => {
    const change = changeOf(await describeApply(connection, manifest('web'), { namespace: 'default' }));
    const shown = await preview(connection, change);
    assert.equal(shown.live, undefined);
    assert.equal(shown.result?.metadata.name, 'web');
    assert.equal((await failureOf(connection.get(SETS, 'web'))).kind, 'not-found');
    await send(connection, shown.change);
    const done = await settled('web');
    const pods = mirror.indexed('Pod', ownedBy(done.metadata.uid ?? '')).map(pod => pod.metadata.name);
    assert.deepEqual(pods.sort(), ['web-0', 'web-1']);
  });

  it('tells what is wrong with a manifest, field by field', async () => {
    const failure = await failureOf(apply(manifest('bad', { selector: { matchLabels: { app: 'other' } } })));
    assert.equal(failure.kind, 'invalid');
    assert.equal(failure.causes?.[0]?.field, 'spec.template.metadata.labels');
  });

  it('changes partition, image, replicas and template, each held to what was seen', async () => {
    await apply(manifest('many'));
    const first = await settled('many');
    await send(connection, changeOf(setPartition(first, 1)));
    assert.equal((await failureOf(send(connection, changeOf(setPartition(first, 2))))).kind, 'conflict');
    const parted = await until(mirror, () =>
      [set('many')].find(one => one?.spec.updateStrategy?.rollingUpdate?.partition === 1),
    );
    assert.ok(parted);
    const { result } = await preview(connection, changeOf(setImage(parted, 'app', 'app:v2')));
    assert.equal(result?.metadata.generation, (parted.metadata.generation ?? 0) + 1);
    await send(connection, changeOf(setImage(parted, 'app', 'app:v2')));
    await until(
      mirror,
      () => mirror.get('Pod', 'default', 'many-1')?.spec.containers[0]?.image === 'app:v2' || undefined,
    );
    const imaged = await until(mirror, () =>
      [set('many')].find(one => one?.status?.updatedReplicas === 1 && one.status.readyReplicas === 2),
    );
    assert.ok(imaged);
    assert.equal(mirror.get('Pod', 'default', 'many-0')?.spec.containers[0]?.image, 'app:v1');
    await send(connection, changeOf(setPartition(imaged, 0)));
    await settled('many');
    const whole = set('many');
    assert.ok(whole);
    await send(connection, changeOf(restart(whole, Date.now())));
    const restarted = await until(mirror, () =>
      [set('many')].find(one => one?.metadata.generation !== whole.metadata.generation),
    );
    assert.ok(restarted);
    await send(connection, changeOf(setReplicas(restarted, 1)));
    const small = await settled('many');
    assert.equal(small.spec.replicas, 1);
  });

  it('names the managers whose fields an apply would take, and takes them when forced', async () => {
    await apply(manifest('owned'));
    await connection.patch(SETS, 'owned', 'merge', { spec: { replicas: 1 } }, { fieldManager: 'somebody' });
    const failure = await failureOf(apply(manifest('owned')));
    assert.equal(failure.kind, 'conflict');
    assert.deepEqual(fieldConflicts(failure), [{ manager: 'somebody', field: '.spec.replicas' }]);
    const forced = await apply(manifest('owned'), true);
    assert.equal(
      forced !== undefined && 'spec' in forced && JSON.stringify(forced.spec).includes('"replicas":2'),
      true,
    );
  });

  it('refuses an apply to an object that was replaced since it was shown', async () => {
    await apply(manifest('twice'));
    const change = changeOf(
      await describeApply(connection, manifest('twice', { replicas: 1 }), { namespace: 'default' }),
    );
    const shown = await preview(connection, change);
    const live = await connection.get(SETS, 'twice');
    await send(connection, deleteObject('StatefulSet', live));
    await apply(manifest('twice'));
    assert.equal((await failureOf(send(connection, shown.change))).kind, 'conflict');
  });

  it('deletes the pod that was looked at and no other', async () => {
    await apply(manifest('gone'));
    await settled('gone');
    const pod = mirror.get('Pod', 'default', 'gone-0');
    assert.ok(pod);
    const other = { ...pod, metadata: { ...pod.metadata, uid: 'another' } };
    assert.equal((await failureOf(send(connection, deletePod(other)))).kind, 'conflict');
    await send(connection, deletePod(pod));
    const next = await until(mirror, () =>
      [mirror.get('Pod', 'default', 'gone-0')].find(one => one !== undefined && one.metadata.uid !== pod.metadata.uid),
    );
    assert.notEqual(next?.metadata.uid, pod.metadata.uid);
  });

  it('pages a list, and says that a version is gone', async () => {
    const names = new Set<string>();
    let next: string | undefined;
    let pages = 0;
    do {
      const page = await connection.list(PODS, { limit: 2, ...(next === undefined ? {} : { continue: next }) });
      for (const { metadata, kind } of page.items) names.add(`${kind} ${metadata.name}`);
      pages += 1;
      next = page.continue;
    } while (next !== undefined);
    assert.ok(pages > 1);
    assert.ok(names.has('Pod web-0') && names.has('Pod web-1'));
    const end = await connection.watch(PODS, { resourceVersion: '1', signal: new AbortController().signal }, () => {});
    assert.deepEqual(end, { reason: 'gone' });
  });

  it('is mirrored object by object', async () => {
    await Promise.all(['web', 'owned', 'twice', 'gone'].map(settled));
    for (const kind of KINDS) await equal(kind);
  });

  /** The cluster may still be moving; the two are compared until they meet. */
  async function equal(kind: KindName): Promise<void> {
    const versions = (objects: readonly KubernetesObject[]) =>
      objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name} ${metadata.resourceVersion}`).sort();
    for (;;) {
      const wanted = versions((await connection.list(resourceOf(kind), {})).items);
      const known = versions(mirror.list(kind));
      if (JSON.stringify(known) === JSON.stringify(wanted)) return;
    }
  }
});

describe('a practice cluster that goes away and comes back', () => {
  it('is seen as stale meanwhile, and right again after, without a pod announced twice', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-contract-'));
    const stateFile = path.join(folder, 'state');
    const start = (port: number) =>
      startPractice({ port, speed: 20, stateFile, token: 'fixed', report: error => assert.ifError(error) });
    let practice = await start(0);
    const { port } = practice;
    const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: practice.kubeconfig } });
    const context = kubeconfig.contexts[0];
    assert.ok(context);
    const ca = kubeconfig.resolve(context.id);
    assert.ok(ca);
    // The certificate is another after the restart; what is looked at here is the mirror, not the certificate.
    const { certificateAuthorityData: _, ...cluster } = ca.cluster;
    const blind = { ...kubeconfig, resolve: () => ({ ...ca, cluster: { ...cluster, insecure: true } }) };
    const connection = await connect(blind, context.id, { trusted: false, environment: {} });
    const mirror = createMirror(connection, { kinds: ['Pod', 'StatefulSet'], namespace: undefined });
    try {
      await connection.patch(
        SETS,
        'web',
        'apply',
        { ...manifest('web'), metadata: { name: 'web' } },
        { fieldManager: 'ordinal' },
      );
      await until(mirror, () =>
        mirror.get('StatefulSet', 'default', 'web')?.status?.readyReplicas === 2 ? true : undefined,
      );
      await practice.stop();
      await until(mirror, () => (mirror.status('Pod')?.state === 'stale' ? true : undefined));
      assert.equal(mirror.list('Pod').length, 2);
      const said: string[] = [];
      mirror.subscribe(news =>
        said.push(
          ...news.changes.filter(one => one.kind === 'Pod').map(one => `${one.type} ${one.object.metadata.name}`),
        ),
      );
      practice = await start(port);
      mirror.retry();
      await until(mirror, () => (mirror.status('Pod')?.state === 'live' ? true : undefined));
      assert.equal(mirror.list('Pod').length, 2);
      assert.deepEqual(
        said.filter(line => line.startsWith('ADDED')),
        [],
      );
    } finally {
      mirror.stop();
      connection.close();
      await practice.stop();
      await rm(folder, { recursive: true });
    }
  });
});
