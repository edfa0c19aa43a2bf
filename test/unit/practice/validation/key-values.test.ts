import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, practiceApi } from '../../../support/practice-api.ts';

const configMaps = '/api/v1/namespaces/shop/configmaps';
const secrets = '/api/v1/namespaces/shop/secrets';

/** What is said of an object that is refused; '' of one that is taken. */
function why(path: string, body: object): string {
  const answer = practiceApi().call('POST', path, { metadata: { name: 'a' }, ...body });
  return String(pick(answer.body, 'message') ?? '').replace(/^\w+ "a" is invalid: /, '');
}

const notKey =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

test('the keys of ConfigMaps and Secrets are names of files', () => {
  for (const path of [configMaps, secrets])
    assert.equal(why(path, { data: { 'a b': '' } }), `data[a b]: Invalid value: "a b": ${notKey}`);
  assert.equal(why(configMaps, { data: { '..': '' } }), `data[..]: Invalid value: "..": must not be '..'`);
  assert.equal(why(configMaps, { data: { '..a': '' } }), `data[..a]: Invalid value: "..a": must not start with '..'`);
  assert.equal(
    why(configMaps, { data: { a: '' }, binaryData: { a: '' } }),
    'data[a]: Invalid value: "a": duplicate of key present in binaryData',
  );
  assert.equal(why(configMaps, { data: { 'a.b_C-1': 'x' } }), '');
});

test('they hold a mebibyte', () => {
  const words = 'Too long: may not be more than 1048576 bytes';
  assert.equal(why(configMaps, { data: { a: 'é'.repeat(524_289) } }), `[]: ${words}`);
  assert.equal(why(configMaps, { data: { a: 'é'.repeat(524_288) } }), '');
  assert.equal(why(secrets, { data: { a: Buffer.alloc(1_048_577).toString('base64') } }), `data: ${words}`);
});

test('a Secret holds what its type needs', () => {
  for (const [type, words] of [
    ['tls', '[data[tls.crt]: Required value, data[tls.key]: Required value]'],
    ['basic-auth', '[data[username]: Required value, data[password]: Required value]'],
    ['ssh-auth', 'data[ssh-privatekey]: Required value'],
    ['dockerconfigjson', 'data[.dockerconfigjson]: Required value'],
    ['service-account-token', 'metadata.annotations[kubernetes.io/service-account.name]: Required value'],
  ])
    assert.equal(why(secrets, { type: `kubernetes.io/${type}` }), words);
  assert.equal(why(secrets, { type: 'kubernetes.io/basic-auth', data: { password: '' } }), '');
});

test('what is no base64 is told with its place', () => {
  for (const [text, place] of [
    ['not base64!', 3],
    ['YWJ', 0],
    ['YWJjZA', 4],
    ['YWJjZA=', 7],
    ['YWJjZA=x', 7],
    ['YWJj=', 4],
    ['YWJjZGU==', 8],
  ] as const)
    assert.equal(
      why(secrets, { data: { a: text } }),
      `Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${place}`,
    );
  for (const text of ['', 'YWJj', 'YWJjZA==', 'YWJjZGU=', 'YWJj\nZGU=\n'])
    assert.equal(why(secrets, { data: { a: text } }), '');
});

test('what calls itself immutable stays, and a Secret keeps its type', () => {
  const api = practiceApi();
  const made = { metadata: { name: 'a' }, immutable: true, data: { a: 'MQ==' } };
  for (const path of [configMaps, secrets]) {
    api.call('POST', path, made);
    const { status, body } = api.call('PUT', `${path}/a`, { metadata: { name: 'a' }, data: { a: 'Mg==' } });
    assert.equal(status, 422);
    assert.match(
      String(pick(body, 'message')),
      /immutable: Forbidden: field is immutable when `immutable` is set, data: Forbidden: field is immutable when `immutable` is set\]$/,
    );
    assert.equal(api.call('PUT', `${path}/a`, { ...made, metadata: { name: 'a', labels: { b: 'c' } } }).status, 200);
  }
  const { body } = api.call('PUT', `${secrets}/a`, { ...made, type: 'example.com/other' });
  assert.equal(
    pick(body, 'message'),
    'Secret "a" is invalid: type: Invalid value: "example.com/other": field is immutable',
  );
});
