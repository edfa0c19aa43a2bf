import assert from 'node:assert/strict';
import { it } from 'node:test';
import { withoutCredentials } from '../../../../src/cluster/wire/redact.ts';

it('leaves out what may be a secret and keeps what explains', () => {
  const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln';
  for (const secret of [
    `got ${jwt}`,
    'Authorization: Bearer abc.def',
    'password=hunter2',
    '"client_secret": "s3cr3t"',
    'AWS_ACCESS_KEY_ID=AKIA123',
    'https://ann:pw1@host/path',
    'A'.repeat(64),
  ]) {
    const said = withoutCredentials(secret);
    for (const word of [jwt, 'abc.def', 'hunter2', 's3cr3t', 'AKIA123', 'ann:pw1', 'A'.repeat(64)]) {
      assert.ok(!said.includes(word), said);
    }
  }
  const plain = 'Unable to locate credentials. You can configure credentials by running "aws configure".';
  assert.equal(withoutCredentials(plain), plain);
});
