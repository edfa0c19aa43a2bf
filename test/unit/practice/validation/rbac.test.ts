import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, practiceApi } from '../../../support/practice-api.ts';

const group = '/apis/rbac.authorization.k8s.io/v1';
const roles = `${group}/namespaces/shop/roles`;
const bindings = `${group}/namespaces/shop/rolebindings`;

test('a rule of a role says what may be done with what', () => {
  const api = practiceApi();
  const why = (path: string, rule: object) => {
    const { body } = api.call('POST', path, { metadata: { name: 'system:a' }, rules: [rule] });
    return String(pick(body, 'message') ?? '').replace(/^.* is invalid: /, '');
  };
  assert.equal(
    why(roles, {}),
    '[rules[0].verbs: Required value: verbs must contain at least one value, rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource]',
  );
  const paths = { verbs: ['get'], nonResourceURLs: ['/healthz'] };
  assert.equal(
    why(roles, paths),
    'rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs',
  );
  assert.equal(why(`${group}/clusterroles`, paths), '');
  assert.equal(why(roles, { verbs: ['get'], apiGroups: [''], resources: ['pods'] }), '');
});

test('a binding keeps its role, and says whom of which group it means', () => {
  const api = practiceApi();
  const binding = (name: string) => ({
    metadata: { name: 'b' },
    roleRef: { kind: 'Role', name },
    subjects: [
      { kind: 'User', name: 'ann' },
      { kind: 'ServiceAccount', name: 'robot', namespace: 'shop' },
    ],
  });
  const made = api.call('POST', bindings, binding('one'));
  assert.equal(made.status, 201);
  assert.equal(pick(made.body, 'roleRef.apiGroup'), 'rbac.authorization.k8s.io');
  assert.deepEqual(
    [pick(made.body, 'subjects.0.apiGroup'), pick(made.body, 'subjects.1.apiGroup')],
    ['rbac.authorization.k8s.io', undefined],
  );
  const changed = api.call('PUT', `${bindings}/b`, binding('other'));
  assert.equal(changed.status, 422);
  assert.equal(
    pick(changed.body, 'message'),
    'RoleBinding.rbac.authorization.k8s.io "b" is invalid: roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"other"}: cannot change roleRef',
  );
  const table = api.call('GET', bindings, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
  assert.deepEqual(pick(table.body, 'rows.0.cells'), ['b', 'Role/one', '0s', 'ann', '', 'shop/robot']);
});
