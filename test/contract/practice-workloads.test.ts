import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { eventually } from '../support/eventually.ts';
import type { Answer, Door } from '../support/practice/door.ts';
import { doors } from '../support/practice/doors.ts';
import { list, pick, pluck } from '../support/practice-api.ts';

/** Small, and there for every real cluster that can reach the world. */
const image = process.env['ORDINAL_TEST_IMAGE'] ?? 'nginx:alpine';
/** Real nodes pull images first. */
const patience = 120_000;

const pods = '/api/v1/namespaces/default/pods';
const services = '/api/v1/namespaces/default/services';
const claims = '/api/v1/namespaces/default/persistentvolumeclaims';
const sets = '/apis/apps/v1/namespaces/default/statefulsets';
const deployments = '/apis/apps/v1/namespaces/default/deployments';
const replicaSets = '/apis/apps/v1/namespaces/default/replicasets';
const slices = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';
const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
const merge = 'application/merge-patch+json';
const strategic = 'application/strategic-merge-patch+json';

for (const [name, open] of doors) {
  describe(`controllers behind the door ${name}`, () => {
    let door: Door;
    before(async () => {
      door = await open();
    });
    after(() => door.close());

    const template = (app: string) => ({
      metadata: { labels: { app } },
      spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image }] },
    });
    async function done(request: Promise<Answer>): Promise<unknown> {
      const { status, body } = await request;
      assert.ok(status < 300, JSON.stringify(body));
      return body;
    }
    const get = (path: string) => done(door.call('GET', path));
    const podsOf = async (app: string) => get(`${pods}?labelSelector=${encodeURIComponent(`app=${app}`)}`);
    async function makeSet(app: string, replicas: number, more: object = {}): Promise<void> {
      const labels = { app };
      const spec = { serviceName: app, replicas, selector: { matchLabels: labels }, template: template(app), ...more };
      const ports = [{ name: 'http', port: 80 }];
      await done(
        door.call('POST', services, {
          metadata: { name: app },
          spec: { clusterIP: 'None', selector: labels, ports },
        }),
      );
      await done(door.call('POST', sets, { metadata: { name: app }, spec }));
      await counts(`${sets}/${app}`, { replicas, readyReplicas: replicas });
    }
    /** Waits for these counts of a status that is of the specification as it is now. */
    async function counts(path: string, wanted: Readonly<Record<string, number>>): Promise<void> {
      await eventually(async () => {
        const object = await get(path);
        assert.equal(pick(object, 'status.observedGeneration'), pick(object, 'metadata.generation'));
        const counted = Object.keys(wanted).map(key => [key, pick(object, `status.${key}`) ?? 0]);
        assert.deepEqual(Object.fromEntries(counted), wanted);
      }, patience);
    }
    async function remove(app: string): Promise<void> {
      await done(door.call('DELETE', `${sets}/${app}`));
      await done(door.call('DELETE', `${services}/${app}`));
      await eventually(async () => assert.deepEqual(pluck(await podsOf(app), 'metadata.name'), []), patience);
    }

    it('make pods with names, labels, hostnames and an owner, and publish each by its name', async () => {
      await makeSet('ordered', 2);
      const made = await podsOf('ordered');
      assert.deepEqual(pluck(made, 'metadata.name'), ['ordered-0', 'ordered-1']);
      assert.deepEqual(pluck(made, 'spec.hostname'), ['ordered-0', 'ordered-1']);
      assert.deepEqual(pluck(made, 'spec.subdomain'), ['ordered', 'ordered']);
      const [first] = list(pick(made, 'items'));
      assert.equal(pick(first, 'metadata.ownerReferences.0.kind'), 'StatefulSet');
      const labels = Object(pick(first, 'metadata.labels'));
      assert.equal(labels['statefulset.kubernetes.io/pod-name'], 'ordered-0');
      assert.equal(labels['apps.kubernetes.io/pod-index'], '0');
      assert.equal(
        labels['controller-revision-hash'],
        pick(await get(`${sets}/ordered`), 'status.currentRevision'),
        'the full name of the revision',
      );
      await eventually(async () => {
        const found = await get(`${slices}?labelSelector=${encodeURIComponent('kubernetes.io/service-name=ordered')}`);
        const endpoints = list(pick(found, 'items.0.endpoints'));
        assert.deepEqual(endpoints.map(each => pick(each, 'hostname')).sort(), ['ordered-0', 'ordered-1']);
      }, patience);
      await remove('ordered');
    });

    it('roll from the highest ordinal down to the partition, and the rest when it falls', async () => {
      await makeSet('rolled', 2, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } });
      const before = pick(await get(`${sets}/rolled`), 'status.currentRevision');
      const change = { spec: { template: { metadata: { annotations: { turn: 'two' } } } } };
      await done(door.call('PATCH', `${sets}/rolled`, change, strategic));
      await counts(`${sets}/rolled`, { readyReplicas: 2, updatedReplicas: 1, currentReplicas: 1 });
      const revisionOf = (pod: unknown) => Object(pick(pod, 'metadata.labels'))['controller-revision-hash'];
      assert.equal(revisionOf(await get(`${pods}/rolled-0`)), before);
      assert.notEqual(revisionOf(await get(`${pods}/rolled-1`)), before);
      const rest = { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } };
      await done(door.call('PATCH', `${sets}/rolled`, rest, merge));
      await counts(`${sets}/rolled`, { readyReplicas: 2, updatedReplicas: 2, currentReplicas: 2 });
      const { currentRevision, updateRevision } = Object(pick(await get(`${sets}/rolled`), 'status'));
      assert.equal(currentRevision, updateRevision);
      await remove('rolled');
    });

    it('take away the highest ordinals when scaled, and refuse a scale that saw another version', async () => {
      await makeSet('scaled', 2);
      const seen = await get(`${sets}/scaled/scale`);
      assert.equal(pick(seen, 'status.selector'), 'app=scaled');
      await done(door.call('PATCH', `${sets}/scaled/scale`, { spec: { replicas: 1 } }, merge));
      await counts(`${sets}/scaled`, { replicas: 1, readyReplicas: 1 });
      assert.deepEqual(pluck(await podsOf('scaled'), 'metadata.name'), ['scaled-0']);
      const late = await door.call('PUT', `${sets}/scaled/scale`, seen);
      assert.deepEqual([late.status, pick(late.body, 'reason')], [409, 'Conflict']);
      await remove('scaled');
    });

    it('keep claims when their set goes, and give them to the next of its name', async () => {
      const claim = {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '16Mi' } } },
      };
      await makeSet('kept', 1, { volumeClaimTemplates: [claim] });
      const uid = pick(await get(`${claims}/data-kept-0`), 'metadata.uid');
      await remove('kept');
      await makeSet('kept', 1, { volumeClaimTemplates: [claim] });
      const again = await get(`${claims}/data-kept-0`);
      assert.deepEqual([pick(again, 'metadata.uid'), pick(again, 'status.phase')], [uid, 'Bound']);
      await remove('kept');
      await done(door.call('DELETE', `${claims}/data-kept-0`));
    });

    it('leave pods without their set, and adopt them again', async () => {
      await makeSet('orphaned', 1);
      const set = Object(await get(`${sets}/orphaned`));
      const uid = pick(await get(`${pods}/orphaned-0`), 'metadata.uid');
      await done(door.call('DELETE', `${sets}/orphaned?propagationPolicy=Orphan`));
      await eventually(async () => {
        const pod = await get(`${pods}/orphaned-0`);
        assert.deepEqual(pick(pod, 'metadata.ownerReferences') ?? [], []);
      }, patience);
      await done(door.call('POST', sets, { metadata: { name: 'orphaned' }, spec: set.spec }));
      await counts(`${sets}/orphaned`, { replicas: 1, readyReplicas: 1, updatedReplicas: 1 });
      assert.equal(pick(await get(`${pods}/orphaned-0`), 'metadata.uid'), uid, 'no restart');
      await remove('orphaned');
    });

    it('roll a Deployment to a ReplicaSet of its own, and take up the former one again', async () => {
      const spec = { replicas: 2, selector: { matchLabels: { app: 'deployed' } }, template: template('deployed') };
      await done(door.call('POST', deployments, { metadata: { name: 'deployed' }, spec }));
      const all = { replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
      await counts(`${deployments}/deployed`, all);
      const turn = (value: string | null) => ({ spec: { template: { metadata: { annotations: { turn: value } } } } });
      await done(door.call('PATCH', `${deployments}/deployed`, turn('two'), strategic));
      await counts(`${deployments}/deployed`, all);
      await done(door.call('PATCH', `${deployments}/deployed`, turn(null), strategic));
      await counts(`${deployments}/deployed`, all);
      const found = await get(`${replicaSets}?labelSelector=${encodeURIComponent('app=deployed')}`);
      const numbered = list(pick(found, 'items')).map(each => [
        Object(pick(each, 'metadata.annotations'))['deployment.kubernetes.io/revision'],
        pick(each, 'spec.replicas'),
      ]);
      assert.ok(
        isDeepStrictEqual(numbered.sort(), [
          ['2', 0],
          ['3', 2],
        ]),
        JSON.stringify(numbered),
      );
      const conditions = list(pick(await get(`${deployments}/deployed`), 'status.conditions'));
      const reasons = conditions.map(each => `${pick(each, 'type')} ${pick(each, 'reason')}`).sort();
      assert.deepEqual(reasons, ['Available MinimumReplicasAvailable', 'Progressing NewReplicaSetAvailable']);
      await done(door.call('DELETE', `${deployments}/deployed`));
    });

    it('let a disruption budget keep a pod from eviction', async () => {
      await makeSet('guarded', 1);
      const selector = { matchLabels: { app: 'guarded' } };
      await done(door.call('POST', budgets, { metadata: { name: 'guard' }, spec: { minAvailable: 1, selector } }));
      await eventually(async () => {
        const { currentHealthy, disruptionsAllowed } = Object(pick(await get(`${budgets}/guard`), 'status'));
        assert.deepEqual([currentHealthy, disruptionsAllowed], [1, 0]);
      }, patience);
      const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'guarded-0' } };
      const refused = await door.call('POST', `${pods}/guarded-0/eviction`, eviction);
      assert.equal(refused.status, 429);
      assert.equal(
        pick(refused.body, 'details.causes.0.message'),
        'The disruption budget guard needs 1 healthy pods and has 1 currently',
      );
      await done(door.call('DELETE', `${budgets}/guard`));
      await done(door.call('POST', `${pods}/guarded-0/eviction`, eviction));
      await remove('guarded');
    });

    it('are listed page by page, and by what a field holds', async () => {
      const configMaps = '/api/v1/namespaces/default/configmaps';
      const labels = { paged: 'yes' };
      for (const number of [1, 2, 3])
        await done(door.call('POST', configMaps, { metadata: { name: `page-${number}`, labels } }));
      const first = await get(`${configMaps}?labelSelector=paged%3Dyes&limit=2`);
      assert.deepEqual(pluck(first, 'metadata.name'), ['page-1', 'page-2']);
      const token = encodeURIComponent(String(pick(first, 'metadata.continue')));
      const second = await get(`${configMaps}?labelSelector=paged%3Dyes&limit=2&continue=${token}`);
      assert.deepEqual(pluck(second, 'metadata.name'), ['page-3']);
      const named = await get(`${configMaps}?fieldSelector=metadata.name%3Dpage-2`);
      assert.deepEqual(pluck(named, 'metadata.name'), ['page-2']);
      const odd = await door.call('GET', `${sets}?fieldSelector=spec.replicas%3D1`);
      assert.deepEqual([odd.status, pick(odd.body, 'reason')], [400, 'BadRequest']);
      assert.equal((await door.call('DELETE', `${configMaps}?labelSelector=paged%3Dyes`)).status, 200);
    });
  });
}
