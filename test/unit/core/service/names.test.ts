import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceNames } from '../../../../src/core/service/names.ts';
import type { Endpoint, EndpointSlice, Pod, Service, StatefulSet } from '../../../../src/core/statefulset/model.ts';

const set: StatefulSet = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { replicas: 2, serviceName: 'web', selector: {}, template: { spec: { containers: [] } } },
};

function service(spec: Service['spec']): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec };
}

const headless = service({ clusterIP: 'None', ports: [{ name: 'http', port: 80 }, { port: 81 }] });

function slice(...endpoints: Endpoint[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-x', namespace: 'shop' },
    addressType: 'IPv4',
    endpoints,
    ports: [
      { name: 'http', port: 8080 },
      { name: '', port: 8081 },
    ],
  };
}

function endpoint(hostname: string | undefined, address: string, ready?: boolean): Endpoint {
  return {
    addresses: [address],
    ...(hostname === undefined ? {} : { hostname }),
    ...(ready === undefined ? {} : { conditions: { ready } }),
  };
}

function pod(name: string, podIP?: string): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { containers: [] },
    ...(podIP === undefined ? {} : { status: { podIP } }),
  };
}

test('a headless Service answers with the addresses that are ready, in order of their numbers', () => {
  const names = serviceNames(
    set,
    headless,
    [slice(endpoint('web-1', '10.0.0.10'), endpoint('web-0', '10.0.0.9', true), endpoint('web-2', '10.0.0.1', false))],
    [],
  );
  assert.deepEqual(names.service, { name: 'web.shop.svc', addresses: ['10.0.0.9', '10.0.0.10'] });
  assert.deepEqual(names.ready, ['10.0.0.9', '10.0.0.10']);
  assert.deepEqual(names.notReady, ['10.0.0.1']);
});

test('an SRV query gives one target for each ready endpoint at the port of the pod, and unnamed ports have none', () => {
  const names = serviceNames(
    set,
    headless,
    [slice(endpoint('web-0', '10.0.0.9'), endpoint(undefined, '10.0.0.7'))],
    [],
  );
  assert.deepEqual(names.ports, [
    {
      name: '_http._tcp.web.shop.svc',
      targets: ['10-0-0-7.web.shop.svc:8080', 'web-0.web.shop.svc:8080'],
    },
  ]);
});

test('a Service with an address of its own answers with itself, and pods still have their names', () => {
  const clusterIP = service({ clusterIP: '10.96.0.7', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] });
  const names = serviceNames(set, clusterIP, [slice(endpoint('web-0', '10.0.0.9'))], [pod('web-0', '10.0.0.9')]);
  assert.deepEqual(names.service.addresses, ['10.96.0.7']);
  assert.deepEqual(names.ports, [{ name: '_http._tcp.web.shop.svc', targets: ['web.shop.svc:80'] }]);
  assert.deepEqual(names.pods[0]?.addresses, ['10.0.0.9']);
});

test('a pod without an answer says why it has none', () => {
  const silence = (slices: EndpointSlice[], pods: Pod[]) => serviceNames(set, headless, slices, pods).pods[0]?.silence;
  const [web0] = [pod('web-0', '10.0.0.9')];
  assert.equal(silence([], []), 'no-pod');
  assert.equal(silence([], [pod('web-0')]), 'no-address');
  assert.equal(silence([], [web0]), 'not-listed');
  assert.equal(silence([slice(endpoint('web-0', '10.0.0.9', false))], [web0]), 'not-ready');
  assert.equal(silence([slice(endpoint(undefined, '10.0.0.9'))], [web0]), 'without-name');
  assert.equal(silence([slice(endpoint('web-0', '10.0.0.9'))], [web0]), undefined);
});

test('the names are those of the wanted ordinals', () => {
  const from5 = { ...set, spec: { ...set.spec, ordinals: { start: 5 } } };
  assert.deepEqual(
    serviceNames(from5, headless, [], []).pods.map(({ name }) => name),
    ['web-5.web.shop.svc', 'web-6.web.shop.svc'],
  );
});

test('a Service without endpoints answers nothing', () => {
  const empty = { ...slice(), endpoints: null, ports: null };
  const names = serviceNames(set, headless, [empty], []);
  assert.deepEqual(names.service.addresses, []);
  assert.deepEqual(names.ports[0]?.targets, []);
});
