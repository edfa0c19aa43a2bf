import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createCall,
  deleteCall,
  listCall,
  patchCall,
  resourcesCall,
  versionCall,
  wireRequest,
} from '../../../../src/cluster/wire/calls.ts';

const server = new URL('https://cluster.example.com/behind');
const sets = { group: 'apps', version: 'v1', name: 'statefulsets', namespace: 'shop' };
const signal = new AbortController().signal;

describe('what is asked of the API server', () => {
  it('stands below the path that the server has itself', () => {
    assert.equal(versionCall(server).url.href, 'https://cluster.example.com/behind/version');
    assert.equal(resourcesCall(server, 'apps', 'v1').url.pathname, '/behind/apis/apps/v1');
    assert.equal(resourcesCall(server, '', 'v1').url.pathname, '/behind/api/v1');
  });

  it('carries the page and the selectors of a list, and the signal that ends it', () => {
    const call = listCall(server, sets, { limit: 500, labelSelector: 'app=web', signal });
    assert.equal(call.url.pathname, '/behind/apis/apps/v1/namespaces/shop/statefulsets');
    assert.equal(call.url.search, '?limit=500&labelSelector=app%3Dweb');
    assert.equal(call.signal, signal);
  });

  it('names the kind of a patch, and the part of the object that it is for', () => {
    const body = { spec: { replicas: 3 } };
    const call = patchCall(server, sets, 'web', { type: 'merge', body }, { subresource: 'scale', dryRun: true });
    assert.deepEqual([call.method, call.contentType, call.body], ['PATCH', 'application/merge-patch+json', body]);
    assert.equal(call.url.pathname, '/behind/apis/apps/v1/namespaces/shop/statefulsets/web/scale');
    assert.equal(call.url.search, '?dryRun=All');
    const whole = patchCall(server, sets, 'web', { type: 'apply', body }, { fieldManager: 'ordinal' });
    assert.equal(whole.url.pathname, '/behind/apis/apps/v1/namespaces/shop/statefulsets/web');
    assert.equal(whole.contentType, 'application/apply-patch+yaml');
  });

  it('creates in the collection and deletes the object, with its preconditions', () => {
    assert.equal(createCall(server, sets, {}, {}).url.pathname, '/behind/apis/apps/v1/namespaces/shop/statefulsets');
    const call = deleteCall(server, sets, 'web', { uid: 'one' });
    assert.equal(call.url.pathname, '/behind/apis/apps/v1/namespaces/shop/statefulsets/web');
    assert.deepEqual(call.body, { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'one' } });
  });
});

describe('a call as it goes over the wire', () => {
  const options = { headers: { authorization: 'Bearer secret' }, servername: 'cluster' };

  it('carries what logs in, and takes packed answers', () => {
    const request = wireRequest(versionCall(server), options, signal);
    assert.deepEqual(request, {
      method: 'GET',
      url: versionCall(server).url,
      options: {
        servername: 'cluster',
        headers: { authorization: 'Bearer secret', accept: 'application/json', 'accept-encoding': 'gzip' },
      },
      signal,
    });
  });

  it('tells the length of a body in bytes and what it is', () => {
    const { body, options: sent } = wireRequest(createCall(server, sets, { name: 'ä' }, {}), {}, signal);
    assert.equal(body, '{"name":"ä"}');
    assert.deepEqual(sent.headers, {
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': '13',
    });
  });

  it('takes text, and takes it unpacked, where the answer is no JSON', () => {
    const { options: sent } = wireRequest({ ...versionCall(server), plain: true }, {}, signal);
    assert.deepEqual(sent.headers, { accept: 'application/json, */*' });
  });
});
