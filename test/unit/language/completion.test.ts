import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { complete } from '../../../src/language/completion.ts';
import { diagnose } from '../../../src/language/diagnostics.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import type { Knowledge } from '../../../src/language/knowledge.ts';
import { permittedValues } from '../../../src/language/permitted.ts';
import { loadFieldHelp } from '../../../src/language/tables.ts';
import { atCursor, setText } from '../../support/manifest-texts.ts';

const help = await loadFieldHelp();

const service = (name: string, headless: boolean) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ${headless ? 'clusterIP: None' : 'type: ClusterIP'}\n`;

function proposals(marked: string, others: Readonly<Record<string, string>> = {}, knowledge?: Knowledge) {
  const { text, offset } = atCursor(marked);
  const manifest = parseManifest(text);
  const workspace = new Workspace();
  workspace.put('/file.yaml', manifest);
  for (const [file, other] of Object.entries(others)) workspace.put(file, parseManifest(other));
  return { text, list: complete(text, offset, manifest, { help, home: { file: '/file.yaml', workspace }, knowledge }) };
}
const labels = (...input: Parameters<typeof proposals>) => proposals(...input).list.map(({ label }) => label);

test('permitted values are proposed where only a few are', () => {
  assert.deepEqual(labels(setText(['replicas: 3', 'replicas: 3\n  podManagementPolicy: $0'])), [
    'OrderedReady',
    'Parallel',
  ]);
  assert.deepEqual(labels(setText(['          - ReadWriteOnce', '          - $0'])), [
    'ReadWriteOnce',
    'ReadOnlyMany',
    'ReadWriteMany',
    'ReadWriteOncePod',
  ]);
  assert.deepEqual(labels(setText(['          image', '          imagePullPolicy: $0\n          image'])), [
    'IfNotPresent',
    'Always',
    'Never',
  ]);
  assert.deepEqual(labels('kind: Service\napiVersion: v1\nspec:\n  clusterIP: $0'), ['None']);
  assert.deepEqual(labels(setText(['  name: db', '  name: $0'])), []);
});

test('serviceName takes the Services of the folder and the cluster', () => {
  const knowledge: Knowledge = {
    storageClasses: () => [],
    services: () => [{ name: 'live', headless: true }],
    claims: () => [],
    statefulSet: () => undefined,
  };
  const { list } = proposals(
    setText(['serviceName: db', 'serviceName: d$0']),
    { '/a': service('db', true), '/b': service('dash', false) },
    knowledge,
  );
  assert.deepEqual(
    list.map(({ label, detail }) => `${label} ${detail?.code}`),
    ['live completion-service-headless', 'db completion-service-headless', 'dash completion-service'],
  );
});

test('a mount takes volumes and claim templates, also while it is typed', () => {
  const text = setText(
    ['            - name: data', '            - name: $0'],
    ['      containers:', '      volumes:\n        - name: tmp\n          emptyDir: {}\n      containers:'],
  );
  assert.deepEqual(labels(text), ['tmp', 'data']);
});

test('classes come from objects, from their users and from the cluster', () => {
  const classes = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\n';
  const volume = 'apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\nspec:\n  storageClassName: manual\n';
  const knowledge: Knowledge = {
    storageClasses: () => [{ name: 'standard', isDefault: true }],
    services: () => [],
    claims: () => [],
    statefulSet: () => undefined,
  };
  const text = setText(['        accessModes', '        storageClassName: $0\n        accessModes']);
  assert.deepEqual(labels(text, { '/a': classes, '/b': volume }, knowledge).toSorted(), ['fast', 'manual', 'standard']);
});

test('selectors and templates take each other’s labels', () => {
  assert.deepEqual(labels(setText(['      app: db\n  template', '      $0\n  template'])), ['app: db']);
  assert.deepEqual(labels(setText(['        app: db\n    spec', '        $0\n    spec'])), ['app: db']);
  assert.deepEqual(
    labels('apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  selector:\n    $0', { '/set': setText() }),
    ['app: db'],
  );
});

test('what is taken stands in the place of the word', () => {
  const { text, list } = proposals(setText(['replicas: 3', 'replicas: 3\n  podManagementPolicy: Par$0x']));
  const parallel = list.find(({ label }) => label === 'Parallel');
  assert.ok(parallel !== undefined);
  assert.match(applyEdits(text, [parallel]), /podManagementPolicy: Parallel\n/);
});

test('nothing is proposed in templates, comments and places called like something every object has', () => {
  assert.deepEqual(labels(setText(['replicas: 3', 'replicas: {{ x }}\n  podManagementPolicy: $0'])), []);
  assert.deepEqual(labels(setText(['replicas: 3', 'replicas: 3 # $0'])), []);
  assert.deepEqual(labels('kind: constructor\napiVersion: v1\ntoString: $0'), []);
});

/** Proposals with the table of fields at hand, and the text after taking one. */
function fields(marked: string) {
  const { text, offset } = atCursor(marked);
  const list = complete(text, offset, parseManifest(text), { help });
  const taken = (label: string) => applyEdits(text, list.filter(proposal => proposal.label === label).slice(0, 1));
  return { labels: list.map(({ label }) => label), list, taken };
}

test('fields that may be added are proposed, what must be there first, what is there not', () => {
  const { labels: spec } = fields('apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  $0\n  replicas: 3\n');
  assert.deepEqual(spec.slice(0, 3), ['selector', 'template', 'minReadySeconds']);
  assert.ok(spec.includes('serviceName') && !spec.includes('replicas'));
  const { labels: container } = fields(setText(['          image', '          $0\n          image']));
  assert.ok(container.includes('livenessProbe') && !container.includes('image') && !container.includes('name'));
  assert.ok(!fields('apiVersion: v1\nkind: Service\nmetadata:\n  $0').labels.includes('uid'));
  assert.ok(!fields('apiVersion: v1\nkind: Service\n$0').labels.includes('status'));
});

test('the keys of a neighbouring item are not those of this one', () => {
  const ports =
    '          ports:\n            - containerPort: 1\n              name: a\n            - $0\n            - protocol: UDP\n';
  const { labels: port } = fields(setText(['          volumeMounts', `${ports}          volumeMounts`]));
  assert.deepEqual(port, ['containerPort', 'hostIP', 'hostPort', 'name', 'protocol']);
});

test('a field brings what follows it: a space, a list or a map, indented from the key', () => {
  const pod = (field: string) => setText(['        - name: server', `        - ${field}\n          name: server`]);
  assert.match(fields(pod('im$0')).taken('imagePullPolicy'), /\n {8}- imagePullPolicy: \n {10}name/);
  assert.match(fields(pod('en$0')).taken('env'), /\n {8}- env:\n {12}- \n {10}name/);
  assert.match(fields(pod('li$0')).taken('livenessProbe'), /\n {8}- livenessProbe:\n {12}\n {10}name/);
  assert.match(fields(setText(['replicas: 3', 'repl$0: 3'])).taken('replicas'), /\n {2}replicas: 3\n/);
});

test('a field says its type and what Kubernetes says of it', () => {
  const { list } = fields(setText(['  replicas: 3', '  $0']));
  const replicas = list.find(({ label }) => label === 'replicas');
  assert.equal(replicas?.detail?.code, 'type-int32');
  assert.match(replicas?.meaning ?? '', /number of replicas/);
});

test('true and false are proposed where nothing else is', () => {
  assert.deepEqual(fields(setText(['          image', '          tty: $0\n          image'])).labels, [
    'true',
    'false',
  ]);
});

/** Path and values of the fields of which a real API server listed the values that it takes (verdicts on the manifests, 1.36.2). */
const listed: readonly (readonly [string, string, readonly string[]])[] = [
  ['StatefulSet', 'spec.template.spec.containers.#.imagePullPolicy', ['Always', 'IfNotPresent', 'Never']],
  ['StatefulSet', 'spec.template.spec.containers.#.terminationMessagePolicy', ['FallbackToLogsOnError', 'File']],
  [
    'StatefulSet',
    'spec.template.spec.containers.#.volumeMounts.#.mountPropagation',
    ['Bidirectional', 'HostToContainer', 'None'],
  ],
  ['StatefulSet', 'spec.template.spec.containers.#.livenessProbe.httpGet.scheme', ['HTTP', 'HTTPS']],
  ['StatefulSet', 'spec.template.spec.containers.#.ports.#.protocol', ['SCTP', 'TCP', 'UDP']],
  ['StatefulSet', 'spec.template.spec.containers.#.resizePolicy.#.resourceName', ['cpu', 'memory']],
  ['StatefulSet', 'spec.template.spec.initContainers.#.restartPolicy', ['Always', 'Never', 'OnFailure']],
  ['StatefulSet', 'spec.template.spec.dnsPolicy', ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']],
  ['StatefulSet', 'spec.template.spec.os.name', ['linux', 'windows']],
  ['StatefulSet', 'spec.template.spec.preemptionPolicy', ['Never', 'PreemptLowerPriority']],
  ['StatefulSet', 'spec.template.spec.securityContext.fsGroupChangePolicy', ['Always', 'OnRootMismatch']],
  ['StatefulSet', 'spec.template.spec.tolerations.#.effect', ['NoExecute', 'NoSchedule', 'PreferNoSchedule']],
  ['StatefulSet', 'spec.template.spec.tolerations.#.operator', ['Equal', 'Exists']],
  [
    'StatefulSet',
    'spec.template.spec.topologySpreadConstraints.#.whenUnsatisfiable',
    ['DoNotSchedule', 'ScheduleAnyway'],
  ],
  ['StatefulSet', 'spec.persistentVolumeClaimRetentionPolicy.whenScaled', ['Delete', 'Retain']],
  [
    'StatefulSet',
    'spec.volumeClaimTemplates.#.spec.accessModes.#',
    ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
  ],
  ['StatefulSet', 'spec.volumeClaimTemplates.#.spec.volumeMode', ['Block', 'Filesystem']],
  [
    'StatefulSet',
    'spec.template.spec.containers.#.env.#.valueFrom.resourceFieldRef.resource',
    [
      'limits.cpu',
      'limits.ephemeral-storage',
      'limits.memory',
      'requests.cpu',
      'requests.ephemeral-storage',
      'requests.memory',
    ],
  ],
  ['Deployment', 'spec.strategy.type', ['Recreate', 'RollingUpdate']],
  [
    'Deployment',
    'spec.template.spec.securityContext.seccompProfile.type',
    ['Localhost', 'RuntimeDefault', 'Unconfined'],
  ],
  ['Deployment', 'spec.template.spec.volumes.#.ephemeral.volumeClaimTemplate.spec.volumeMode', ['Block', 'Filesystem']],
  ['Service', 'spec.type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']],
  ['Service', 'spec.ports.#.protocol', ['SCTP', 'TCP', 'UDP']],
  ['Service', 'spec.sessionAffinity', ['ClientIP', 'None']],
  ['PersistentVolume', 'spec.persistentVolumeReclaimPolicy', ['Delete', 'Recycle', 'Retain']],
  ['PersistentVolumeClaim', 'spec.volumeMode', ['Block', 'Filesystem']],
  ['StorageClass', 'reclaimPolicy', ['Delete', 'Retain']],
  ['StorageClass', 'volumeBindingMode', ['Immediate', 'WaitForFirstConsumer']],
  ['PodDisruptionBudget', 'spec.unhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget']],
];

for (const [kind, path, values] of listed) {
  test(`the values of ${path} of a ${kind} are those that the API server lists`, () => {
    assert.deepEqual([...permittedValues(help.fields, kind, path.split('.'))].toSorted(), values);
  });
}

test('kind and apiVersion take what is served', () => {
  assert.ok(labels('apiVersion: apps/v1\nkind: $0\n').includes('StatefulSet'));
  assert.deepEqual(labels('apiVersion: $0\nkind: PodDisruptionBudget\n'), ['policy/v1']);
});

const withPorts = (probe: string) =>
  setText([
    '          readinessProbe:\n            tcpSocket:\n              port: 5432\n',
    `          ports:\n            - name: sql\n              containerPort: 5432\n${probe}`,
  ]);
const exporter =
  '        - name: exporter\n          image: a:1\n          ports:\n            - name: metrics\n              containerPort: 9187\n';

test('a probe takes the port names of its own container', () => {
  const probe = (port: string) =>
    `          livenessProbe:\n            httpGet:\n              path: /\n              port: ${port}\n`;
  const text = withPorts(probe('$0')).replace('  volumeClaimTemplates:', `${exporter}  volumeClaimTemplates:`);
  assert.deepEqual(labels(text), ['sql']);
  const second = withPorts(probe('sql')).replace(
    '  volumeClaimTemplates:',
    `${exporter}${probe('$0')}  volumeClaimTemplates:`,
  );
  assert.deepEqual(labels(second), ['metrics']);
});

test('a Service takes the port names of the pods that it selects, or of all pods while it selects none', () => {
  const svc = (selector: string) =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n${selector}  ports:\n    - port: 1\n      targetPort: $0\n`;
  const other = withPorts('').replaceAll('app: db', 'app: web').replace('name: sql', 'name: http');
  const files = { '/db': withPorts(''), '/web': other };
  assert.deepEqual(labels(svc('  selector:\n    app: db\n'), files), ['sql']);
  assert.deepEqual(labels(svc(''), files).toSorted(), ['http', 'sql']);
});

const configMap = (kind: string, name: string, namespace = '') =>
  `apiVersion: v1\ndata:\n  name: not-this\n  run.sh: |\n    name: nor-this\nkind: ${kind}\nmetadata:\n  labels:\n    name: nor-that\n  name: ${name} # of it\n${namespace}`;

test('ConfigMaps, Secrets and accounts are known by name, though nothing else of them is read', () => {
  const files = {
    '/cm': configMap('ConfigMap', 'settings'),
    '/other': configMap('ConfigMap', 'elsewhere', '  namespace: other\n'),
    '/secret': configMap('Secret', 'login'),
    '/account': configMap('ServiceAccount', 'runner'),
    '/k/kustomization.yaml': 'configMapGenerator:\n  - name: generated\nsecretGenerator:\n  - name: hidden\n',
  };
  const inContainer = (field: string) =>
    setText(['          image', `${field}\n          image`], ['  name: db\n', '  name: db\n  namespace: prod\n']);
  const inPod = (field: string) => setText(['      containers:', `${field}\n      containers:`]);
  assert.deepEqual(
    labels(inContainer('          envFrom:\n            - configMapRef:\n                name: $0'), files),
    ['settings', 'generated'],
  );
  assert.deepEqual(
    labels(
      inContainer(
        '          env:\n            - name: A\n              valueFrom:\n                secretKeyRef:\n                  name: $0',
      ),
      files,
    ),
    ['login', 'hidden'],
  );
  assert.deepEqual(
    labels(inPod('      volumes:\n        - name: a\n          configMap:\n            name: $0'), files).toSorted(),
    ['elsewhere', 'generated', 'settings'],
  );
  assert.deepEqual(
    labels(inPod('      volumes:\n        - name: a\n          secret:\n            secretName: $0'), files),
    ['login', 'hidden'],
  );
  assert.deepEqual(labels(inPod('      serviceAccountName: $0'), files), ['runner']);
});

test('a file that goes takes the names with it', () => {
  const workspace = new Workspace();
  workspace.put('/cm', parseManifest(configMap('ConfigMap', 'settings')));
  assert.deepEqual(workspace.names('ConfigMap', undefined), ['settings']);
  workspace.remove('/cm');
  assert.deepEqual(workspace.names('ConfigMap', undefined), []);
});

test('claims are those of the folder and of the cluster, and a volume takes the claims that sets will make', () => {
  const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: shared\nspec: {}\n';
  const knowledge: Knowledge = {
    storageClasses: () => [],
    services: () => [],
    claims: () => ['live'],
    statefulSet: () => undefined,
  };
  const pod = setText([
    '      containers:',
    '      volumes:\n        - name: a\n          persistentVolumeClaim:\n            claimName: $0\n      containers:',
  ]);
  assert.deepEqual(labels(pod, { '/claim': claim }, knowledge), ['shared', 'live']);
  const volume = 'apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\nspec:\n  claimRef:\n    name: $0\n';
  assert.deepEqual(labels(volume, { '/set': setText() }), ['data-db-0', 'data-db-1', 'data-db-2']);
});

test('affinity and spread rules take the labels of their own pods, and the usual topology keys', () => {
  const spread = (lines: string) =>
    setText(['      containers:', `      topologySpreadConstraints:\n        - maxSkew: 1\n${lines}      containers:`]);
  assert.deepEqual(labels(spread('          labelSelector:\n            matchLabels:\n              $0\n')), [
    'app: db',
  ]);
  assert.equal(labels(spread('          topologyKey: $0\n'))[0], 'kubernetes.io/hostname');
});

test('a variable and a file take different fields of their pod', () => {
  const variable = setText([
    '          image',
    '          env:\n            - name: A\n              valueFrom:\n                fieldRef:\n                  fieldPath: $0\n          image',
  ]);
  assert.ok(labels(variable).includes('status.podIP'));
  const file = setText([
    '      containers:',
    '      volumes:\n        - name: a\n          downwardAPI:\n            items:\n              - path: b\n                fieldRef:\n                  fieldPath: $0\n      containers:',
  ]);
  assert.ok(labels(file).includes('metadata.labels') && !labels(file).includes('status.podIP'));
});

test('namespaces are those that the folder names', () => {
  const other = service('a', true).replace('name: a\n', 'name: a\n  namespace: prod\n');
  const files = { '/a': other, '/ns': configMap('Namespace', 'test') };
  assert.deepEqual(labels(setText(['  name: db\n', '  name: db\n  namespace: $0\n']), files), ['test', 'prod']);
});

test('an empty document is offered whole objects, and each is one about which nothing is to be said', () => {
  const kinds = [
    'StatefulSet',
    'Deployment',
    'Service',
    'PersistentVolumeClaim',
    'PodDisruptionBudget',
    'StorageClass',
  ];
  const wholes = (marked: string) => proposals(marked).list.filter(({ snippet }) => snippet !== undefined);
  for (const empty of ['$0', 's$0', '# a database\n$0', 'kind: Service\napiVersion: v1\n---\nService$0\n'])
    assert.deepEqual(
      wholes(empty).map(({ label }) => label),
      kinds,
      empty,
    );
  for (const begun of ['kind: Service\n$0', 'spec:\n  $0', '- $0', 'a: $0', '"$0"', '---\na: b\n---\na: b\n$0'])
    assert.deepEqual(wholes(begun), [], begun);
  for (const { label, newText } of wholes('$0')) {
    const workspace = new Workspace();
    const manifest = parseManifest(newText);
    workspace.put('/file.yaml', manifest);
    const found = diagnose(manifest, { file: '/file.yaml', workspace }, { fields: help.fields });
    assert.deepEqual(
      found.map(({ code }) => code),
      [],
      label,
    );
  }
});

test('in a whole object what is one name is typed once, and nothing else is a place to type over', () => {
  const [set] = proposals('$0').list.filter(({ label }) => label === 'StatefulSet');
  const stops = [...(set?.snippet ?? '').matchAll(/\$\{(\d+):([^}]*)\}/g)].map(
    ([, number, name]) => `${number} ${name}`,
  );
  assert.deepEqual(
    [...new Set(stops)],
    ['1 db', '2 server', '3 5432', '4 3', '5 registry.example/db:1.0', '6 /var/lib/db', '7 10Gi'],
  );
  assert.equal((set?.snippet ?? '').replaceAll(/\$\{\d+:([^}]*)\}/g, '$1'), set?.newText);
});
