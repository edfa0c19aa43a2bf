import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readProtobuf } from '../../../../src/practice/api/protobuf.ts';
import { pick, practiceApi } from '../../../support/practice-api.ts';

/** A field of wire type 2. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function integer(number: number, value: number): Buffer {
  return Buffer.concat([varint(number << 3), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 0x80);
  return Buffer.from([...bytes, rest]);
}

function envelope(apiVersion: string, kind: string, ...fields: readonly Buffer[]): Buffer {
  const typeMeta = field(1, Buffer.concat([field(1, apiVersion), field(2, kind)]));
  return Buffer.concat([
    Buffer.from('k8s\0', 'latin1'),
    typeMeta,
    field(2, Buffer.concat(fields)),
    field(3, ''),
    field(4, ''),
  ]);
}

const named = (name: string) => field(1, Buffer.concat([field(1, name), field(2, ''), field(8, '')]));

test('a namespace as kubectl sends it', () => {
  assert.deepEqual(readProtobuf(envelope('v1', 'Namespace', named('shop'), field(2, ''), field(3, ''))), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
    spec: {},
  });
});

test('maps, lists, bytes, and numbers that may be text', () => {
  const entry = (key: string, value: string) => Buffer.concat([field(1, key), field(2, value)]);
  const config = readProtobuf(
    envelope('v1', 'ConfigMap', named('c'), field(2, entry('a', 'b')), field(2, entry('c', ''))),
  );
  assert.deepEqual(pick(config, 'data'), { a: 'b', c: '' });
  const secret = readProtobuf(envelope('v1', 'Secret', named('s'), field(2, entry('p', 'q'))));
  assert.deepEqual(pick(secret, 'data'), { p: 'cQ==' });
  const percent = Buffer.concat([integer(1, 1), integer(2, 0), field(3, '50%')]);
  const budget = readProtobuf(envelope('policy/v1', 'PodDisruptionBudget', named('p'), field(2, field(1, percent))));
  assert.equal(pick(budget, 'spec.minAvailable'), '50%');
  const port = Buffer.concat([
    field(1, 'http'),
    integer(3, 80),
    field(4, Buffer.concat([integer(1, 0), integer(2, 8080)])),
    integer(5, 0),
  ]);
  const service = readProtobuf(
    envelope(
      'v1',
      'Service',
      named('s'),
      field(2, Buffer.concat([field(1, port), field(1, port), field(4, 'ClusterIP')])),
    ),
  );
  assert.deepEqual(pick(service, 'spec'), {
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'http', port: 80, targetPort: 8080 },
    ],
    type: 'ClusterIP',
  });
});

test('zero counts where it is not the same as nothing', () => {
  const spec = Buffer.concat([integer(1, 0), integer(5, 0), integer(7, 0)]);
  const deployment = readProtobuf(envelope('apps/v1', 'Deployment', named('d'), field(2, spec)));
  assert.deepEqual(pick(deployment, 'spec'), { replicas: 0 });
});

test('kinds and fields that are not known are not guessed', () => {
  assert.equal(readProtobuf(envelope('v1', 'Pod', named('p'))), undefined);
  assert.equal(readProtobuf(envelope('v1', 'Namespace', named('p'), field(99, 'x'))), undefined);
  assert.equal(readProtobuf(Buffer.from('{}')), undefined);
  assert.equal(readProtobuf(envelope('v1', 'constructor')), undefined);
});

test('whatever bytes come, they are read or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      readProtobuf(Buffer.concat([Buffer.from('k8s\0', 'latin1'), Buffer.from(bytes)]));
      readProtobuf(envelope('v1', 'Namespace', Buffer.from(bytes)));
    }),
  );
});

test('a namespace sent as protobuf is made', () => {
  const api = practiceApi();
  const body = envelope('v1', 'Namespace', named('bank')).toString('latin1');
  const { status } = api.call('POST', '/api/v1/namespaces', body, { type: 'application/vnd.kubernetes.protobuf' });
  assert.equal(status, 201);
  assert.equal(pick(api.call('GET', '/api/v1/namespaces/bank').body, 'status.phase'), 'Active');
});

test('a pod sent as protobuf, as kubectl debug of a node does, is refused in words that say what to do', () => {
  const api = practiceApi();
  const body = envelope('v1', 'Pod', field(1, field(1, 'node-debugger'))).toString('latin1');
  const type = { type: 'application/vnd.kubernetes.protobuf' };
  const pod = api.call('POST', '/api/v1/namespaces/default/pods', body, type);
  assert.deepEqual([pod.status, pick(pod.body, 'reason')], [415, 'UnsupportedMediaType']);
  assert.match(
    String(pick(pod.body, 'message')),
    /does not read a Pod sent as protobuf; kubectl debug .*: send it as JSON/,
  );
  const service = api.call('POST', '/api/v1/namespaces/default/services', body, type);
  assert.match(String(pick(service.body, 'message')), /a Service sent as protobuf: send it as JSON or YAML/);
});
