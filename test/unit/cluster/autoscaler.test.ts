import assert from 'node:assert/strict';
import { test } from 'node:test';
import { autoscalerRemarks } from '../../../src/cluster/autoscaler.ts';
import { ClusterError, type Connection } from '../../../src/cluster/connection.ts';
import { set } from '../../support/cluster/objects.ts';

const web = set('web');

/** A server that serves autoscalers, of which some may be listed. */
function serving(list: () => readonly object[]): Connection {
  const connection: Partial<Record<keyof Connection, unknown>> = {
    resources: async () => [
      { kind: 'HorizontalPodAutoscaler', name: 'horizontalpodautoscalers', namespaced: true, verbs: [] },
    ],
    list: async () => ({ resourceVersion: '1', items: list() }),
  };
  return connection as Connection;
}

const autoscaler = (name: string, target: string) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: target } },
});

test('an autoscaler is told that names the workload, though it never scaled it', async () => {
  const remarks = await autoscalerRemarks(
    serving(() => [autoscaler('other', 'db'), autoscaler('load', 'web')]),
    web,
  );
  assert.deepEqual(remarks, [{ code: 'reverts-autoscaler', values: { name: 'HorizontalPodAutoscaler load' } }]);
  assert.deepEqual(
    await autoscalerRemarks(
      serving(() => [autoscaler('other', 'db')]),
      web,
    ),
    [],
  );
});

test('an autoscaler that has scaled the workload is told by the workload itself', async () => {
  const managedFields = [{ manager: 'kube-controller-manager', subresource: 'scale' }];
  const scaled = { ...web, metadata: { ...web.metadata, managedFields } };
  assert.deepEqual(
    await autoscalerRemarks(
      serving(() => [autoscaler('load', 'web')]),
      scaled,
    ),
    [],
  );
});

test('autoscalers that must not be read are told as unknown, and other failures are failures', async () => {
  const failing = (kind: 'forbidden' | 'unauthorized', status: number) =>
    serving(() => {
      throw new ClusterError({ kind, detail: 'list', status });
    });
  assert.deepEqual(await autoscalerRemarks(failing('forbidden', 403), web), [
    { code: 'autoscalers-unread', values: {} },
  ]);
  await assert.rejects(autoscalerRemarks(failing('unauthorized', 401), web), ClusterError);
});
