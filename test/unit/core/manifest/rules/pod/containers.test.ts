import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsRefusedIn, refusedIn, setWithPod } from '../../../../../support/pod-template.ts';

const own = 'spec.containers[0].';

test('a null container lacks what every container must have; an odd one is left to the schema', () => {
  assert.deepEqual(refusedIn(setWithPod({ containers: [null] })), [
    'field-missing spec.containers[0].name',
    'field-missing spec.containers[0].image',
  ]);
  assert.deepEqual(refusedIn(setWithPod({ containers: ['server'] })), []);
  assert.deepEqual(refusedIn(setWithPod({ containers: 'server' })), []);
});

test('restart rules need a policy, an action and exit codes', () => {
  const rules = (restartPolicyRules: unknown, restartPolicy?: string) =>
    refusedIn(setWithPod({}, { restartPolicyRules, restartPolicy }));
  const rule = { action: 'Restart', exitCodes: { operator: 'In', values: [42] } };
  assert.deepEqual(rules([rule], 'Never'), []);
  assert.deepEqual(rules([]), []);
  assert.deepEqual(rules([rule]), [`field-needs-other ${own}restartPolicyRules`]);
  assert.deepEqual(rules([{ action: 'Restart' }], 'Never'), [`field-missing ${own}restartPolicyRules[0].exitCodes`]);
  assert.deepEqual(rules([{ ...rule, exitCodes: { operator: 'Is' } }], 'Never'), [
    `value-not-supported ${own}restartPolicyRules[0].exitCodes.operator`,
  ]);
  assert.deepEqual(rules(Array(21).fill(rule), 'Never'), [`too-many-entries ${own}restartPolicyRules`]);
  assert.deepEqual(rules(undefined, 'always'), [`value-not-supported ${own}restartPolicy`]);
});

test('only a sidecar may restart its container when it is resized', () => {
  const init = (restartPolicy?: string) => ({
    name: 'proxy',
    image: 'p',
    restartPolicy,
    resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
  });
  assert.deepEqual(refusedIn(setWithPod({ initContainers: [init('Always')] })), []);
  assert.deepEqual(refusedIn(setWithPod({ initContainers: [init()] })), [
    'value-not-supported spec.initContainers[0].resizePolicy[0].restartPolicy',
  ]);
});

test('init containers run one after the other, so that only one of them alone can take a host port twice', () => {
  const ports = [{ containerPort: 1, hostPort: 80 }];
  const init = (name: string, list: readonly object[]) => ({ name, image: 'i', ports: list });
  assert.deepEqual(refusedIn(setWithPod({ initContainers: [init('a', ports), init('b', ports)] }, { ports })), []);
  const twice = setWithPod({
    initContainers: [init('a', []), init('b', [{ containerPort: 2, hostPort: 80 }, ...ports])],
  });
  assert.deepEqual(refusedIn(twice), ['duplicate-host-port spec.initContainers[1].ports[1].hostPort']);
  assert.deepEqual(fieldsRefusedIn(twice), ['spec.initContainers[0].ports[1].hostPort']);
});

test('host ports of one number differ by protocol and address', () => {
  const port = { containerPort: 53, hostPort: 53 };
  const ports = [port, { ...port, protocol: 'UDP' }, { ...port, hostIP: '127.0.0.1' }];
  assert.deepEqual(refusedIn(setWithPod({}, { ports })), []);
  assert.deepEqual(refusedIn(setWithPod({}, { ports: [port, { ...port, protocol: 'TCP' }] })), [
    `duplicate-host-port ${own}ports[1].hostPort`,
  ]);
});

test('numbers of ports are whole numbers that a port can have', () => {
  const ports = (containerPort: unknown) => refusedIn(setWithPod({}, { ports: [{ containerPort }] }));
  assert.deepEqual(ports(1), []);
  assert.deepEqual(ports(65_535), []);
  assert.deepEqual(ports(65_536), [`out-of-range ${own}ports[0].containerPort`]);
  assert.deepEqual(ports(-1), [`out-of-range ${own}ports[0].containerPort`]);
  assert.deepEqual(ports(0), [`field-missing ${own}ports[0].containerPort`]);
  // What is no int32 at all is the schema's to tell.
  assert.deepEqual(ports('80'), []);
  assert.deepEqual(ports(99_999_999_999), []);
});

test('variables: empty values give way to a source, keys and names are checked, files lie in an emptyDir', () => {
  const env = (variable: object, spec = {}) => refusedIn(setWithPod(spec, { env: [variable] }));
  const fieldRef = (fieldPath: string) => env({ name: 'A', valueFrom: { fieldRef: { fieldPath } } });
  assert.deepEqual(env({ name: 'A', value: '', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }), []);
  assert.deepEqual(env({ name: 'A', value: 'x', valueFrom: {} }), [`one-of-missing ${own}env[0].valueFrom`]);
  assert.deepEqual(env({ name: 'A', value: 'x', valueFrom: null }), []);
  assert.deepEqual(env(null as unknown as object), [`field-missing ${own}env[0].name`]);
  assert.deepEqual(fieldRef('spec.host'), []);
  assert.deepEqual(fieldRef("metadata.annotations['Example.com/A']"), []);
  assert.deepEqual(fieldRef("metadata.labels['a b']"), [`invalid-label-key ${own}env[0].valueFrom.fieldRef.fieldPath`]);
  assert.deepEqual(fieldRef("spec.nodeName['a']"), [
    `field-path-not-supported ${own}env[0].valueFrom.fieldRef.fieldPath`,
  ]);
  const file = { name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'a/../b', key: 'k' } } };
  assert.deepEqual(env(file, { volumes: [{ name: 'v' }] }), [
    `path-leads-upwards ${own}env[0].valueFrom.fileKeyRef.path`,
  ]);
  const good = { name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'a/b', key: 'k' } } };
  assert.deepEqual(env(good, { volumes: [{ name: 'v', emptyDir: {} }] }), []);
  for (const volumes of [undefined, [{ name: 'w' }], [{ name: 'v', configMap: { name: 'c' } }]])
    assert.deepEqual(env(good, { volumes }), [`field-needs-other ${own}env[0].valueFrom.fileKeyRef.volumeName`]);
});

test('divisors are the steps in which a resource is counted, however they are written', () => {
  const divisor = (resource: string, value: unknown) =>
    refusedIn(setWithPod({}, { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource, divisor: value } } }] }));
  const wrong = [`value-not-supported ${own}env[0].valueFrom.resourceFieldRef.divisor`];
  for (const value of ['1m', 1, '1000m', 0, null, undefined])
    assert.deepEqual(divisor('limits.cpu', value), [], String(value));
  for (const value of ['10m', 2, '1Mi']) assert.deepEqual(divisor('requests.cpu', value), wrong, String(value));
  for (const value of ['1Mi', '1M', '1000', 1]) assert.deepEqual(divisor('limits.memory', value), [], String(value));
  for (const value of ['1m', '2Mi', '1024']) assert.deepEqual(divisor('limits.memory', value), wrong, String(value));
  assert.deepEqual(divisor('limits.hugepages-2Mi', '1Mi'), []);
});

test('probes: zero stands for the default, and every handler connects to a port that can be', () => {
  const probe = (livenessProbe: object, name = 'livenessProbe') => refusedIn(setWithPod({}, { [name]: livenessProbe }));
  const exec = { exec: { command: ['true'] } };
  assert.deepEqual(probe({ ...exec, successThreshold: 0, periodSeconds: 0 }), []);
  assert.deepEqual(probe({ ...exec, successThreshold: 2 }, 'readinessProbe'), []);
  assert.deepEqual(probe({ ...exec, terminationGracePeriodSeconds: 3_000_000_000 }), []);
  assert.deepEqual(probe({ ...exec, terminationGracePeriodSeconds: 0 }), [
    `below-minimum ${own}livenessProbe.terminationGracePeriodSeconds`,
  ]);
  assert.deepEqual(probe({ grpc: { port: 70_000 } }), [`out-of-range ${own}livenessProbe.grpc.port`]);
  assert.deepEqual(probe({ grpc: {} }), [`field-missing ${own}livenessProbe.grpc.port`]);
  assert.deepEqual(probe({ httpGet: { port: 0 } }), [`out-of-range ${own}livenessProbe.httpGet.port`]);
  assert.deepEqual(probe({ httpGet: { port: 'web', scheme: '', path: '' } }), []);
  assert.deepEqual(probe({ exec: {} }), [`field-missing ${own}livenessProbe.exec.command`]);
  assert.deepEqual(probe({ exec: null }), [`one-of-missing ${own}livenessProbe`]);
  assert.deepEqual(probe({ httpGet: { port: 1, httpHeaders: [{ value: 'x' }] } }), [
    `field-missing ${own}livenessProbe.httpGet.httpHeaders[0].name`,
  ]);
});

test('a pause fits into the time to end, to the second', () => {
  const sleep = (seconds: unknown, spec = {}) =>
    refusedIn(setWithPod(spec, { lifecycle: { preStop: { sleep: { seconds } } } }));
  assert.deepEqual(sleep(30), []);
  assert.deepEqual(sleep(undefined), []);
  assert.deepEqual(sleep(undefined, { terminationGracePeriodSeconds: 0 }), []);
  assert.deepEqual(sleep(31), [`sleep-beyond-grace-period ${own}lifecycle.preStop.sleep.seconds`]);
  assert.deepEqual(sleep(31, { terminationGracePeriodSeconds: 31 }), []);
});

test('resources: null is zero, requests may equal limits, and an amount of any notation is compared', () => {
  const resources = (requests: object, limits: object) =>
    refusedIn(setWithPod({}, { resources: { requests, limits } }));
  assert.deepEqual(resources({ cpu: '1000m' }, { cpu: 1 }), []);
  assert.deepEqual(resources({ cpu: 1 }, { cpu: null }), [`request-above-limit ${own}resources.requests.cpu`]);
  assert.deepEqual(resources({ cpu: null }, { cpu: null }), []);
  assert.deepEqual(resources({ memory: -1 }, {}), [`below-minimum ${own}resources.requests.memory`]);
  assert.deepEqual(resources({ 'kubernetes.io/batch-cpu': '500m' }, {}), []);
  assert.deepEqual(resources({}, { cpu: 1, 'hugepages-1Gi': 0 }), []);
  assert.deepEqual(resources({}, { cpu: 1, 'hugepages-big': 1 }), [
    `unknown-resource ${own}resources.limits.hugepages-big`,
  ]);
  assert.deepEqual(resources({ 'requests.example.com/gpu': 1 }, { 'requests.example.com/gpu': 1 }), [
    `unknown-resource ${own}resources.limits.requests.example.com/gpu`,
    `unknown-resource ${own}resources.requests.requests.example.com/gpu`,
  ]);
  assert.deepEqual(fieldsRefusedIn(setWithPod({}, { resources: { requests: { gpu: 1 } } })), [
    'spec.containers[0].resources.requests[gpu]',
  ]);
});

test('the pod as a whole is compared with what its containers ask for at the same time', () => {
  const ask = (cpu: unknown, extra = {}) => ({ name: 'x', image: 'x', resources: { requests: { cpu } }, ...extra });
  const pod = (cpu: unknown, initContainers: readonly object[]) =>
    refusedIn(
      setWithPod({ resources: { requests: { cpu } }, initContainers }, { resources: { requests: { cpu: 1 } } }),
    );
  const sidecar = { restartPolicy: 'Always' };
  const wrong = ['pod-request-below-containers spec.resources.requests.cpu'];
  assert.deepEqual(pod(1, [ask(1)]), []);
  assert.deepEqual(pod(1, [ask(2)]), wrong);
  assert.deepEqual(pod(2, [ask(1, sidecar)]), []);
  assert.deepEqual(pod('1999m', [ask(1, sidecar)]), wrong);
  assert.deepEqual(pod(3, [ask(1, sidecar), ask(2, { name: 'y' })]), []);
  assert.deepEqual(pod('2900m', [ask(1, sidecar), ask(2, { name: 'y' })]), wrong);
});

test('mounts of one path, through whatever volume, and devices beside them', () => {
  const mounts = (volumeMounts: readonly object[], volumeDevices: readonly object[] = []) =>
    refusedIn(setWithPod({ volumes: [{ name: 'a' }] }, { volumeMounts, volumeDevices }, { claims: ['data'] }));
  const data = { name: 'data', mountPath: '/data' };
  assert.deepEqual(mounts([data, { name: 'data', mountPath: '/data/' }]), []);
  assert.deepEqual(mounts([data, { name: 'a', mountPath: '/data' }]), [
    `duplicate-mount-path ${own}volumeMounts[1].mountPath`,
  ]);
  assert.deepEqual(mounts([{ name: 'a', mountPath: '/x' }], [{ name: 'data', devicePath: '/x' }]), [
    `duplicate-mount-path ${own}volumeMounts[0].mountPath`,
    `duplicate-mount-path ${own}volumeDevices[0].devicePath`,
  ]);
  assert.deepEqual(mounts([null as unknown as object]), [
    `field-missing ${own}volumeMounts[0].name`,
    `field-missing ${own}volumeMounts[0].mountPath`,
  ]);
});

test('users of Windows have names that Windows could give', () => {
  const user = (runAsUserName: string) =>
    refusedIn(setWithPod({}, { securityContext: { windowsOptions: { runAsUserName } } }));
  for (const name of ['api', 'SHOP\\api', 'shop.example\\api user', 'a.b', 'u'.repeat(104)])
    assert.deepEqual(user(name), [], name);
  for (const name of ['a@b', 'a/b', 'SHOP\\', '\\api', 'A\\B\\c', '.. .', 'a\nb', '.shop\\api', 'u'.repeat(105)])
    assert.deepEqual(user(name), [`invalid-windows-user ${own}securityContext.windowsOptions.runAsUserName`], name);
});

test('a privileged container is fine; one that may not escalate its rights is not', () => {
  const security = (securityContext: object) => refusedIn(setWithPod({}, { securityContext }));
  assert.deepEqual(security({ privileged: true }), []);
  assert.deepEqual(security({ privileged: true, allowPrivilegeEscalation: true }), []);
  assert.deepEqual(security({ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'] } }), []);
  assert.deepEqual(security({ runAsUser: 2_147_483_647 }), []);
  assert.deepEqual(security({ runAsGroup: 2_147_483_648 }), [`out-of-range ${own}securityContext.runAsGroup`]);
  assert.deepEqual(security({ seccompProfile: {} }), [`field-missing ${own}securityContext.seccompProfile.type`]);
  assert.deepEqual(security({ appArmorProfile: { type: 'Localhost', localhostProfile: ' ' } }), [
    `field-missing ${own}securityContext.appArmorProfile.localhostProfile`,
  ]);
});
