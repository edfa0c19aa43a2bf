import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { pick, pods, practiceApi, simplePod } from '../../../support/practice-api.ts';

function readyPod(api: ReturnType<typeof practiceApi>, name: string): void {
  api.call('POST', pods, simplePod(name, { nodeName: 'node-1' }, { labels: { app: 'web' } }));
  const containerStatuses = [
    {
      name: 'app',
      ready: true,
      restartCount: 0,
      image: 'nginx:1',
      imageID: '',
      state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
    },
  ];
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses };
  api.call('PATCH', `${pods}/${name}/status`, { status }, { type: 'application/merge-patch+json' });
}

test('an eviction deletes the pod unless a budget forbids it', () => {
  const api = practiceApi();
  readyPod(api, 'web-0');
  readyPod(api, 'web-1');
  const budget = {
    metadata: { name: 'web' },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
  };
  api.call('POST', '/apis/policy/v1/namespaces/shop/poddisruptionbudgets', budget);
  const evict = () =>
    api.call('POST', `${pods}/web-1/eviction`, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name: 'web-1' },
    });
  const refused = evict();
  assert.equal(refused.status, 429);
  assert.equal(
    pick(refused.body, 'details.causes.0.message'),
    'The disruption budget web needs 2 healthy pods and has 2 currently',
  );
  api.call(
    'PATCH',
    '/apis/policy/v1/namespaces/shop/poddisruptionbudgets/web',
    { spec: { minAvailable: 1 } },
    { type: 'application/merge-patch+json' },
  );
  assert.equal(evict().status, 201);
  assert.ok(pick(api.call('GET', `${pods}/web-1`).body, 'metadata.deletionTimestamp'));
});

describe('an eviction of a pod under budgets', () => {
  const body = (name: string) => ({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } });
  function evicting(budgets: readonly object[], change: object = {}) {
    const api = practiceApi();
    readyPod(api, 'web-0');
    readyPod(api, 'web-1');
    for (const [index, spec] of budgets.entries())
      api.call('POST', '/apis/policy/v1/namespaces/shop/poddisruptionbudgets', {
        metadata: { name: `web-${index}` },
        spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
      });
    const type = 'application/merge-patch+json';
    api.call('PATCH', `${pods}/web-1/status`, { status: change }, { type });
    return api.call('POST', `${pods}/web-1/eviction`, body('web-1'));
  }
  const unready = { conditions: [{ type: 'Ready', status: 'False' }] };

  it('is refused where two budgets count the pod', () => {
    const { status, body } = evicting([{ minAvailable: 1 }, { minAvailable: 0 }]);
    assert.equal(status, 500);
    assert.equal(
      pick(body, 'message'),
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  });

  it('needs an allowance for an unready pod too, while too few are healthy', () => {
    assert.equal(evicting([{ minAvailable: 2 }], unready).status, 429);
    assert.equal(evicting([{ minAvailable: 1 }], unready).status, 201);
  });

  it('takes an unready pod whatever is healthy where the budget always allows it', () => {
    assert.equal(evicting([{ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }], unready).status, 201);
    assert.equal(evicting([{ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }]).status, 429);
  });

  it('does not ask budgets about a pod that does not run yet, or no more', () => {
    for (const phase of ['Pending', 'Failed', 'Succeeded'])
      assert.equal(evicting([{ minAvailable: 2 }, { minAvailable: 2 }], { phase }).status, 201);
  });
});
