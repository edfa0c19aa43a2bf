import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndpointSlice } from '../../../../src/core/statefulset/model.ts';
import { serviceBranch } from '../../../../src/editor/views/service-row.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { pod, service } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const say = speaker(allSentences);

const slice: EndpointSlice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-x', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
  addressType: 'IPv4',
  endpoints: [
    { addresses: ['10.0.0.4'], hostname: 'web-0', conditions: { ready: true } },
    { addresses: ['10.0.0.5'], hostname: 'web-1', conditions: { ready: false } },
  ],
  ports: [{ name: 'http', port: 8080 }],
};

const facts = factsOf({
  service: service({ ports: [{ name: 'http', port: 80 }] }),
  slices: [slice],
  pods: [pod('web-0'), pod('web-1', { ready: false })],
});

test('the governing Service counts its addresses', () => {
  assert.equal(serviceBranch(facts, say).row.description, 'Service · 1/3 addresses · headless');
});

test('under the Service stand its name, its ports and the name of each pod, each with what it would be answered', () => {
  assert.deepEqual(
    serviceBranch(facts, say).children.map(({ row }) => [row.label, row.description]),
    [
      ['web (A)', '10.0.0.4'],
      ['_http._tcp.web (SRV)', 'web-0.web.shop.svc:8080'],
      ['web-0.web', '10.0.0.4'],
      ['web-1.web', 'no answer: not ready'],
      ['web-2.web', 'no answer: no such pod'],
    ],
  );
});

test('names of pods are about the pods, and every row is spoken', () => {
  const rows = serviceBranch(facts, say).children.map(({ row }) => row);
  assert.deepEqual(rows[2]?.target, { kind: 'Pod', namespace: 'shop', name: 'web-0' });
  assert.equal(
    rows[3]?.spoken,
    'Name web-1.web.shop.svc, no answer: not ready, web-1 is not ready, and the Service gives out only what is.',
  );
});

test('where endpoint slices cannot be read, or the Service is none of this cluster, no answer is foretold', () => {
  assert.deepEqual(serviceBranch({ ...facts, seesSlices: 'hidden' }, say).children, []);
  assert.deepEqual(serviceBranch({ ...facts, service: service({ type: 'ExternalName' }) }, say).children, []);
  assert.deepEqual(serviceBranch({ ...facts, service: undefined }, say).children, []);
});
