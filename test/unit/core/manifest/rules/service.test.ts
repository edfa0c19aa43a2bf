import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkObject } from '../../../../../src/core/manifest/check.ts';
import type { Fields } from '../../../../../src/core/manifest/place.ts';
import { refused, service } from '../../../../support/neighbours.ts';

const ports = [{ port: 80 }];

test('a Service without ports must be headless or an alias', () => {
  assert.deepEqual(refused(service({})), ['service-ports-missing spec.ports']);
  assert.deepEqual(refused(service(undefined)), ['service-ports-missing spec.ports']);
  assert.deepEqual(refused(service({ clusterIP: 'None' })), []);
  assert.deepEqual(refused(service({ type: 'ExternalName', externalName: 'db.example.com.' })), []);
  for (const externalName of ['', '.', null])
    assert.deepEqual(refused(service({ type: 'ExternalName', externalName })), ['field-missing spec.externalName']);
});

test('ports of a Service are told apart by name, number and protocol', () => {
  assert.deepEqual(
    refused(
      service({
        ports: [
          { name: 'a', port: 53, protocol: 'UDP' },
          { name: 'b', port: 53 },
        ],
      }),
    ),
    [],
  );
  assert.deepEqual(
    refused(
      service({
        ports: [
          { name: 'a', port: 53 },
          { name: 'b', port: 53, protocol: '' },
        ],
      }),
    ),
    ['duplicate-entry spec.ports[1].port'],
  );
  assert.deepEqual(
    refused(
      service({
        ports: [
          { name: 'a', port: 1 },
          { name: 'a', port: 2 },
        ],
      }),
    ),
    ['duplicate-entry spec.ports[1].name'],
  );
  const nodePorts = [30_001, 30_001].map((nodePort, index) => ({ name: `p${index}`, port: index + 1, nodePort }));
  assert.deepEqual(refused(service({ type: 'NodePort', ports: nodePorts })), [
    'duplicate-entry spec.ports[1].nodePort',
  ]);
  assert.deepEqual(refused(service({ ports: [{ port: 1 }, { port: 2 }] })), [
    'service-port-unnamed spec.ports[0].name',
    'service-port-unnamed spec.ports[1].name',
  ]);
});

test('a port is a number from 1 to 65535, its target a number or a name; zero and empty are what is left out', () => {
  const told = (port: Fields) => refused(service({ ports: [port] }));
  assert.deepEqual(told({ port: 0 }), ['out-of-range spec.ports[0].port']);
  assert.deepEqual(told({ port: 65_536 }), ['out-of-range spec.ports[0].port']);
  assert.deepEqual(told({}), ['field-missing spec.ports[0].port']);
  assert.deepEqual(refused(service({ ports: [null] })), ['field-missing spec.ports[0].port']);
  for (const targetPort of [0, '', null, 8080, 'http', 65_535]) assert.deepEqual(told({ port: 80, targetPort }), []);
  assert.deepEqual(told({ port: 80, targetPort: -1 }), ['out-of-range spec.ports[0].targetPort']);
  assert.deepEqual(told({ port: 80, targetPort: '8080' }), ['invalid-port-name spec.ports[0].targetPort']);
  assert.deepEqual(told({ port: 80, appProtocol: 'a b' }), ['invalid-label-key spec.ports[0].appProtocol']);
  assert.deepEqual(told({ port: 80, nodePort: 30_001 }), ['service-field-unfit spec.ports[0].nodePort']);
  assert.deepEqual(told({ port: 80, nodePort: 0 }), []);
});

test('what is wrong with a port and its absent target is named by what holds both', () => {
  const fields = (port: Fields) => checkObject(service({ ports: [port] })).map(({ field }) => field);
  assert.deepEqual(fields({ port: 70_000 }), ['spec.ports[0]']);
  assert.deepEqual(fields({ port: 70_000, targetPort: 80 }), [undefined]);
});

test('the address of a Service is one, or None; None needs no type that needs an address', () => {
  for (const clusterIP of ['None', '', null, '10.0.0.1', 'fd00::1'])
    assert.deepEqual(refused(service({ ports, clusterIP })), []);
  for (const clusterIP of ['none', 'NONE', 'Non'])
    assert.deepEqual(refused(service({ ports, clusterIP })), ['misspelled-none spec.clusterIP']);
  assert.deepEqual(refused(service({ ports, clusterIP: '10.0.0' })), ['invalid-address spec.clusterIP']);
  assert.deepEqual(refused(service({ ports, clusterIP: 'None', type: 'LoadBalancer' })), [
    'headless-with-address spec.clusterIP',
  ]);
  assert.deepEqual(refused(service({ type: 'ExternalName', externalName: 'a', clusterIP: 'None' })), [
    'service-field-unfit spec.clusterIP',
  ]);
});

test('two families need a policy that allows them, unless endpoints are made by hand', () => {
  const ipFamilies = ['IPv4', 'IPv6'];
  assert.deepEqual(refused(service({ ports, ipFamilies })), ['two-families-in-single-stack spec.ipFamilyPolicy']);
  assert.deepEqual(refused(service({ ports, ipFamilies, ipFamilyPolicy: 'PreferDualStack' })), []);
  assert.deepEqual(refused(service({ clusterIP: 'None', ipFamilies })), []);
  assert.deepEqual(refused(service({ clusterIP: 'None', selector: { app: 'a' }, ipFamilies })), [
    'two-families-in-single-stack spec.ipFamilyPolicy',
  ]);
  assert.deepEqual(refused(service({ ports, ipFamilies: ['IPv4', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' })), [
    'duplicate-entry spec.ipFamilies[1]',
  ]);
});

test('fields for other types of Services are refused', () => {
  assert.deepEqual(refused(service({ ports, externalTrafficPolicy: 'Local' })), [
    'service-field-unfit spec.externalTrafficPolicy',
  ]);
  assert.deepEqual(refused(service({ ports, externalTrafficPolicy: 'Local', externalIPs: ['203.0.113.7'] })), []);
  assert.deepEqual(refused(service({ ports, type: 'NodePort', externalTrafficPolicy: 'local' })), [
    'value-not-supported spec.externalTrafficPolicy',
  ]);
  assert.deepEqual(refused(service({ ports, loadBalancerClass: 'a' })), ['service-field-unfit spec.loadBalancerClass']);
  assert.deepEqual(refused(service({ ports, type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8 '] })), []);
  // A type that nobody knows is told once.
  assert.deepEqual(refused(service({ ports, type: 'Headless', loadBalancerClass: 'a' })), [
    'value-not-supported spec.type',
  ]);
});

test('session affinity lasts from a second to a day', () => {
  const told = (timeoutSeconds: number) =>
    refused(service({ ports, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } }));
  assert.deepEqual(told(86_400), []);
  assert.deepEqual(told(86_401), ['out-of-range spec.sessionAffinityConfig.clientIP.timeoutSeconds']);
  assert.deepEqual(told(0), ['out-of-range spec.sessionAffinityConfig.clientIP.timeoutSeconds']);
  // Without that affinity the server drops the settings before it looks at them.
  const config = { clientIP: { timeoutSeconds: 0 } };
  assert.deepEqual(refused(service({ ports, sessionAffinity: 'None', sessionAffinityConfig: config })), []);
  assert.deepEqual(refused(service({ ports, sessionAffinityConfig: config })), []);
});

test('what only a load balancer has, and what it is called', () => {
  const balancer = (spec: Fields) => refused(service({ ports, type: 'LoadBalancer', ...spec }));
  assert.deepEqual(balancer({ loadBalancerClass: 'example.com/inner' }), []);
  for (const loadBalancerClass of ['', 'a b', 'a/b/c'])
    assert.deepEqual(balancer({ loadBalancerClass }), ['invalid-label-key spec.loadBalancerClass']);
  assert.deepEqual(refused(service({ ports, loadBalancerClass: '' })), ['service-field-unfit spec.loadBalancerClass']);
  assert.deepEqual(balancer({ loadBalancerSourceRanges: [' 10.0.0.0/8 '] }), []);
  assert.deepEqual(balancer({ loadBalancerSourceRanges: [null] }), [
    'invalid-address-range spec.loadBalancerSourceRanges[0]',
  ]);
  // The port of the kubelet is one like any other since the clouds leave it alone.
  assert.deepEqual(balancer({ ports: [{ port: 10_250 }] }), []);
});

test('annotations of a Service are read where no field outweighs them', () => {
  const annotated = (annotations: Fields, spec: Fields) => {
    const object = service({ ports, ...spec });
    return refused({ ...object, metadata: { name: 'db', annotations } });
  };
  const key = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  const balancer = { type: 'LoadBalancer' };
  assert.deepEqual(annotated({ [key]: '10.0.0.0/8, 192.168.0.0/16' }, balancer), []);
  assert.deepEqual(annotated({ [key]: '' }, balancer), []);
  assert.deepEqual(annotated({ [key]: '10.0.0.0/8,x' }, balancer), [
    `invalid-address-range metadata.annotations.${key}`,
  ]);
  assert.deepEqual(annotated({ [key]: '10.0.0.0/8' }, {}), [`service-field-unfit metadata.annotations.${key}`]);
  assert.deepEqual(annotated({ [key]: 'x' }, { ...balancer, loadBalancerSourceRanges: ['10.0.0.0/8'] }), []);
  const [mode, hints] = ['service.kubernetes.io/topology-mode', 'service.kubernetes.io/topology-aware-hints'];
  assert.deepEqual(annotated({ [mode]: 'Auto', [hints]: 'Auto' }, {}), []);
  assert.deepEqual(annotated({ [mode]: 'Auto', [hints]: 'Disabled' }, {}), [
    `not-together metadata.annotations.${mode}`,
  ]);
});

test('a Service has at most one address of each family, and none beside None', () => {
  const clusterIPs = ['10.0.0.5', '2001:db8::5', '10.0.0.6'];
  const addresses = { clusterIP: '10.0.0.5', clusterIPs, ipFamilyPolicy: 'PreferDualStack' };
  assert.deepEqual(refused(service({ ports, ...addresses, clusterIPs: clusterIPs.slice(0, 2) })), []);
  assert.deepEqual(refused(service({ ports, ...addresses })), [
    'too-many-entries spec.clusterIPs',
    'addresses-of-one-family spec.clusterIPs[2]',
  ]);
  assert.deepEqual(refused(service({ ports, clusterIP: 'None', clusterIPs: ['None', '10.0.0.5'] })), [
    'not-together spec.clusterIPs[1]',
  ]);
});

test('the protocol of an application is a name; the empty text is none', () => {
  for (const appProtocol of ['http', 'kubernetes.io/h2c', null])
    assert.deepEqual(refused(service({ ports: [{ port: 80, appProtocol }] })), []);
  for (const appProtocol of ['', 'a b'])
    assert.deepEqual(refused(service({ ports: [{ port: 80, appProtocol }] })), [
      'invalid-label-key spec.ports[0].appProtocol',
    ]);
});

test('which node ports there are is known to the server alone: others are no error', () => {
  for (const nodePort of [30_000, 80, 70_000, -1])
    assert.deepEqual(refused(service({ type: 'NodePort', ports: [{ port: 80, nodePort }] })), [], String(nodePort));
});
