import assert from 'node:assert/strict';
import { it } from 'node:test';
import { proxyFromEnvironment } from '../../../../src/cluster/wire/proxy.ts';

const through = (server: string, environment: Record<string, string>) =>
  proxyFromEnvironment(new URL(server), environment);

it('goes through the proxy of its scheme, written either way', () => {
  assert.equal(through('https://k.test', { HTTPS_PROXY: 'http://p:8080' }), 'http://p:8080');
  assert.equal(through('https://k.test', { https_proxy: 'p:8080' }), 'http://p:8080');
  assert.equal(through('http://k.test', { HTTPS_PROXY: 'http://p', HTTP_PROXY: 'http://q' }), 'http://q');
  assert.equal(through('https://k.test', {}), undefined);
});

it('never goes through a proxy to the own machine', () => {
  for (const server of ['https://127.0.0.1:6443', 'https://localhost', 'https://[::1]:6443', 'https://127.8.9.1']) {
    assert.equal(through(server, { HTTPS_PROXY: 'http://p' }), undefined, server);
  }
});

it('obeys the exceptions', () => {
  const excepted = (server: string, exceptions: string) =>
    through(server, { HTTPS_PROXY: 'http://p', NO_PROXY: exceptions }) === undefined;
  assert.ok(excepted('https://k.test', '*'));
  assert.ok(excepted('https://k.test', 'other, k.test'));
  assert.ok(excepted('https://a.k.test', 'k.test'));
  assert.ok(excepted('https://a.K.test', '.k.test'));
  assert.ok(excepted('https://a.k.test', '*.k.test'));
  assert.ok(!excepted('https://k.test', '.k.test'));
  assert.ok(!excepted('https://sick.test', 'k.test'));
  assert.ok(excepted('https://k.test:6443', 'k.test:6443'));
  assert.ok(!excepted('https://k.test', 'k.test:6443'));
  assert.ok(excepted('https://10.1.2.3', '10.0.0.0/8'));
  assert.ok(!excepted('https://11.1.2.3', '10.0.0.0/8'));
  assert.ok(!excepted('https://10.1.2.3', '10.0.0.0/99'));
  assert.ok(excepted('https://[fd00::5]', 'fd00::/8'));
  assert.ok(excepted('https://10.1.2.3', '10.1.2.3'));
  assert.ok(!excepted('https://10.1.2.3', ' , '));
});
