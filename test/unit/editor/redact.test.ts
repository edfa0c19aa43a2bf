import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact } from '../../../src/editor/redact.ts';

test('tokens, passwords, keys and certificates do not reach the log', () => {
  const secret = 's3cr3tValue';
  const texts = [
    `Authorization: Bearer ${secret}`,
    `"authorization":"Basic ${secret}"`,
    `bearer ${secret}`,
    `token: ${secret}`,
    `access_token=${secret}&x=1`,
    `{"password":"${secret}"}`,
    `client-key-data: ${secret}`,
    `https://user:${secret}@host/path`,
    `-----BEGIN EC PRIVATE KEY-----\n${secret}\n-----END EC PRIVATE KEY-----`,
    `-----BEGIN CERTIFICATE-----\n${secret}`,
    `eyJhbGciOiJSUzI1NiJ9.${secret}.${secret}`,
  ];
  for (const text of texts) assert.ok(!redact(text).includes(secret), redact(text));
});

test('long runs of base64 are cut out', () => {
  assert.equal(redact(`data ${'QUJD'.repeat(40)} end`), 'data [data] end');
});

test('what is no secret stays', () => {
  const text = 'Connecting to prod at https://10.0.0.1:6443: unreachable, ECONNREFUSED; pods "web-0" is forbidden';
  assert.equal(redact(text), text);
});
