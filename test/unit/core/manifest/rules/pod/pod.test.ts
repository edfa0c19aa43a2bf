import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkObject } from '../../../../../../src/core/manifest/check.ts';
import { loadFields } from '../../../../../../src/language/tables.ts';
import { deploymentWithPod, fieldsRefusedIn, refusedIn, setWithPod } from '../../../../../support/pod-template.ts';

const table = await loadFields();
const pod = (spec: object) => refusedIn(setWithPod({ ...spec }));

test('names of what a pod refers to are subdomains; an account may go by its earlier name', () => {
  for (const field of ['nodeName', 'priorityClassName', 'runtimeClassName', 'serviceAccountName']) {
    assert.deepEqual(pod({ [field]: 'a.b-c' }), [], field);
    assert.deepEqual(pod({ [field]: 'A' }), [`invalid-name spec.${field}`]);
  }
  assert.deepEqual(pod({ serviceAccount: 'A' }), ['invalid-name spec.serviceAccount']);
  assert.deepEqual(fieldsRefusedIn(setWithPod({ serviceAccount: 'A' })), ['spec.serviceAccountName']);
  assert.deepEqual(pod({ serviceAccount: 'A', serviceAccountName: 'a' }), []);
});

test('where the empty text is no default it is a bad name', () => {
  assert.deepEqual(pod({ nodeName: '', priorityClassName: '', serviceAccountName: '', schedulerName: '' }), []);
  assert.deepEqual(pod({ runtimeClassName: '' }), ['invalid-name spec.runtimeClassName']);
  assert.deepEqual(pod({ dnsConfig: { nameservers: [null], searches: [''] } }), [
    'invalid-address spec.dnsConfig.nameservers[0]',
    'invalid-name spec.dnsConfig.searches[0]',
  ]);
  assert.deepEqual(refusedIn(setWithPod({}, { envFrom: [{ secretRef: { name: 'a-' } }] })), []);
  assert.deepEqual(refusedIn(setWithPod({}, { envFrom: [{ secretRef: { name: '-' } }] })), [
    'invalid-name spec.containers[0].envFrom[0].secretRef.name',
  ]);
});

test('an overhead is looked at as limits are', () => {
  assert.deepEqual(pod({ overhead: { gpu: 1 } }), ['unknown-resource spec.overhead.gpu']);
  assert.deepEqual(fieldsRefusedIn(setWithPod({ overhead: { cpu: -1 } })), ['spec.overhead.limits[cpu]']);
});

test('host names in the template are a Deployment’s own; a set overwrites them', () => {
  assert.deepEqual(pod({ hostname: 'A_b', subdomain: 'a.b' }), []);
  assert.deepEqual(refusedIn(deploymentWithPod({ hostname: 'A_b', subdomain: 'a.b' })), [
    'invalid-name spec.hostname',
    'name-has-dots spec.subdomain',
  ]);
});

test('tolerations: the empty operator is Equal, and values are those of labels', () => {
  const toleration = (one: object) => pod({ tolerations: [one] });
  const own = 'spec.tolerations[0]';
  assert.deepEqual(toleration({ key: 'a', value: 'b' }), []);
  assert.deepEqual(toleration({ key: 'a', operator: '', value: 'b', effect: '' }), []);
  assert.deepEqual(toleration({ operator: 'Exists', effect: null }), []);
  assert.deepEqual(toleration({ key: 'a', value: 'b c' }), [`invalid-label-value ${own}.value`]);
  assert.deepEqual(toleration({ key: 'a b', operator: 'Exists' }), [`invalid-label-key ${own}.key`]);
  assert.deepEqual(toleration({ key: 'a', operator: 'Lt', value: '5' }), [`value-not-supported ${own}.operator`]);
  assert.deepEqual(toleration({}), [`toleration-without-key ${own}`]);
  assert.deepEqual(toleration({ operator: 1 }), []);
  assert.deepEqual(
    fieldsRefusedIn(setWithPod({ tolerations: [{ key: 'a', operator: 'Exists', tolerationSeconds: 1 }] })),
    [`${own}.effect`],
  );
});

test('node affinity: wishes may name values that no label has, demands may not', () => {
  const preference = { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] };
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const node = (nodeAffinity: object) => pod({ affinity: { nodeAffinity } });
  const own = 'spec.affinity.nodeAffinity';
  assert.deepEqual(node({ [preferred]: [{ weight: 100, preference }] }), []);
  assert.deepEqual(node({ [preferred]: [{ weight: 101, preference }] }), [
    `out-of-range ${own}.${preferred}[0].weight`,
  ]);
  assert.deepEqual(node({ [preferred]: [{ preference }] }), [`field-missing ${own}.${preferred}[0].weight`]);
  assert.deepEqual(node({ [required]: { nodeSelectorTerms: [preference] } }), [
    `invalid-label-value ${own}.${required}.nodeSelectorTerms[0].matchExpressions[0].values[0]`,
  ]);
  assert.deepEqual(node({ [required]: { nodeSelectorTerms: [{}] } }), []);
});

test('pod affinity: a topology key, a selector of the right form, namespaces that can be', () => {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const term = (one: object) => pod({ affinity: { podAffinity: { [required]: [one] } } });
  const own = `spec.affinity.podAffinity.${required}[0]`;
  const labelSelector = { matchLabels: { app: 'db' } };
  assert.deepEqual(term({ topologyKey: 'zone' }), []);
  assert.deepEqual(term({ topologyKey: 'a b' }), [`invalid-label-key ${own}.topologyKey`]);
  assert.deepEqual(term({ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'a b' } } }), [
    `invalid-label-value ${own}.labelSelector.matchLabels.app`,
  ]);
  for (const name of ['A', '', null])
    assert.deepEqual(term({ topologyKey: 'zone', namespaces: [name] }), [`invalid-name ${own}.namespaces[0]`]);
  assert.deepEqual(term({ topologyKey: 'zone', matchLabelKeys: ['a'] }), [`field-needs-other ${own}.matchLabelKeys`]);
  assert.deepEqual(term({ topologyKey: 'zone', labelSelector, matchLabelKeys: ['a'], mismatchLabelKeys: ['b'] }), []);
  assert.deepEqual(term({ topologyKey: 'zone', labelSelector, mismatchLabelKeys: ['a b'] }), [
    `invalid-label-key ${own}.mismatchLabelKeys[0]`,
  ]);
  assert.deepEqual(
    pod({ affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } } }),
    [
      'field-missing spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey',
    ],
  );
});

test('a wish about nodes may be empty, but not weightless', () => {
  const wish = (one: object) =>
    checkObject(
      setWithPod({ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [one] } } }),
      { fields: table },
    ).map(({ code, path }) => `${code} ${path.at(-1)}`);
  assert.deepEqual(wish({ weight: 1 }), []);
  assert.deepEqual(wish({ preference: {} }), ['field-missing weight']);
});

test('a key of labels that the selector asks for several times cannot be added to it once more', () => {
  const key = { key: 'app', operator: 'Exists' };
  const twice = { matchLabels: { app: 'a' }, matchExpressions: [key] };
  const [once, none] = [{ matchLabels: { app: 'a' } }, { matchExpressions: [{ ...key, key: 'b' }] }];
  const spread = (labelSelector: object) => {
    const fine = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
    return fieldsRefusedIn(
      setWithPod({ topologySpreadConstraints: [{ ...fine, labelSelector, matchLabelKeys: ['app'] }] }),
    );
  };
  for (const selector of [once, none, { matchExpressions: [key] }]) assert.deepEqual(spread(selector), []);
  for (const selector of [twice, { matchExpressions: [key, key] }])
    assert.deepEqual(spread(selector), ['spec.topologySpreadConstraints[0].matchLabelKeys[0]']);
  const terms = [{ topologyKey: 'zone', labelSelector: twice, matchLabelKeys: ['x', 'app'], mismatchLabelKeys: ['b'] }];
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
  // The server leaves the name of the list out here.
  assert.deepEqual(fieldsRefusedIn(setWithPod({ affinity })), [
    'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][1]',
  ]);
});

test('a pod as a whole asks for no less than its containers, in a template not even by leaving it out', () => {
  const whole = (resources: object, requests: object) =>
    refusedIn(setWithPod({ resources }, { resources: { requests } }));
  const short = ['pod-request-below-containers spec.resources.requests.cpu'];
  assert.deepEqual(whole({ requests: { cpu: 1 } }, { cpu: 1, 'ephemeral-storage': '1Gi' }), []);
  assert.deepEqual(whole({ requests: { memory: '1Gi' } }, { cpu: 1 }), short);
  assert.deepEqual(whole({ limits: { cpu: 2 } }, { cpu: 1 }), short);
  assert.deepEqual(whole({ limits: { cpu: 2 } }, { cpu: 0 }), []);
  assert.deepEqual(whole({}, { cpu: 1 }), []);
});

test('users of its own and the block devices of a node do not go together', () => {
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }];
  const container = { volumeDevices: [{ name: 'v', devicePath: '/dev/a' }] };
  assert.deepEqual(refusedIn(setWithPod({ volumes }, container)), []);
  assert.deepEqual(refusedIn(setWithPod({ volumes, hostUsers: false }, container)), [
    'not-together spec.containers[0].volumeDevices',
  ]);
});

test('spread constraints say how far, over what, and what to do', () => {
  const spread = (one: object) => pod({ topologySpreadConstraints: [one] });
  const own = 'spec.topologySpreadConstraints[0]';
  const fine = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
  assert.deepEqual(spread(fine), []);
  assert.deepEqual(spread({}), [
    `field-missing ${own}.maxSkew`,
    `field-missing ${own}.topologyKey`,
    `field-missing ${own}.whenUnsatisfiable`,
  ]);
  assert.deepEqual(spread({ ...fine, maxSkew: 0 }), [`below-minimum ${own}.maxSkew`]);
  assert.deepEqual(spread({ ...fine, minDomains: 0 }), [`below-minimum ${own}.minDomains`]);
  assert.deepEqual(spread({ ...fine, nodeTaintsPolicy: 'honor' }), [`value-not-supported ${own}.nodeTaintsPolicy`]);
  assert.deepEqual(spread({ ...fine, matchLabelKeys: ['a'] }), [`field-needs-other ${own}.matchLabelKeys`]);
  assert.deepEqual(pod({ topologySpreadConstraints: [fine, { ...fine, whenUnsatisfiable: 'ScheduleAnyway' }] }), []);
});

test('name servers, search domains and host aliases', () => {
  const dns = (dnsConfig: object) => pod({ dnsConfig });
  assert.deepEqual(dns({ nameservers: ['10.0.0.1', '2001:db8::1', '010.0.0.1'] }), []);
  assert.deepEqual(dns({ nameservers: ['fe80::1%eth0'] }), ['invalid-address spec.dnsConfig.nameservers[0]']);
  assert.deepEqual(dns({ searches: ['.', 'a.b.', '_tcp.db_x.example'] }), []);
  assert.deepEqual(dns({ searches: ['A.b'] }), ['invalid-name spec.dnsConfig.searches[0]']);
  assert.deepEqual(dns({ searches: [`${'a'.repeat(253)}.`] }), []);
  assert.deepEqual(dns({ searches: ['a'.repeat(254)] }), ['invalid-name spec.dnsConfig.searches[0]']);
  assert.deepEqual(dns({ searches: Array(33).fill('a') }), ['too-many-entries spec.dnsConfig.searches']);
  assert.deepEqual(dns({ searches: Array(32).fill('a'.repeat(64)) }), ['name-too-long spec.dnsConfig.searches']);
  assert.deepEqual(dns({ options: [{ value: '2' }] }), ['field-missing spec.dnsConfig.options[0].name']);
  assert.deepEqual(pod({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.b', 'A', ''] }] }), [
    'invalid-name spec.hostAliases[0].hostnames[1]',
    'invalid-name spec.hostAliases[0].hostnames[2]',
  ]);
});

test('gates have names of their own', () => {
  assert.deepEqual(
    pod({ schedulingGates: [{ name: 'a/b' }, { name: 'a/c' }], readinessGates: [{ conditionType: 'a/b' }] }),
    [],
  );
  assert.deepEqual(pod({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }), [
    'duplicate-entry spec.schedulingGates[1].name',
  ]);
  assert.deepEqual(fieldsRefusedIn(setWithPod({ schedulingGates: [{ name: 'a b' }] })), ['spec.schedulingGates[0]']);
  assert.deepEqual(pod({ readinessGates: [{}] }), ['field-missing spec.readinessGates[0].conditionType']);
});

test('kernel parameters of the node’s own namespaces are out of reach, all others are not', () => {
  const sysctl = (name: string, spec = {}) => pod({ securityContext: { sysctls: [{ name, value: '1' }] }, ...spec });
  const wrong = ['not-together spec.securityContext.sysctls[0].name'];
  assert.deepEqual(sysctl('net/ipv4/ip_forward', { hostNetwork: true }), wrong);
  assert.deepEqual(sysctl('fs.mqueue.msg_max', { hostIPC: true }), wrong);
  assert.deepEqual(sysctl('net.ipv4.ip_forward', { hostIPC: true }), []);
  assert.deepEqual(sysctl('kernel.shm_rmid_forced', { hostNetwork: true }), []);
});

test('a pod for Windows has nothing that only Linux knows, false or not', () => {
  const os = { name: 'windows' };
  assert.deepEqual(pod({ os, hostPID: false, hostIPC: null }), []);
  assert.deepEqual(pod({ os, hostUsers: false, shareProcessNamespace: false }), [
    'not-together spec.hostUsers',
    'not-together spec.shareProcessNamespace',
  ]);
  assert.deepEqual(pod({ os, securityContext: { sysctls: [] } }), []);
  assert.deepEqual(pod({ os: { name: 'macos' } }), ['value-not-supported spec.os.name']);
  assert.deepEqual(pod({ os: {} }), ['field-missing spec.os.name']);
});

test('a process of a Windows node shares its network and stands beside its like', () => {
  const hostProcess = (value: boolean) => ({ windowsOptions: { hostProcess: value } });
  const spec = { hostNetwork: true, securityContext: hostProcess(true) };
  assert.deepEqual(pod(spec), []);
  assert.deepEqual(
    refusedIn(
      setWithPod(
        { hostNetwork: true, initContainers: [{ name: 'i', image: 'i' }] },
        { securityContext: hostProcess(true) },
      ),
    ),
    ['not-together spec.containers[0].securityContext.windowsOptions.hostProcess'],
  );
});

test('annotations that the server reads: costs, profiles of containers, mirrors', () => {
  const annotated = (annotations: Record<string, string>, spec = {}) =>
    refusedIn(setWithPod(spec, {}, { annotations }));
  const cost = 'controller.kubernetes.io/pod-deletion-cost';
  const profile = 'container.apparmor.security.beta.kubernetes.io/server';
  for (const value of ['0', '-5', '2147483647', '-2147483648'])
    assert.deepEqual(annotated({ [cost]: value }), [], value);
  for (const value of ['+5', '05', 'x', '', '2147483648'])
    assert.deepEqual(annotated({ [cost]: value }), [`value-not-supported metadata.annotations.${cost}`], value);
  for (const value of ['', 'runtime/default', 'unconfined', 'localhost/x'])
    assert.deepEqual(annotated({ [profile]: value }), []);
  assert.deepEqual(annotated({ [profile]: 'x' }), [`value-not-supported metadata.annotations.${profile}`]);
  assert.deepEqual(annotated({ 'kubernetes.io/config.mirror': 'x' }, { nodeName: 'n' }), []);
  assert.deepEqual(annotated({ 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' }), []);
});

test('devices for the pod: one source each, and containers name the claims of the pod', () => {
  const claims = (list: readonly object[]) => pod({ resourceClaims: list });
  assert.deepEqual(claims([{ name: 'a', resourceClaimName: 'A' }]), [
    'invalid-name spec.resourceClaims[0].resourceClaimName',
  ]);
  assert.deepEqual(refusedIn(setWithPod({}, { resources: { claims: [{ name: 'a' }] } })), [
    'resource-claim-unknown spec.containers[0].resources.claims[0].name',
  ]);
  assert.deepEqual(refusedIn(setWithPod({}, { resources: { claims: [{}] } })), [
    'field-missing spec.containers[0].resources.claims[0].name',
  ]);
});

test('values of any shape anywhere in a pod are never stumbled over', () => {
  const odd: fc.Arbitrary<unknown> = fc.letrec(tie => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.constantFrom('', 'a', 'Exists', 'Localhost', '1Gi', '/x/..', '__proto__'),
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  const spec = fc.dictionary(key, odd, { maxKeys: 6 });
  fc.assert(
    fc.property(spec, spec, (fields, container) => void checkObject(setWithPod(fields, container))),
    { numRuns: 400 },
  );
});

const key = fc.constantFrom(
  ...[
    'name',
    'volumes',
    'containers',
    'initContainers',
    'env',
    'envFrom',
    'valueFrom',
    'fieldRef',
    'fieldPath',
    'ports',
  ],
  ...[
    'resources',
    'requests',
    'limits',
    'claims',
    'cpu',
    'hugepages-2Mi',
    'example.com/gpu',
    'volumeMounts',
    'volumeDevices',
  ],
  ...['livenessProbe', 'httpGet', 'port', 'exec', 'lifecycle', 'preStop', 'sleep', 'securityContext', 'windowsOptions'],
  ...[
    'seccompProfile',
    'type',
    'affinity',
    'nodeAffinity',
    'podAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ],
  ...['nodeSelectorTerms', 'matchExpressions', 'tolerations', 'operator', 'key', 'values', 'topologySpreadConstraints'],
  ...[
    'dnsConfig',
    'dnsPolicy',
    'nameservers',
    'hostAliases',
    'os',
    'projected',
    'sources',
    'ephemeral',
    'configMap',
    'items',
  ],
  ...[
    'volumeClaimTemplate',
    'metadata',
    'labels',
    'spec',
    'resourceClaims',
    'sysctls',
    'overhead',
    'path',
    'hostPath',
    'fc',
  ],
  ...[
    'restartPolicyRules',
    'exitCodes',
    'resizePolicy',
    'iscsi',
    'downwardAPI',
    'csi',
    'driver',
    'terminationGracePeriodSeconds',
  ],
);
