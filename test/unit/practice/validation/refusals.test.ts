import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

const core = '/api/v1/namespaces/shop';
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const template = (spec: object, labels: object = { app: 'web' }) => ({ template: { metadata: { labels }, spec } });
const containers = [{ name: 'app', image: 'a:1' }];
const port = { port: 80 };
const service = (spec: object) => ({ metadata: { name: 'web' }, spec });
const claim = (spec: object) => ({ metadata: { name: 'data' }, spec });
const modes = ['ReadWriteOnce'];
const storage = { requests: { storage: '1Gi' } };

/** What is sent, and the causes as `field: message` (validation-rules.md sections 1 and 4). */
const refusals: readonly (readonly [string, string, object, readonly string[]])[] = [
  [
    'a name with upper case',
    sets,
    { ...webSet(), metadata: { name: 'Web' } },
    [`metadata.name: Invalid value: "Web": ${label}`],
  ],
  [
    'a name with a dot',
    sets,
    { ...webSet(), metadata: { name: 'my.web' } },
    ['metadata.name: Invalid value: "my.web": must not contain dots'],
  ],
  [
    'a name of 64 characters',
    sets,
    { ...webSet(), metadata: { name: 'a'.repeat(64) } },
    [`metadata.name: Invalid value: "${'a'.repeat(64)}": must be no more than 63 characters`],
  ],
  ['no name', sets, { ...webSet(), metadata: {} }, ['metadata.name: Required value: name or generateName is required']],
  [
    'negative replicas',
    sets,
    webSet({ replicas: -1 }),
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'a service name with a dot',
    sets,
    webSet({ serviceName: 'a.b' }),
    ['spec.serviceName: Invalid value: "a.b": must not contain dots'],
  ],
  [
    'an unknown policy',
    sets,
    webSet({ podManagementPolicy: 'Ordered' }),
    ["spec.podManagementPolicy: Invalid value: \"Ordered\": must be 'OrderedReady' or 'Parallel'"],
  ],
  [
    'an unknown strategy',
    sets,
    webSet({ updateStrategy: { type: 'Recreate' } }),
    [
      'spec.updateStrategy: Invalid value: {"Type":"Recreate","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
    ],
  ],
  [
    'a partition under OnDelete',
    sets,
    webSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
    [
      'spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy \'RollingUpdate\'',
    ],
  ],
  [
    'a negative partition',
    sets,
    webSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: -1 } } }),
    ['spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'an unknown retention',
    sets,
    webSet({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'delete' } }),
    [
      'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "delete": supported values: "Retain", "Delete"',
    ],
  ],
  [
    'an empty selector',
    sets,
    webSet({ selector: {} }),
    ['spec.selector: Invalid value: {}: empty selector is invalid for statefulset'],
  ],
  [
    'labels that do not match',
    sets,
    webSet(template({ containers }, { app: 'other' })),
    ['spec.template.metadata.labels: Invalid value: {"app":"other"}: `selector` does not match template `labels`'],
  ],
  [
    'an unknown operator',
    sets,
    webSet({ selector: { matchExpressions: [{ key: 'app', operator: 'Equals', values: ['web'] }] } }),
    [
      'spec.selector.matchExpressions[0].operator: Invalid value: "Equals": not a valid selector operator',
      'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"Equals","values":["web"]}]}',
    ],
  ],
  ['no containers', sets, webSet(template({})), ['spec.template.spec.containers: Required value']],
  [
    'a container without an image',
    sets,
    webSet(template({ containers: [{ name: 'app' }] })),
    ['spec.template.spec.containers[0].image: Required value'],
  ],
  [
    'two containers of one name',
    sets,
    webSet(template({ containers: [...containers, ...containers] })),
    ['spec.template.spec.containers[1].name: Duplicate value: "app"'],
  ],
  [
    'a mount of nothing',
    sets,
    webSet(template({ containers: [{ ...containers[0], volumeMounts: [{ name: 'dta', mountPath: '/d' }] }] })),
    ['spec.template.spec.containers[0].volumeMounts[0].name: Not found: "dta"'],
  ],
  [
    'a template that ends',
    sets,
    webSet(template({ containers, restartPolicy: 'Never' })),
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
  [
    'a claim template without modes and size',
    sets,
    webSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }),
    [
      'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
      'spec.volumeClaimTemplates[0].spec.resources[storage]: Required value',
    ],
  ],
  [
    'a finalizer without a domain',
    sets,
    { ...webSet(), metadata: { name: 'web', finalizers: ['cleanup'] } },
    [
      'metadata.finalizers[0]: Invalid value: "cleanup": name is neither a standard finalizer name nor is it fully qualified',
    ],
  ],
  [
    'an image with blanks in a pod',
    `${core}/pods`,
    simplePod('a', { containers: [{ name: 'a', image: ' a ' }] }),
    ['spec.containers[0].image: Invalid value: " a ": must not have leading or trailing whitespace'],
  ],
  [
    'clusterIP: none',
    `${core}/services`,
    service({ clusterIP: 'none', ports: [port] }),
    ['spec.clusterIPs[0]: Invalid value: "none": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
  ],
  [
    'a headless NodePort',
    `${core}/services`,
    service({ type: 'NodePort', clusterIP: 'None', ports: [port] }),
    ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
  ],
  ['a Service without ports', `${core}/services`, service({}), ['spec.ports: Required value']],
  [
    'two ports without names',
    `${core}/services`,
    service({ ports: [port, { port: 81 }] }),
    ['spec.ports[0].name: Required value', 'spec.ports[1].name: Required value'],
  ],
  [
    'an abbreviated access mode',
    `${core}/persistentvolumeclaims`,
    claim({ accessModes: ['RWO'], resources: storage }),
    [
      'spec.accessModes: Unsupported value: "RWO": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
  ],
  [
    'a claim of nothing',
    `${core}/persistentvolumeclaims`,
    claim({ accessModes: modes, resources: { requests: { storage: '0' } } }),
    ['spec.resources[storage]: Invalid value: "0": must be greater than zero'],
  ],
  [
    'a volume without a source',
    '/api/v1/persistentvolumes',
    { metadata: { name: 'pv' }, spec: { capacity: { storage: '1Gi' }, accessModes: modes } },
    ['spec: Required value: must specify a volume type'],
  ],
  [
    'a class without a provisioner',
    '/apis/storage.k8s.io/v1/storageclasses',
    { metadata: { name: 'fast' } },
    ['provisioner: Required value'],
  ],
  [
    'what a template may have and a pod may not',
    `${core}/pods`,
    simplePod(
      'x',
      {
        containers: [{ name: 'app', image: 'a:1 ' }],
        volumes: [{ name: 'v', image: {} }],
        nodeName: 'n',
        schedulingGates: [{ name: 'a' }],
      },
      { finalizers: ['badone'] },
    ),
    [
      'metadata.finalizers[0]: Invalid value: "badone": name is neither a standard finalizer name nor is it fully qualified',
      'spec.volumes[0].image.reference: Required value',
      'spec.containers[0].image: Invalid value: "a:1 ": must not have leading or trailing whitespace',
      'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
    ],
  ],
  [
    'a pod with a name too long for its network and an end before its start',
    `${core}/pods`,
    simplePod('x', { hostname: 'a'.repeat(64), restartPolicy: 'Sometimes', activeDeadlineSeconds: 0 }),
    [
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
      `spec.hostname: Invalid value: "${'a'.repeat(64)}": must be no more than 63 characters`,
    ],
  ],
  [
    'a ReplicaSet whose template it does not select',
    '/apis/apps/v1/namespaces/shop/replicasets',
    { metadata: { name: 'x' }, spec: { replicas: -1, selector: { matchLabels: { a: 'b' } }, template: { spec: {} } } },
    [
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
      'spec.template.spec.containers: Required value',
    ],
  ],
  [
    'metadata of a kind that has no rules of its own',
    '/api/v1/namespaces',
    { metadata: { name: 'a.b', annotations: { 'x/y/z': '' } } },
    [
      'metadata.name: Invalid value: "a.b": must not contain dots',
      `metadata.annotations: Invalid value: "x/y/z": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ],
  ],
  [
    'a budget of both kinds',
    '/apis/policy/v1/namespaces/shop/poddisruptionbudgets',
    { metadata: { name: 'web' }, spec: { minAvailable: 1, maxUnavailable: 1 } },
    [
      'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    ],
  ],
];

for (const [what, path, body, causes] of refusals) {
  test(`${what} is refused`, () => {
    const { status, body: refusal } = practiceApi().call('POST', path, body);
    assert.equal(status, 422);
    const found = pick(refusal, 'details.causes');
    assert.deepEqual(
      Array.isArray(found) ? found.map(cause => `${pick(cause, 'field')}: ${pick(cause, 'message')}`) : found,
      causes,
    );
  });
}

test('several faults stand in one message, in brackets', () => {
  const { body } = practiceApi().call('POST', sets, { ...webSet({ replicas: -1 }), metadata: { name: 'my.web' } });
  assert.equal(
    pick(body, 'message'),
    'StatefulSet.apps "my.web" is invalid: [metadata.name: Invalid value: "my.web": must not contain dots, spec.replicas: Invalid value: -1: must be greater than or equal to 0]',
  );
  assert.deepEqual(
    [pick(body, 'reason'), pick(body, 'code'), pick(body, 'details.kind'), pick(body, 'details.group')],
    ['Invalid', 422, 'StatefulSet', 'apps'],
  );
});
