import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, pods, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

const merge = { type: 'application/merge-patch+json' };
const strategic = { type: 'application/strategic-merge-patch+json' };

/** An API with one set, and what it says to a patch of it. */
function patching(patch: object, type: { readonly type: string }, query = '') {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const answer = api.call('PATCH', `${sets}/web${query}`, patch, type);
  return { ...answer, message: String(pick(answer.body, 'message')) };
}

test('a field that a patch brings and the kind does not have is refused, warned of or passed over', () => {
  const patch = { spec: { nope: 1, replicas: 2 } };
  const strict = patching(patch, strategic, '?fieldValidation=Strict');
  assert.equal(strict.status, 422);
  assert.equal(
    strict.message,
    ' "" is invalid: patch: Invalid value: "map[spec:map[nope:1 replicas:2]]": strict decoding error: unknown field "spec.nope"',
  );
  assert.equal(pick(strict.body, 'details.causes.0.field'), 'patch');
  const warned = patching(patch, strategic);
  assert.equal(warned.headers['warning'], '299 - "unknown field \\"spec.nope\\""');
  assert.equal(pick(warned.body, 'spec.replicas'), 2);
  assert.equal(patching(patch, strategic, '?fieldValidation=Ignore').headers['warning'], undefined);
});

test('of a merge patch the server shows what it would make', () => {
  const { message } = patching({ spec: { nope: 1 } }, merge, '?fieldValidation=Strict');
  assert.match(message, /^ "" is invalid: patch: Invalid value: "\{\\"kind\\":\\"StatefulSet\\",/);
  assert.match(message, /: strict decoding error: unknown field "spec\.nope"$/);
});

test('a value of a wrong type in a patch is refused in the words of the reader that the patch takes', () => {
  const typed: readonly (readonly [object, string])[] = [
    [{ spec: { replicas: '3' } }, 'unrecognized type: int32'],
    [{ spec: { serviceName: 3 } }, 'unrecognized type: string'],
    [{ spec: { selector: 'a' } }, 'cannot restore struct from: string'],
    [{ metadata: { labels: 5 } }, 'cannot restore map from int64'],
  ];
  for (const [patch, why] of typed) {
    const { status, message } = patching(patch, strategic);
    assert.equal(status, 422, why);
    assert.ok(message.endsWith(`: ${why}`), message);
  }
  const { status, message } = patching({ spec: { replicas: '3' } }, merge);
  assert.equal(status, 422);
  assert.ok(
    message.endsWith(
      ': json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
    ),
    message,
  );
});

test('fieldValidation has three values, and is refused in the name of the options it stands in', () => {
  const { status, message } = patching({ spec: { replicas: 2 } }, merge, '?fieldValidation=Perhaps');
  assert.equal(status, 422);
  assert.equal(
    message,
    'PatchOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Perhaps": supported values: "", "Ignore", "Strict", "Warn"',
  );
});

test('what is odd in an object that is taken is warned of, whoever sends it and however', () => {
  const twice = [
    { name: 'A', value: '1' },
    { name: 'A', value: '2' },
  ];
  const patch = { spec: { template: { spec: { containers: [{ name: 'app', image: 'nginx:1', env: twice }] } } } };
  assert.equal(
    patching(patch, merge).headers['warning'],
    '299 - "spec.template.spec.containers[0].env[1]: hides previous definition of \\"A\\", which may be dropped when using apply"',
  );
  assert.equal(patching({ metadata: { labels: { a: 'b' } } }, merge).headers['warning'], undefined);
});

test('a kind that is no text is refused before anything else is read', () => {
  const { status, body } = practiceApi().call('POST', sets, { kind: 5, spec: 'x' });
  assert.equal(status, 400);
  assert.equal(
    pick(body, 'message'),
    `the object provided is unrecognized (must be of type StatefulSet): couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string ({"kind":5,"spec":"x"})`,
  );
});

test('of a pod is warned as of a template', () => {
  const { headers } = practiceApi().call('POST', pods, simplePod('a', { imagePullSecrets: [{}] }));
  assert.equal(headers['warning'], '299 - "spec.imagePullSecrets[0].name: invalid empty name \\"\\""');
});
