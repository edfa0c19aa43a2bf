import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PracticeApi, pick, pluck, practiceApi, sets, webSet } from '../../../support/practice-api.ts';

const apply = { type: 'application/apply-patch+yaml' };

function part(spec: object): object {
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' }, spec };
}

function applyAs(api: PracticeApi, manager: string, body: object, more = '') {
  return api.call('PATCH', `${sets}/web?fieldManager=${manager}${more}`, body, apply);
}

/** Who owns a field, as `manager operation`. */
function owners(object: unknown, field: string): string[] {
  const entries = pick(object, 'metadata.managedFields');
  return (Array.isArray(entries) ? entries : [])
    .filter(entry => JSON.stringify(pick(entry, 'fieldsV1')).includes(`"f:${field}":{}`))
    .map(entry => `${pick(entry, 'manager')} ${pick(entry, 'operation')}`);
}

test('applying makes what is not there, and the applier owns what it sent', () => {
  const api = practiceApi();
  const made = applyAs(api, 'me', webSet());
  assert.equal(made.status, 201);
  assert.deepEqual(owners(made.body, 'replicas'), ['me Apply']);
  assert.deepEqual(owners(made.body, 'revisionHistoryLimit'), [], 'a default has no owner');
});

test('applying the same again changes nothing', () => {
  const api = practiceApi();
  const first = applyAs(api, 'me', webSet()).body;
  api.clock.advance(60_000);
  const again = applyAs(api, 'me', webSet());
  assert.equal(again.status, 200);
  assert.deepEqual(again.body, first);
});

test("another manager's field is refused, with a cause that names manager and field", () => {
  const api = practiceApi();
  api.call('POST', `${sets}?fieldManager=kubectl-create`, webSet());
  const { status, body } = applyAs(api, 'me', part({ replicas: 5 }));
  assert.equal(status, 409);
  assert.equal(pick(body, 'reason'), 'Conflict');
  assert.equal(
    pick(body, 'message'),
    'Apply failed with 1 conflict: conflict with "kubectl-create" using apps/v1: .spec.replicas',
  );
  assert.deepEqual(pick(body, 'details.causes'), [
    {
      reason: 'FieldManagerConflict',
      message: 'conflict with "kubectl-create" using apps/v1',
      field: '.spec.replicas',
    },
  ]);
});

test('several conflicts are told by manager', () => {
  const api = practiceApi();
  api.call('POST', `${sets}?fieldManager=a`, webSet());
  const template = { spec: { containers: [{ name: 'app', image: 'nginx:2' }] } };
  const { body } = applyAs(api, 'me', part({ replicas: 5, template }));
  assert.equal(
    pick(body, 'message'),
    'Apply failed with 2 conflicts: conflicts with "a" using apps/v1:\n- .spec.replicas\n- .spec.template.spec.containers[name="app"].image',
  );
});

test('force takes the field, and the former owner loses it', () => {
  const api = practiceApi();
  api.call('POST', `${sets}?fieldManager=a`, webSet());
  const { status, body } = applyAs(api, 'me', part({ replicas: 5 }), '&force=true');
  assert.equal(status, 200);
  assert.equal(pick(body, 'spec.replicas'), 5);
  assert.deepEqual(owners(body, 'replicas'), ['me Apply']);
});

test('the same value is owned together', () => {
  const api = practiceApi();
  api.call('POST', `${sets}?fieldManager=a`, webSet());
  const { status, body } = applyAs(api, 'me', part({ replicas: 3 }));
  assert.equal(status, 200);
  assert.deepEqual(owners(body, 'replicas'), ['me Apply', 'a Update']);
});

test('what an applier no longer sends goes, unless somebody else owns it too', () => {
  const api = practiceApi();
  const labelled = { ...webSet(), metadata: { name: 'web', labels: { mine: '1', ours: '2' } } };
  applyAs(api, 'me', labelled);
  applyAs(api, 'you', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web', labels: { ours: '2' } } });
  const { body } = applyAs(api, 'me', { ...webSet(), metadata: { name: 'web' } });
  assert.deepEqual(pick(body, 'metadata.labels'), { ours: '2' });
});

test('a list item that is no longer sent goes as a whole, one that others made stays', () => {
  const api = practiceApi();
  const containers = (...names: string[]) =>
    webSet({
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: names.map(name => ({ name, image: `${name}:1` })) },
      },
    });
  applyAs(api, 'me', containers('app', 'helper'));
  const patch = { spec: { template: { spec: { containers: [{ name: 'side', image: 'side:1' }] } } } };
  api.call('PATCH', `${sets}/web`, patch, { type: 'application/strategic-merge-patch+json', agent: 'other' });
  const { body } = applyAs(api, 'me', containers('app'));
  assert.deepEqual(pluck(pick(body, 'spec.template.spec.containers'), 'name').toSorted(), ['app', 'side']);
});

test('a change through scale has an owner of its own, and conflicts', () => {
  const api = practiceApi();
  applyAs(api, 'me', webSet());
  api.call(
    'PATCH',
    `${sets}/web/scale`,
    { spec: { replicas: 7 } },
    { type: 'application/merge-patch+json', agent: 'kubectl' },
  );
  const { status, body } = applyAs(api, 'me', webSet());
  assert.equal(status, 409);
  assert.match(
    String(pick(body, 'message')),
    /conflict with "kubectl" with subresource "scale" using apps\/v1: \.spec\.replicas/,
  );
});

test('ports are told apart by number and protocol, and TCP need not be said', () => {
  const api = practiceApi();
  applyAs(api, 'me', webSet());
  const ports = [{ containerPort: 80, protocol: 'TCP', name: 'http' }];
  const template = { spec: { containers: [{ name: 'app', ports }] } };
  const { status, body } = applyAs(api, 'you', part({ template }));
  assert.equal(status, 200);
  assert.equal(pluck(pick(body, 'spec.template.spec.containers.0.ports'), 'name').length, 1);
});

test('a status is applied through its own door only', () => {
  const api = practiceApi();
  applyAs(api, 'me', webSet());
  const status = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' }, status: { replicas: 9 } };
  assert.equal(pick(applyAs(api, 'me', { ...webSet(), status: { replicas: 9 } }).body, 'status.replicas'), 0);
  const { body } = api.call('PATCH', `${sets}/web/status?fieldManager=me`, status, apply);
  assert.equal(pick(body, 'status.replicas'), 9);
  assert.equal(pick(body, 'spec.replicas'), 3);
});

test('apply without a manager is refused', () => {
  const { status, body } = practiceApi().call('PATCH', `${sets}/web`, webSet(), apply);
  assert.equal(status, 422);
  assert.match(String(pick(body, 'message')), /fieldManager: Required value: is required for apply patch/);
});

test('unknown fields and doubled items cannot be applied', () => {
  const api = practiceApi();
  const unknown = applyAs(api, 'me', webSet({ nope: 1 }));
  assert.equal(unknown.status, 500);
  assert.match(String(pick(unknown.body, 'message')), /\.spec\.nope: field not declared in schema/);
  const containers = [
    { name: 'a', image: 'a' },
    { name: 'a', image: 'b' },
  ];
  const doubled = applyAs(api, 'me', part({ template: { spec: { containers } } }));
  assert.match(String(pick(doubled.body, 'message')), /duplicate entries for key \[name="a"\]/);
});

test('a dry run applies nothing', () => {
  const api = practiceApi();
  const { status, body } = applyAs(api, 'me', webSet(), '&dryRun=All');
  assert.equal(status, 201);
  assert.equal(pick(body, 'spec.podManagementPolicy'), 'OrderedReady');
  assert.equal(api.call('GET', `${sets}/web`).status, 404);
});

test('what an apply cannot type is refused with every place, by the keys of its lists and without a reason', () => {
  const api = practiceApi();
  const apply = (spec: object) =>
    api.call(
      'PATCH',
      `${sets}/web?fieldManager=me`,
      { apiVersion: 'apps/v1', kind: 'StatefulSet', spec },
      { type: 'application/apply-patch+yaml' },
    );
  const containers = (...list: object[]) => ({ template: { spec: { containers: list } } });
  const at = '.spec.template.spec.containers';
  for (const [spec, fault] of [
    [{ nope: 1 }, '.spec.nope: field not declared in schema'],
    [
      { nope: 1, ...containers({ name: 'a', imag: 'x' }) },
      `errors:\n  .spec.nope: field not declared in schema\n  ${at}[name="a"].imag: field not declared in schema`,
    ],
    [containers({ name: 'a' }, { name: 'a' }), `${at}: duplicate entries for key [name="a"]`],
    [
      containers({ image: 'x' }),
      `${at}: element 0: associative list with keys has an element that omits key field "name" (and doesn't have default value)`,
    ],
  ] as const) {
    const { status, body } = apply(spec);
    assert.equal(status, 500);
    assert.equal(pick(body, 'reason'), undefined);
    assert.equal(
      pick(body, 'message'),
      `failed to create typed patch object (shop/web; apps/v1, Kind=StatefulSet): ${fault}`,
    );
  }
});
