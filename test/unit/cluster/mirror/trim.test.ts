import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trim } from '../../../../src/cluster/mirror/trim.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { set } from '../../../support/cluster/objects.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

describe('trimming', () => {
  it('keeps of a pod what rooms read', () => {
    const whole = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'web-0',
        labels: { app: 'web' },
        annotations: { [LAST_APPLIED]: '{}', note: 'x' },
        managedFields: [{ manager: 'm' }],
      },
      spec: {
        nodeName: 'node-1',
        tolerations: [{ key: 'a' }],
        containers: [
          {
            name: 'app',
            image: 'i',
            env: [{ name: 'PASSWORD', value: 'secret' }],
            readinessProbe: { exec: { command: ['x'] } },
            volumeMounts: [{ name: 'data', mountPath: '/d' }],
          },
        ],
        volumes: [
          { name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } },
          { name: 'token', projected: { sources: [] } },
        ],
      },
      status: {
        phase: 'Running',
        qosClass: 'Burstable',
        containerStatuses: [{ name: 'app', ready: true, restartCount: 0 }],
      },
    };
    assert.deepEqual(trim(whole), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-0', labels: { app: 'web' }, annotations: { note: 'x' } },
      spec: {
        nodeName: 'node-1',
        containers: [
          { name: 'app', image: 'i', readinessProbe: {}, volumeMounts: [{ name: 'data', mountPath: '/d' }] },
        ],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } }, { name: 'token' }],
      },
      status: { phase: 'Running', containerStatuses: [{ name: 'app', ready: true, restartCount: 0 }] },
    });
  });

  it('keeps the template of a set whole, and who owns what a change would touch', () => {
    const web = set('web');
    const managedFields = [
      {
        manager: 'helm',
        operation: 'Apply',
        time: 't',
        fieldsV1: { 'f:spec': { 'f:replicas': {}, 'f:serviceName': {}, 'f:template': { 'f:spec': { big: {} } } } },
      },
      {
        manager: 'me',
        operation: 'Update',
        fieldsV1: { 'f:spec': { 'f:updateStrategy': { 'f:rollingUpdate': { 'f:partition': {} } } } },
      },
      { manager: 'kube-controller-manager', operation: 'Update', subresource: 'status', fieldsV1: { 'f:status': {} } },
    ];
    const trimmed = trim({ ...web, metadata: { ...web.metadata, managedFields } });
    assert.deepEqual(trimmed.metadata.managedFields, [
      {
        manager: 'helm',
        operation: 'Apply',
        time: 't',
        fieldsV1: { 'f:spec': { 'f:replicas': {}, 'f:template': {} } },
      },
      {
        manager: 'me',
        operation: 'Update',
        fieldsV1: { 'f:spec': { 'f:updateStrategy': { 'f:rollingUpdate': { 'f:partition': {} } } } },
      },
    ]);
    assert.deepEqual({ ...trimmed, metadata: web.metadata }, web);
  });

  it('leaves everything else as it is, but for what only kubectl and the server read', () => {
    const metadata = { name: 'x', annotations: { [LAST_APPLIED]: '{}' }, managedFields: [] };
    const volume: KubernetesObject & { spec: object } = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata,
      spec: { nfs: { server: 's' } },
    };
    assert.deepEqual(trim(volume), {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'x' },
      spec: { nfs: { server: 's' } },
    });
  });
});
