import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PracticeApi, pick, pods, practiceApi, simplePod } from '../../../support/practice-api.ts';

const claims = '/api/v1/namespaces/shop/persistentvolumeclaims';

function limited(...limits: object[]): PracticeApi {
  const api = practiceApi();
  const made = api.call('POST', '/api/v1/namespaces/shop/limitranges', { metadata: { name: 'l' }, spec: { limits } });
  assert.equal(made.status, 201);
  return api;
}

function podWith(...resources: object[]): object {
  return simplePod('a', {
    containers: resources.map((each, index) => ({ name: `c${index}`, image: 'app:v1', resources: each })),
  });
}

/** What is said of an object that is refused; '' of one that is taken. */
function why(api: PracticeApi, path: string, body: object): string {
  const answer = api.call('POST', path, body);
  if (answer.status === 201) return '';
  assert.deepEqual([answer.status, pick(answer.body, 'reason')], [403, 'Forbidden']);
  return String(pick(answer.body, 'message')).replace(/^(pods|persistentvolumeclaims) "\w+" is forbidden: /, '');
}

describe('a LimitRange', () => {
  it('of containers holds each to its bounds, in the words of the recorded event', () => {
    const api = limited({ type: 'Container', max: { cpu: '1' }, min: { memory: '64Mi' } });
    const memory = { memory: '64Mi' };
    assert.equal(
      why(api, pods, podWith({ limits: { cpu: 2, ...memory } })),
      'maximum cpu usage per Container is 1, but limit is 2',
    );
    assert.equal(
      why(api, pods, podWith({ limits: { memory: '32Mi' }, requests: { memory: '32Mi' } })),
      'minimum memory usage per Container is 64Mi, but request is 32Mi',
    );
    assert.equal(
      why(api, pods, podWith({ limits: { cpu: 2, memory: '1Mi' } })),
      '[minimum memory usage per Container is 64Mi, but request is 1Mi, maximum cpu usage per Container is 1, but limit is 2]',
    );
    assert.equal(why(api, pods, podWith({ limits: { cpu: '500m' } })), '');
  });

  it('of pods counts their containers together, and wants bounds to be said', () => {
    const api = limited({ type: 'Pod', max: { cpu: '1' } });
    assert.equal(why(api, pods, podWith({})), 'maximum cpu usage per Pod is 1.  No limit is specified');
    const most = { limits: { cpu: '600m' } };
    assert.equal(why(api, pods, podWith(most, most)), 'maximum cpu usage per Pod is 1, but limit is 1200m');
    assert.equal(why(api, pods, podWith(most)), '');
  });

  it('bounds how far a limit may be above its request', () => {
    const api = limited({ type: 'Container', maxLimitRequestRatio: { cpu: '2' } });
    assert.equal(
      why(api, pods, podWith({ limits: { cpu: '3' }, requests: { cpu: '1' } })),
      'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
    );
    assert.equal(
      why(api, pods, podWith({})),
      'cpu max limit to request ratio per Container is 2, but no request is specified or request is 0',
    );
    assert.equal(why(api, pods, podWith({ limits: { cpu: '2' }, requests: { cpu: '1' } })), '');
  });

  it('gives containers what they do not say, and says so', () => {
    const api = limited({ type: 'Container', default: { cpu: '1', memory: '1Gi' }, defaultRequest: { cpu: '250m' } });
    const { body } = api.call('POST', pods, podWith({ requests: { cpu: '100m' } }));
    assert.deepEqual(pick(body, 'spec.containers.0.resources'), {
      limits: { cpu: '1', memory: '1Gi' },
      requests: { cpu: '100m', memory: '1Gi' },
    });
    assert.equal(
      Object.entries(pick(body, 'metadata.annotations') ?? {}).join(),
      'kubernetes.io/limit-ranger,LimitRanger plugin set: memory request for container c0; cpu, memory limit for container c0',
    );
  });

  it('follows from what is said of it: no default above the maximum, no request below the minimum', () => {
    const api = limited({ type: 'Container', max: { cpu: '2' }, min: { cpu: '1', memory: '1Mi' } });
    const limit = pick(api.call('GET', '/api/v1/namespaces/shop/limitranges/l').body, 'spec.limits.0');
    assert.deepEqual(
      [pick(limit, 'default'), pick(limit, 'defaultRequest')],
      [{ cpu: '2' }, { cpu: '2', memory: '1Mi' }],
    );
  });

  it('of claims bounds what they ask for, when they are made and when they grow', () => {
    const api = limited({ type: 'PersistentVolumeClaim', min: { storage: '5Gi' }, max: { storage: '10Gi' } });
    const claim = (storage: string) => ({
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    });
    const usage = 'storage usage per PersistentVolumeClaim is';
    assert.equal(why(api, claims, claim('1Gi')), `minimum ${usage} 5Gi, but request is 1Gi`);
    assert.equal(why(api, claims, claim('11Gi')), `maximum ${usage} 10Gi, but request is 11Gi`);
    assert.equal(why(api, claims, claim('5Gi')), '');
    const grown = api.call('PUT', `${claims}/data`, claim('11Gi'));
    assert.equal(
      pick(grown.body, 'message'),
      `persistentvolumeclaims "data" is forbidden: maximum ${usage} 10Gi, but request is 11Gi`,
    );
  });
});
