import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Pod } from '../../../../src/core/statefulset/model.ts';
import { endEphemeral } from '../../../../src/practice/nodes/ephemeral.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { apiOf, type PracticeApi, pick } from '../../../support/practice-api.ts';
import { newPod, type PracticeCluster, practiceCluster } from '../../../support/practice-cluster.ts';

const path = '/api/v1/namespaces/shop/pods/web';
const strategic = { type: 'application/strategic-merge-patch+json' };

function running(): { readonly cluster: PracticeCluster; readonly api: PracticeApi; readonly pod: () => Pod } {
  const cluster = practiceCluster();
  cluster.create(newPod('web'));
  cluster.advance(3_000);
  const pod = () => cluster.registry.get(resources.pods, 'shop', 'web');
  return { cluster, api: apiOf(cluster.registry, cluster.clock), pod };
}

const debug = (...containers: readonly object[]) => ({ spec: { ephemeralContainers: containers } });
const shell = { name: 'shell', image: 'busybox', stdin: true };

describe('an ephemeral container', () => {
  it('is put into a running pod, runs there, and ends without its pod', () => {
    const { cluster, api, pod } = running();
    const added = api.call('PATCH', `${path}/ephemeralcontainers`, debug(shell), strategic);
    assert.equal(added.status, 200, String(pick(added.body, 'message')));
    assert.equal(pick(added.body, 'spec.ephemeralContainers.0.imagePullPolicy'), 'Always');
    assert.equal(pick(added.body, 'metadata.generation'), 2);
    cluster.advance(1_000);
    const [status] = pod().status?.ephemeralContainerStatuses ?? [];
    assert.deepEqual(
      [status?.name, status?.image, status?.ready, Object.keys(status?.state ?? {})],
      ['shell', 'busybox', false, ['running']],
    );
    endEphemeral(cluster.registry, pod(), shell, 3);
    assert.equal(pod().status?.ephemeralContainerStatuses?.[0]?.state?.terminated?.exitCode, 3);
    assert.equal(pod().status?.phase, 'Running');
    cluster.advance(60_000);
    assert.equal(pod().status?.ephemeralContainerStatuses?.length, 1);
    assert.deepEqual(cluster.faults, []);
  });

  it('waits for an image that is missing', () => {
    const { cluster, api, pod } = running();
    api.call('PATCH', `${path}/ephemeralcontainers`, debug({ name: 'shell', image: 'tool:broken' }), strategic);
    cluster.advance(1_000);
    assert.equal(pod().status?.ephemeralContainerStatuses?.[0]?.state?.waiting?.reason, 'ImagePullBackOff');
  });

  it('stays as it is, is told apart from the others, and comes through its own door', () => {
    const { api } = running();
    const put = (...containers: readonly object[]) => {
      const { body } = api.call('GET', `${path}/ephemeralcontainers`);
      const spec = { ...Object(pick(body, 'spec')), ephemeralContainers: containers };
      const answer = api.call('PUT', `${path}/ephemeralcontainers`, { ...Object(body), spec });
      return String(pick(answer.body, 'message') ?? '').replace('Pod "web" is invalid: spec.ephemeralContainers', '');
    };
    assert.equal(put({ name: 'app', image: 'a' }), '[0].name: Duplicate value: "app"');
    assert.equal(put({ name: 'a' }), '[0].image: Required value');
    assert.equal(put({ name: 'a', image: 'a', targetContainerName: 'no' }), '[0].targetContainerName: Not found: "no"');
    assert.equal(
      put({ name: 'a', image: 'a', ports: [{ containerPort: 80 }] }),
      '[0].ports: Forbidden: cannot be set for an Ephemeral Container',
    );
    assert.equal(put(shell), '');
    assert.equal(put(), ': Forbidden: existing ephemeral containers "shell" may not be removed\n');
    assert.equal(
      put({ ...shell, image: 'other' }),
      ': Forbidden: existing ephemeral containers "shell" may not be changed\n',
    );
    const main = api.call('PATCH', path, debug({ name: 'more', image: 'a' }), strategic);
    assert.match(String(pick(main.body, 'message')), /^Pod "web" is invalid: spec: Forbidden: pod updates may not/);
  });
});
