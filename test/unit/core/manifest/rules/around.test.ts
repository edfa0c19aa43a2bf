import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAround } from '../../../../../src/core/manifest/check-around.ts';
import { parseManifest } from '../../../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../../../src/core/manifest/workspace.ts';
import { setText } from '../../../../support/manifest-texts.ts';

/** What is said beside others about the objects of the first file. */
function told(files: Readonly<Record<string, string>>, complete = true): string[] {
  const workspace = new Workspace();
  workspace.complete = complete;
  for (const [file, text] of Object.entries(files)) workspace.put(file, parseManifest(text));
  const [first = ''] = Object.keys(files);
  return workspace
    .neighboursIn(first)
    .flatMap(self => checkAround(self, workspace).map(({ code }) => `${self.object.kind} ${self.object.name} ${code}`));
}
const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n  selector:\n    app: db\n';
const budget = (spec: string, labels = 'app: db') =>
  `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: db\nspec:\n  ${spec}\n  selector:\n    matchLabels:\n      ${labels}\n`;
const claim = (name: string, mode = 'ReadWriteOnce', more = '') =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ${name}\nspec:\n  accessModes: [${mode}]\n${more}  resources: {requests: {storage: 10Gi}}\n`;
const app = (...changes: [string, string][]) => `${service}---\n${setText(...changes)}`;
const named = (name: string, template: string, labels: string) =>
  setText(['  name: db\n', `  name: ${name}\n`])
    .replaceAll('app: db', `app: ${labels}`)
    .replaceAll('name: data\n', `name: ${template}\n`)
    .replace('serviceName: db\n', 'serviceName: ""\n');

test('a budget for all pods of a set, or more, allows no eviction', () => {
  const file = (spec: string) => told({ '/app/pdb.yaml': budget(spec), '/app/set.yaml': app() });
  assert.deepEqual(file('minAvailable: 3'), ['PodDisruptionBudget db budget-above-replicas']);
  assert.deepEqual(file('minAvailable: 4'), ['PodDisruptionBudget db budget-above-replicas']);
  assert.deepEqual(file('minAvailable: 67%'), ['PodDisruptionBudget db budget-above-replicas']);
  assert.deepEqual(file('minAvailable: 66%'), []);
  assert.deepEqual(file('minAvailable: 2'), []);
  assert.deepEqual(file('maxUnavailable: 1'), []);
});

test('a budget is not judged where the number of pods is kept elsewhere, or other pods may be meant', () => {
  const pdb = budget('minAvailable: 3');
  assert.deepEqual(told({ '/app/pdb.yaml': pdb, '/app/set.yaml': app(['  replicas: 3\n', '']) }), []);
  assert.deepEqual(told({ '/app/pdb.yaml': pdb, '/app/set.yaml': app(['replicas: 3', 'replicas: 0']) }), []);
  assert.deepEqual(told({ '/base/pdb.yaml': pdb, '/app/set.yaml': app() }), []);
  assert.deepEqual(told({ '/app/pdb.yaml': pdb, '/app/set.yaml': app(), '/other/set.yaml': app() }), []);
});

test('a budget is not judged where an autoscaler moves the number of pods', () => {
  const scaler = (kind: string, name: string) =>
    `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: db\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: ${kind}, name: ${name}}\n  maxReplicas: 9\n`;
  const file = (kind: string, name: string) =>
    told({ '/app/pdb.yaml': budget('minAvailable: 3'), '/app/set.yaml': app(), '/app/hpa.yaml': scaler(kind, name) });
  assert.deepEqual(file('StatefulSet', 'db'), []);
  assert.deepEqual(file('StatefulSet', 'other'), ['PodDisruptionBudget db budget-above-replicas']);
  assert.deepEqual(file('Deployment', 'db'), ['PodDisruptionBudget db budget-above-replicas']);
});

test('a budget with a slip in its labels is told, one for pods that are not here is not', () => {
  const file = (labels: string, others = app()) =>
    told({ '/app/pdb.yaml': budget('maxUnavailable: 1', labels), '/app/set.yaml': others });
  assert.deepEqual(file('app: database'), ['PodDisruptionBudget db budget-selects-nothing']);
  assert.deepEqual(file('component: database'), []);
  assert.deepEqual(file('app: database', service), []);
  assert.deepEqual(told({ '/app/pdb.yaml': budget('maxUnavailable: 1', 'app: x'), '/app/set.yaml': app() }, false), []);
});

test('a slip in the labels of a budget is not guessed among several workloads of a folder, unless one stands in its file', () => {
  const slip = budget('maxUnavailable: 1', 'app: database');
  const other = named('shop', 'data', 'shop');
  assert.deepEqual(told({ '/app/pdb.yaml': slip, '/app/set.yaml': app(), '/app/shop.yaml': other }), []);
  assert.deepEqual(
    told({ '/app/all.yaml': `${slip}---\n${app()}`, '/app/shop.yaml': other }).filter(code => code.startsWith('Pod')),
    ['PodDisruptionBudget db budget-selects-nothing'],
  );
});

test('sets with one selector are told in one file or one namespace, and not among examples in a folder', () => {
  const shared = (one: string, other: string) => told({ '/app/b.yaml': one, '/app/a.yaml': other });
  const [one, other] = [named('web-b', 'b', 'web'), named('web-a', 'a', 'web')];
  const inProd = (text: string) => text.replace('metadata:\n', 'metadata:\n  namespace: prod\n');
  const shares = (codes: readonly string[]) => codes.filter(code => code.endsWith('selector-shared'));
  assert.deepEqual(shares(shared(one, other)), []);
  assert.deepEqual(shares(shared(inProd(one), other)), []);
  assert.deepEqual(shares(shared(inProd(one), inProd(other))), ['StatefulSet web-b selector-shared']);
  assert.deepEqual(shares(told({ '/app/all.yaml': `${one}---\n${other}` })), ['StatefulSet web-b selector-shared']);
});

test('two sets that come to one claim name are told at both, and only where they stand together', () => {
  const one = named('replica-db', 'data', 'a');
  const other = named('db', 'data-replica', 'b');
  const codes = (list: string[]) => list.filter(code => code.endsWith('claims-meet'));
  assert.deepEqual(codes(told({ '/app/a.yaml': `${one}---\n${other}` })), [
    'StatefulSet replica-db claims-meet',
    'StatefulSet db claims-meet',
  ]);
  assert.deepEqual(codes(told({ '/app/a.yaml': one, '/else/b.yaml': other })), []);
  assert.deepEqual(codes(told({ '/app/a.yaml': one, '/app/b.yaml': named('db', 'replica-data', 'b') })), []);
});

test('a claim that is there already is told when it is smaller or of another class', () => {
  const file = (other: string) => told({ '/app/set.yaml': app(), '/app/claim.yaml': other });
  assert.deepEqual(file(claim('data-db-1')), []);
  assert.deepEqual(file(claim('data-db-1').replace('10Gi', '20Gi')), []);
  assert.deepEqual(file(claim('data-db-1').replace('10Gi', '9Gi')), ['StatefulSet db claim-exists-otherwise']);
  assert.deepEqual(file(claim('data-db-x').replace('10Gi', '9Gi')), []);
  const fast = app(['        accessModes', '        storageClassName: fast\n        accessModes']);
  const slow = claim('data-db-0', 'ReadWriteOnce', '  storageClassName: slow\n');
  assert.deepEqual(told({ '/app/set.yaml': fast, '/app/claim.yaml': slow }), ['StatefulSet db claim-exists-otherwise']);
});

test('one claim for one node is told to several pods, of Deployments too', () => {
  const volumes =
    '      volumes:\n        - name: x\n          persistentVolumeClaim:\n            claimName: exports\n      containers:\n';
  const set = app(['      containers:\n', volumes]);
  assert.deepEqual(told({ '/app/set.yaml': set, '/app/c.yaml': claim('exports') }), [
    'StatefulSet db claim-for-one-node',
  ]);
  assert.deepEqual(told({ '/app/set.yaml': set, '/app/c.yaml': claim('exports', 'ReadWriteMany') }), []);
  assert.deepEqual(told({ '/app/set.yaml': set, '/app/c.yaml': claim('exports', 'ReadWriteOnce, ReadWriteMany') }), []);
  assert.deepEqual(told({ '/app/set.yaml': set }), []);
  assert.deepEqual(
    told({ '/app/set.yaml': set.replace('replicas: 3', 'replicas: 1'), '/app/c.yaml': claim('exports') }),
    [],
  );
  const deployment = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: gate\nspec:\n  replicas: 2\n  template:\n    spec:\n${volumes}        - name: a\n`;
  assert.deepEqual(told({ '/app/d.yaml': deployment, '/app/c.yaml': claim('exports') }), [
    'Deployment gate claim-for-one-node',
  ]);
});

test('an object that stands twice is told at the later one, in one file and namespace', () => {
  assert.deepEqual(told({ '/app/a.yaml': `${service}---\n${service}` }), ['Service db duplicate-object']);
  assert.deepEqual(told({ '/app/a.yaml': service, '/app/b.yaml': service }), []);
  const prod = service.replace('  name: db\n', '  name: db\n  namespace: prod\n');
  assert.deepEqual(told({ '/app/a.yaml': `${service}---\n${prod}` }), []);
  const list = `apiVersion: v1\nkind: List\nitems:\n${[service, service].map(text => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`).join('')}`;
  assert.deepEqual(told({ '/app/a.yaml': list }), ['Service db duplicate-object']);
});

test('peers that are told by name need early names only where a probe holds them back', () => {
  const image = '          image: registry.example/db:1\n';
  const peers = (value: string): [string, string] => [
    image,
    `${image}          env:\n            - name: PEERS\n              value: ${value}\n`,
  ];
  const probe = '          readinessProbe:\n            tcpSocket:\n              port: 5432\n';
  const codes = (text: string) => told({ '/app/a.yaml': text }).filter(code => code.endsWith('peers-before-ready'));
  assert.deepEqual(codes(app(peers('db-0.db,db-1.db'))), ['StatefulSet db peers-before-ready']);
  assert.deepEqual(codes(app(peers('db-0.db'))), []);
  assert.deepEqual(codes(app(peers('db-0.db,db-1.db'), [probe, ''])), []);
  assert.deepEqual(
    codes(
      app(peers('db-0.db,db-1.db')).replace(
        '  clusterIP: None\n',
        '  clusterIP: None\n  publishNotReadyAddresses: true\n',
      ),
    ),
    [],
  );
  assert.deepEqual(
    codes(app(peers('db-4.db,db-5.db'), ['  replicas: 3\n', '  replicas: 3\n  ordinals: {start: 4}\n'])),
    ['StatefulSet db peers-before-ready'],
  );
});

test('advice is for sets that roll, and is a hint', () => {
  const probe = '          readinessProbe:\n            tcpSocket:\n              port: 5432\n';
  assert.deepEqual(told({ '/app/a.yaml': app([probe, '']) }), ['StatefulSet db readiness-probe-missing']);
  assert.deepEqual(told({ '/app/a.yaml': app([probe, ''], ['replicas: 3', 'replicas: 0']) }), []);
  assert.deepEqual(
    told({ '/app/a.yaml': app([probe, ''], ['  replicas: 3\n', '  updateStrategy: {type: OnDelete}\n']) }),
    ['StatefulSet db update-by-hand'],
  );
  const workspace = new Workspace();
  workspace.put('/a.yaml', parseManifest(app([probe, ''])));
  const found = workspace.neighboursIn('/a.yaml').flatMap(self => checkAround(self, workspace));
  assert.deepEqual(
    found.map(({ severity, basis }) => [severity, basis]),
    [['hint', 'advice']],
  );
});

test('a Service is told a slip in its labels, and not that it is for other pods', () => {
  const serving = (label: string, type = 'ClusterIP') =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  type: ${type}\n  selector:\n    app: ${label}\n  ports:\n    - port: 1\n`;
  const deployed = (label: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${label}\nspec:\n  selector:\n    matchLabels:\n      app: ${label}\n  template:\n    metadata:\n      labels:\n        app: ${label}\n    spec:\n      containers:\n        - name: a\n          image: b:1\n`;
  const together = (wanted: string, label: string) =>
    told({ '/app/all.yaml': `${serving(wanted)}---\n${deployed(label)}` });
  assert.deepEqual(together('shop-frontedn', 'shop-frontend'), ['Service api service-selects-nothing']);
  for (const other of ['shop-frontend', 'shop-frontend2', 'shop-backend', 'shop', 'shop-frontend-a'])
    assert.deepEqual(together(other, 'shop-frontend'), [], other);
  assert.deepEqual(together('web-a', 'web-b'), []);
  assert.deepEqual(together('db-1', 'db-2'), []);
  for (const [wanted, label] of [
    ['web-api', 'web-app'],
    ['queue-pub', 'queue-sub'],
  ] as const)
    assert.deepEqual(together(wanted, label), [], wanted);
  // Its own name says that it is about others, such as those of a DaemonSet.
  const named = serving('card').replace('name: api', 'name: card');
  assert.deepEqual(told({ '/app/all.yaml': `${named}---\n${deployed('cart')}` }), []);
  const apart = { '/app/api.yaml': serving('frontedn'), '/app/web.yaml': deployed('frontend') };
  assert.deepEqual(told(apart), []);
  const elsewhere = {
    '/app/all.yaml': `${serving('frontedn')}---\n${deployed('frontend')}`,
    '/app/b.yaml': deployed('frontedn'),
  };
  assert.deepEqual(told(elsewhere), []);
});
