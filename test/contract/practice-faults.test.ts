import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Connection, WatchEnd } from '../../src/cluster/connection.ts';
import { connect } from '../../src/cluster/kube.ts';
import { type Kubeconfig, readKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { resourceOf } from '../../src/cluster/mirror.ts';
import type { ApiFault } from '../../src/practice/api/fault-orders.ts';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { failureOf } from '../support/cluster/over-tls.ts';
import { giveOrder } from '../support/practice/orders.ts';

const services = resourceOf('Service', 'default');
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { clusterIP: 'None', selector: { app: 'web' } },
};
const change = { metadata: { labels: { a: 'b' } } };

describe('faults that are ordered of a practice cluster, through client-node', () => {
  let practice: PracticeCluster;
  let kubeconfig: Kubeconfig;
  let connection: Connection;

  before(async () => {
    practice = await startPractice({ port: 0, speed: 1, report: error => assert.ifError(error) });
    kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: practice.kubeconfig } });
    connection = await connect(kubeconfig, kubeconfig.current ?? '', { trusted: false, environment: {} });
    await connection.create(services, service);
  });

  /** Each ends with none. */
  afterEach(async () => {
    await giveOrder(kubeconfig);
    connection.logInAgain();
    assert.equal((await connection.get(services, 'web')).metadata.name, 'web');
    await connection.patch(services, 'web', 'merge', change);
  });

  after(async () => {
    connection.close();
    await practice.stop();
  });

  const order = (fault: ApiFault) => giveOrder(kubeconfig, { order: 'api', fault });

  for (const [fault, kind] of [
    ['too-many-requests', 'too-many-requests'],
    ['server-error', 'server'],
    ['expired-token', 'unauthorized'],
  ] as const) {
    it(`fails as ${kind}: ${fault}`, async () => {
      await order(fault);
      assert.equal((await failureOf(connection.get(services, 'web'))).kind, kind);
    });
  }

  it('fails as conflict where something is changed', async () => {
    await order('conflict');
    assert.equal((await failureOf(connection.patch(services, 'web', 'merge', change))).kind, 'conflict');
  });

  it('answers later than it was asked', async () => {
    await order('slow');
    const asked = process.hrtime.bigint();
    await connection.get(services, 'web');
    const waited = Number(process.hrtime.bigint() - asked) / 1e6;
    assert.ok(waited >= 1_900, `${waited} ms`);
  });

  for (const [fault, first, second] of [
    ['gone', 'gone', 'gone'],
    // Between two events, and inside one.
    ['dropped-watches', 'closed', 'cut'],
  ] as const) {
    it(`ends watches as ${first} and ${second}: ${fault}`, async () => {
      const { resourceVersion } = await connection.list(services, {});
      const watch = (onOpen: () => void): Promise<WatchEnd> =>
        connection.watch(services, { resourceVersion, signal: AbortSignal.timeout(20_000), onOpen }, () => {});
      let early: Promise<WatchEnd> | undefined;
      await new Promise<void>(open => {
        early = watch(open);
      });
      await order(fault);
      assert.deepEqual(await early, { reason: first });
      assert.deepEqual(await watch(() => {}), { reason: second });
    });
  }
});
