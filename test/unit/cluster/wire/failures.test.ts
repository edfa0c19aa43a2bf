import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOfAnswer, failureOfSystem, retryAfterSeconds } from '../../../../src/cluster/wire/failures.ts';

const withCode = (code: string, message = 'secret in a message') => Object.assign(new Error(message), { code });

describe('a failure of the system', () => {
  const kinds: readonly (readonly [string, string])[] = [
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'unauthorized'],
    ['HPE_INVALID_CONSTANT', 'not-kubernetes'],
  ];
  for (const [code, kind] of kinds) {
    it(`with ${code} is ${kind}, and its message is not repeated`, () => {
      assert.deepEqual(failureOfSystem(withCode(code)), { kind, detail: code });
    });
  }

  it('of several addresses is that of the first', () => {
    const error = new AggregateError([withCode('ECONNREFUSED'), withCode('EHOSTUNREACH')]);
    assert.deepEqual(failureOfSystem(error), { kind: 'unreachable', detail: 'ECONNREFUSED' });
  });

  it('without a code says its kind only', () => {
    assert.deepEqual(failureOfSystem(new TypeError('Invalid character in header content ["Bearer x"]')), {
      kind: 'unreachable',
      detail: 'TypeError',
    });
    assert.deepEqual(failureOfSystem('what'), { kind: 'unreachable', detail: 'unknown' });
    assert.deepEqual(failureOfSystem(new Error('Bad response: 407')), { kind: 'unreachable', detail: 'proxy 407' });
    assert.deepEqual(failureOfSystem(new Error('error:0480006C:PEM routines::no start line')), {
      kind: 'certificate',
      detail: 'OpenSSL PEM routines::no start line',
    });
  });
});

describe('an answer that is no success', () => {
  const answer = (status: number, body = '', contentType = 'text/html') =>
    failureOfAnswer({ status, body, contentType }, 0);

  it('says only its number where it is not of the API', () => {
    assert.deepEqual(answer(502, '<html>Bad Gateway</html>'), { kind: 'server', detail: 'HTTP 502', status: 502 });
    assert.deepEqual(answer(404, '404 page not found', 'text/plain'), {
      kind: 'not-found',
      detail: 'HTTP 404',
      status: 404,
    });
    assert.deepEqual(answer(302), { kind: 'not-kubernetes', detail: 'HTTP 302', status: 302 });
    assert.equal(answer(415).kind, 'invalid');
  });

  it('is not fooled by a body that says something else', () => {
    assert.equal(answer(500, '{"kind":"Status","code":200,"message":"fine"}', 'application/json').status, 500);
    assert.equal(answer(500, '{"kind":"Pod","message":"fine"}', 'application/json').detail, 'HTTP 500');
    assert.equal(answer(500, '[1', 'application/json').detail, 'HTTP 500');
  });
});

it('reads how long to wait, as seconds and as a date', () => {
  const now = Date.UTC(2026, 0, 1);
  assert.equal(retryAfterSeconds('12', now), 12);
  assert.equal(retryAfterSeconds('Thu, 01 Jan 2026 00:00:30 GMT', now), 30);
  assert.equal(retryAfterSeconds('Thu, 01 Jan 2025 00:00:30 GMT', now), 0);
  assert.equal(retryAfterSeconds('soon', now), undefined);
  assert.equal(retryAfterSeconds(undefined, now), undefined);
});
