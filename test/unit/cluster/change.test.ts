import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ApplyChange,
  type Change,
  commandLine,
  deleteObject,
  deletePod,
  describeApply,
  FIELD_MANAGER,
  fieldConflicts,
  isOwn,
  type Outcome,
  preview,
  restart,
  send,
  setImage,
  setPartition,
  setReplicas,
} from '../../../src/cluster/change.ts';
import { ClusterError } from '../../../src/cluster/connection.ts';
import type { Deployment } from '../../../src/core/deployment/model.ts';
import type { StatefulSet } from '../../../src/core/statefulset/model.ts';
import { pod, set } from '../../support/cluster/objects.ts';
import { patchingServer, patchOne } from '../../support/cluster/patching.ts';

const SITE = { context: 'prod' };

function changeOf<C extends Change>({ change }: Outcome<C>): C {
  assert.ok(change);
  return change;
}

/** What the patch of a change makes of an object. */
function patched(object: StatefulSet, outcome: Outcome): StatefulSet {
  const change = changeOf(outcome);
  assert.equal(change.send, 'patch');
  const copy = structuredClone(object);
  if (change.send === 'patch') for (const operation of change.patch) patchOne(copy, { value: undefined, ...operation });
  return copy;
}

async function failureOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ClusterError);
  return error.failure;
}

describe('setting the partition', () => {
  it('tests who and what was looked at before it writes', () => {
    const change = changeOf(setPartition(set('web'), 2, SITE));
    assert.deepEqual(change.patch, [
      { op: 'test', path: '/metadata/uid', value: 'uid-web' },
      { op: 'test', path: '/metadata/generation', value: 4 },
      { op: 'add', path: '/spec/updateStrategy/rollingUpdate/partition', value: 2 },
    ]);
    assert.deepEqual(change.effect, { do: 'set-partition', from: 0, to: 2 });
    assert.equal(
      commandLine(change.kubectl),
      `kubectl --context prod --namespace shop patch statefulset/web --type merge --patch '{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}}}}'`,
    );
  });

  it('makes what is missing above it', () => {
    for (const updateStrategy of [{ type: 'RollingUpdate' }, { type: 'RollingUpdate', rollingUpdate: {} }]) {
      const web = set('web', { updateStrategy });
      assert.deepEqual(patched(web, setPartition(web, 2)).spec.updateStrategy, {
        type: 'RollingUpdate',
        rollingUpdate: { partition: 2 },
      });
    }
    const { updateStrategy: _, ...spec } = set('web').spec;
    const bare: StatefulSet = { ...set('web'), spec };
    assert.deepEqual(patched(bare, setPartition(bare, 1)).spec.updateStrategy, {
      type: 'RollingUpdate',
      rollingUpdate: { partition: 1 },
    });
  });

  it('takes 0 for a change where rollingUpdate is absent, because absent means something else', () => {
    const web = set('web', { updateStrategy: { type: 'RollingUpdate' } });
    assert.deepEqual(changeOf(setPartition(web, 0)).effect, { do: 'set-partition', from: undefined, to: 0 });
  });

  it('refuses what cannot be', () => {
    assert.equal(setPartition(set('web'), 0).refused?.code, 'change-unchanged');
    assert.equal(
      setPartition(set('web', { updateStrategy: { type: 'OnDelete' } }), 1).refused?.code,
      'change-partition-on-delete',
    );
    assert.deepEqual(setPartition(set('web'), -1).refused, {
      code: 'change-partition-not-a-number',
      values: { value: -1 },
    });
    assert.equal(setPartition(set('web'), 1.5).refused?.code, 'change-partition-not-a-number');
  });
});

describe('scaling, restarting and images', () => {
  it('scales', () => {
    const change = changeOf(setReplicas(set('web'), 5, SITE));
    assert.equal(patched(set('web'), { change }).spec.replicas, 5);
    assert.equal(
      commandLine(change.kubectl),
      'kubectl --context prod --namespace shop scale statefulset/web --replicas=5',
    );
    assert.equal(setReplicas(set('web'), 3).refused?.code, 'change-unchanged');
    assert.equal(setReplicas(set('web'), Number.NaN).refused?.code, 'change-replicas-not-a-number');
  });

  it('restarts by writing the time into the template, keeping what is there', () => {
    const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
    const annotated = set('web');
    const template = { ...annotated.spec.template, metadata: { annotations: { a: 'b' } } };
    const web = set('web', { template });
    const restarted = patched(web, restart(web, at));
    assert.deepEqual(restarted.spec.template.metadata?.annotations, {
      a: 'b',
      'kubectl.kubernetes.io/restartedAt': '2026-01-02T03:04:05Z',
    });
    assert.equal(patched(annotated, restart(annotated, at)).spec.template.metadata?.labels?.['app'], 'web');
    const bare = set('web', { template: { spec: template.spec } });
    assert.ok(patched(bare, restart(bare, at)).spec.template.metadata?.annotations);
    assert.equal(restart(restarted, at + 100).refused?.code, 'change-unchanged');
  });

  it('does not restart what is paused', () => {
    const { template, selector } = set('web').spec;
    const paused: Deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api' },
      spec: { paused: true, template, selector },
    };
    assert.deepEqual(restart(paused, 0).refused, {
      code: 'change-paused',
      values: { object: 'Deployment api', command: 'kubectl rollout resume deployment/api' },
    });
  });

  it('sets the image of a container by its name, init containers too', () => {
    const { template } = set('web').spec;
    const web = set('web', {
      template: {
        ...template,
        spec: { ...template.spec, initContainers: [{ name: 'a' }, { name: 'init', image: 'i:1' }] },
      },
    });
    const change = changeOf(setImage(web, 'app', 'app:v2', SITE));
    assert.equal(patched(web, { change }).spec.template.spec.containers[0]?.image, 'app:v2');
    assert.equal(
      commandLine(change.kubectl),
      'kubectl --context prod --namespace shop set image statefulset/web app=app:v2',
    );
    assert.equal(patched(web, setImage(web, 'init', 'i:2')).spec.template.spec.initContainers?.[1]?.image, 'i:2');
    assert.deepEqual(setImage(web, 'db', 'x').refused, {
      code: 'change-no-container',
      values: { object: 'StatefulSet web', container: 'db', containers: 'app, a, init' },
    });
    assert.equal(setImage(web, 'app', 'app:v1').refused?.code, 'change-unchanged');
    assert.equal(setImage(web, 'app', ' ').refused?.code, 'change-no-image');
  });
});

describe('sending', () => {
  it('succeeds when only the status moved since', async () => {
    const server = patchingServer(set('web'));
    server.status();
    await send(server.connection, changeOf(setReplicas(set('web'), 5)));
    assert.equal(server.object?.metadata.generation, 5);
  });

  it('meets a conflict when the spec moved, when the object is another, and when sent twice', async () => {
    const change = changeOf(setReplicas(set('web'), 5));
    const server = patchingServer(set('web'));
    await send(server.connection, change);
    assert.deepEqual(await failureOf(send(server.connection, change)), {
      kind: 'conflict',
      detail: 'StatefulSet shop/web',
      status: 409,
    });
    server.replace({ ...set('web'), metadata: { ...set('web').metadata, uid: 'another' } });
    assert.equal((await failureOf(send(server.connection, change))).kind, 'conflict');
    server.replace(undefined);
    assert.equal((await failureOf(send(server.connection, change))).kind, 'not-found');
  });

  it('keeps a refusal of the content apart from a conflict', async () => {
    const server = patchingServer(set('web'));
    server.fail(new ClusterError({ kind: 'invalid', detail: 'spec.replicas: bad', status: 422 }));
    assert.equal(
      (await failureOf(send(server.connection, changeOf(setReplicas(set('web'), 5))))).detail,
      'spec.replicas: bad',
    );
  });

  it('says what would come of it without changing anything', async () => {
    const server = patchingServer(set('web'));
    const { live, result } = await preview(server.connection, changeOf(setReplicas(set('web'), 5)));
    assert.deepEqual(
      [live?.metadata.generation, result?.metadata.generation, server.object?.metadata.generation],
      [4, 5, 4],
    );
  });
});

describe('deleting', () => {
  it('names how far it goes, and never forces', () => {
    const change = deleteObject('StatefulSet', set('web'), 'Orphan', SITE);
    assert.equal(
      commandLine(change.kubectl),
      'kubectl --context prod --namespace shop delete statefulset.apps/web --cascade=orphan',
    );
    assert.equal(commandLine(deletePod(pod('web-1')).kubectl), 'kubectl --namespace shop delete pod/web-1');
  });

  it('does not delete the next object of the same name', async () => {
    const server = patchingServer(pod('web-1', { uid: 'new' }));
    assert.equal((await failureOf(send(server.connection, deletePod(pod('web-1', { uid: 'old' }))))).kind, 'conflict');
    await send(server.connection, deletePod(pod('web-1', { uid: 'new' })));
    assert.equal(server.object, undefined);
    assert.equal((await failureOf(preview(server.connection, deletePod(pod('web-1'))))).kind, 'not-found');
  });
});

describe('deleting what has a generation', () => {
  it('is refused when the spec moved since, when it is only asked about as when it is done', async () => {
    const server = patchingServer(set('web'));
    const change = deleteObject('StatefulSet', set('web'));
    server.spec({ replicas: 9 });
    assert.equal((await failureOf(preview(server.connection, change))).kind, 'conflict');
    assert.equal((await failureOf(send(server.connection, change))).kind, 'conflict');
    assert.notEqual(server.object, undefined);
  });

  it('is done again when a status is written in between', async () => {
    const server = patchingServer(set('web'));
    server.before(() => server.status());
    await send(server.connection, deleteObject('StatefulSet', set('web')));
    assert.equal(server.object, undefined);
    assert.deepEqual(server.requests, ['get', 'delete', 'get', 'delete']);
  });

  it('is not done again when the spec is written in between', async () => {
    const server = patchingServer(set('web'));
    server.before(() => server.spec({ replicas: 9 }));
    const failure = await failureOf(send(server.connection, deleteObject('StatefulSet', set('web'))));
    assert.equal(failure.kind, 'conflict');
    assert.notEqual(server.object, undefined);
  });
});

describe('applying', () => {
  const manifest = { ...set('web', { replicas: 5 }), metadata: { name: 'web' } };
  const described = async (server: ReturnType<typeof patchingServer>, force = false) =>
    changeOf(
      await describeApply(server.connection, manifest, { namespace: 'shop', force, file: 'web.yaml', site: SITE }),
    );

  it('goes to the namespace chosen, and leaves out what only the server writes', async () => {
    const server = patchingServer(undefined);
    const exported = {
      ...set('web'),
      status: { replicas: 3 },
      metadata: { ...set('web').metadata, labels: { a: 'b' }, managedFields: [] },
    };
    const change: ApplyChange = changeOf(await describeApply(server.connection, exported, { namespace: 'other' }));
    assert.deepEqual(change.manifest.metadata, { name: 'web', namespace: 'shop', labels: { a: 'b' } });
    assert.ok(!('status' in change.manifest));
    const { target, kubectl } = await described(server, true);
    assert.deepEqual(target.resource, { group: 'apps', version: 'v1', name: 'statefulsets', namespace: 'shop' });
    assert.equal(
      commandLine(kubectl),
      'kubectl --context prod --namespace shop apply --server-side --field-manager=ordinal --force-conflicts --filename web.yaml',
    );
    assert.deepEqual(server.requests, []);
  });

  it('asks the server about kinds it does not know', async () => {
    const server = patchingServer(undefined);
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } };
    const change = changeOf(await describeApply(server.connection, widget, { namespace: 'shop' }));
    assert.deepEqual(change.target.resource, { group: 'example.com', version: 'v1', name: 'widgets' });
    const unknown = await describeApply(server.connection, { ...widget, kind: 'Gadget' }, { namespace: 'shop' });
    assert.deepEqual(unknown.refused, {
      code: 'change-unknown-kind',
      values: { kind: 'Gadget', apiVersion: 'example.com/v1' },
    });
    const gone = await describeApply(
      server.connection,
      { ...widget, apiVersion: 'gone.example/v1' },
      { namespace: 'shop' },
    );
    assert.equal(gone.refused?.code, 'change-unknown-kind');
    const nameless = await describeApply(
      server.connection,
      { ...widget, metadata: { name: '' } },
      { namespace: 'shop' },
    );
    assert.deepEqual(nameless.refused, { code: 'change-no-identity', values: { field: 'metadata.name' } });
  });

  it('creates what is not there', async () => {
    const server = patchingServer(undefined);
    const shown = await preview(server.connection, await described(server));
    assert.deepEqual([shown.live, server.object], [undefined, undefined]);
    await send(server.connection, shown.change);
    assert.equal(server.object?.metadata.name, 'web');
  });

  it('is held to the state that was shown', async () => {
    const server = patchingServer(set('web'));
    const shown = await preview(server.connection, await described(server));
    server.spec({ replicas: 7 });
    assert.equal((await failureOf(send(server.connection, shown.change))).kind, 'conflict');
  });

  it('is done again when a status is written in between, and given up when that never ends', async () => {
    const server = patchingServer(set('web'));
    const shown = await preview(server.connection, await described(server));
    server.before(() => server.status());
    server.before(() => server.status());
    await send(server.connection, shown.change);
    assert.equal(server.object?.metadata.generation, 5);
    const again = await preview(server.connection, await described(server));
    for (let turn = 0; turn < 10; turn += 1) server.before(() => server.status());
    assert.equal((await failureOf(send(server.connection, again.change))).kind, 'conflict');
  });

  it('is not done again when other managers own its fields; it says who and what', async () => {
    const server = patchingServer(set('web'));
    const shown = await preview(server.connection, await described(server));
    const causes = [
      {
        reason: 'FieldManagerConflict',
        field: '.spec.replicas',
        message: 'conflict with "kubectl" with subresource "scale" using apps/v1',
      },
    ];
    server.before(() => {
      throw new ClusterError({ kind: 'conflict', detail: 'Apply failed with 1 conflict', status: 409, causes });
    });
    const failure = await failureOf(send(server.connection, shown.change));
    assert.deepEqual(fieldConflicts(failure), [{ manager: 'kubectl', field: '.spec.replicas' }]);
    assert.deepEqual(fieldConflicts(failure).map(isOwn), [false]);
    assert.equal(isOwn({ manager: FIELD_MANAGER, field: '.spec.replicas' }), true);
    assert.equal(server.requests.filter(request => request === 'patch apply').length, 1);
  });
});

it('quotes a command so that a shell reads it as it is', () => {
  assert.equal(commandLine(['kubectl', "it's", 'a b', '$(x)', '']), `kubectl 'it'\\''s' 'a b' '$(x)' ''`);
});
