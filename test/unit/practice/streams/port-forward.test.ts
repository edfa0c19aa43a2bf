import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDisks } from '../../../../src/practice/machine/disks.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { portForwardUpgrade } from '../../../../src/practice/streams/port-forward.ts';
import { namespace, newPod, practiceCluster } from '../../../support/practice-cluster.ts';

/** A client of ports of a running pod that listens on 80, over the channels of older libraries. */
function reach(ports: string) {
  const cluster = practiceCluster();
  cluster.create(
    newPod('web', { containers: [{ name: 'app', image: 'shop/web:v1', ports: [{ containerPort: 80 }] }] }),
  );
  cluster.advance(10_000);
  const machine = { registry: cluster.registry, disks: createDisks(cluster.registry), isFull: () => false };
  const kind = { resource: resources.pods, storage: resources.pods };
  const target = { ...kind, namespace, name: 'web', subresource: 'portforward' };
  const request = { method: 'GET', path: [], query: new URLSearchParams({ ports }), headers: {}, body: '' };
  const upgrade = portForwardUpgrade(machine, { target, request, over: 'websocket', offered: ['v4.channel.k8s.io'] });
  assert.ok('serve' in upgrade);
  const client = { sent: [] as Buffer[], closed: false, say: (_: Buffer): void => {} };
  upgrade.serve({
    send: data => client.sent.push(data),
    close() {
      client.closed = true;
    },
    onData(listener) {
      client.say = listener;
    },
    onClose() {},
  });
  return { ...cluster, client };
}

/** Port 80, as its two bytes. */
const P = [80, 0];

test('both channels of each port begin with its number', () => {
  const { client } = reach('80,80');
  assert.deepEqual(
    client.sent.map(data => [...data]),
    [0, 1, 2, 3].map(channel => [channel, ...P]),
  );
});

test('a port answers on its own channel, and the connection ends with the only one', () => {
  const { client } = reach('80');
  client.say(Buffer.from('\0GET / HTTP/1.1\r\n\r\n'));
  const [, , answer = assert.fail('no answer')] = client.sent;
  assert.equal(answer[0], 0);
  assert.match(answer.toString(), /HTTP\/1\.1 200 OK[\s\S]*web/);
  assert.equal(client.closed, true);
});

test('one of several ports leaves the connection to the others', () => {
  const { client } = reach('80,80');
  client.say(Buffer.from('\x02GET / HTTP/1.1\r\n\r\n'));
  assert.equal(client.sent.at(-1)?.[0], 2);
  assert.equal(client.closed, false);
});

test('a port on which nobody listens says so on its channel for errors', () => {
  const { client } = reach('81');
  const error = client.sent.at(-1);
  assert.equal(error?.[0], 1);
  assert.match(error?.toString() ?? '', /81/);
});

test('the connection ends with its pod', () => {
  const { client, registry, advance } = reach('80,80');
  registry.delete(resources.pods, namespace, 'web');
  advance(60_000);
  assert.equal(client.closed, true);
});
