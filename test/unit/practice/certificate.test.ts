import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { selfSigned } from '../../../src/practice/certificate.ts';

test('the certificate is for this machine only, signs itself, and belongs to its key', () => {
  const { certificate, key } = selfSigned();
  const read = new X509Certificate(certificate);
  assert.equal(read.checkIP('127.0.0.1'), '127.0.0.1');
  assert.equal(read.checkHost('localhost'), 'localhost');
  assert.equal(read.checkHost('example.com'), undefined);
  assert.ok(read.verify(read.publicKey));
  assert.ok(read.checkPrivateKey(createPrivateKey(key)));
  assert.equal(read.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  assert.deepEqual(read.keyUsage, ['1.3.6.1.5.5.7.3.1'], 'it is for servers');
});

test('it is valid from yesterday for a year', () => {
  const now = Date.UTC(2026, 4, 6, 7, 8, 9);
  const read = new X509Certificate(selfSigned(now).certificate);
  assert.equal(Date.parse(read.validFrom), now - 24 * 60 * 60 * 1000);
  assert.equal(Date.parse(read.validTo), now + 365 * 24 * 60 * 60 * 1000);
});

test('no two are the same', () => {
  const serials = new Set(Array.from({ length: 20 }, () => new X509Certificate(selfSigned().certificate).serialNumber));
  assert.equal(serials.size, 20);
  for (const serial of serials) assert.match(serial, /^[4-7][0-9A-F]{31}$/, 'positive, 16 bytes');
});
