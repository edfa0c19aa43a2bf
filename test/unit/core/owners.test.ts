import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownersOf } from '../../../src/core/owners.ts';
import type { KubernetesObject, ObjectMeta } from '../../../src/core/statefulset/model.ts';

function of(metadata: Partial<ObjectMeta>) {
  const object: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', ...metadata },
  };
  return ownersOf(object).map(owner => `${owner.by} ${'kind' in owner ? `${owner.kind}/` : ''}${owner.name}`);
}

test('the object that controls a set owns it, one that merely has it does not', () => {
  const reference = { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', name: 'prod', uid: 'u' };
  assert.deepEqual(of({ ownerReferences: [{ ...reference, controller: true }] }), ['controller Kafka/prod']);
  assert.deepEqual(of({ ownerReferences: [reference] }), []);
});

test('Argo CD is known by its tracking annotation, its label, or by having written what bears the common label', () => {
  assert.deepEqual(of({ annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/StatefulSet:shop/web' } }), [
    'argo-cd shop',
  ]);
  assert.deepEqual(of({ labels: { 'argocd.argoproj.io/instance': 'shop' } }), ['argo-cd shop']);
  const labels = { 'app.kubernetes.io/instance': 'shop' };
  assert.deepEqual(of({ labels }), []);
  assert.deepEqual(of({ labels, managedFields: [{ manager: 'argocd-controller' }] }), ['argo-cd shop']);
});

test('Flux is known by its labels', () => {
  assert.deepEqual(of({ labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } }), ['flux Kustomization/apps']);
  assert.deepEqual(of({ labels: { 'helm.toolkit.fluxcd.io/name': 'web' } }), ['flux HelmRelease/web']);
});

test('Helm is known by its release, which a label that only names the chart does not make', () => {
  assert.deepEqual(of({ annotations: { 'meta.helm.sh/release-name': 'db' } }), ['helm db']);
  assert.deepEqual(of({ labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'db' } }), [
    'helm db',
  ]);
  assert.deepEqual(of({ labels: { 'helm.sh/chart': 'db-1' } }), []);
});

test('an autoscaler owns replicas when it has set them through the scale subresource; a person with kubectl does not', () => {
  const scaled = (manager: string, subresource = 'scale') => of({ managedFields: [{ manager, subresource }] });
  assert.deepEqual(scaled('kube-controller-manager'), ['autoscaler HorizontalPodAutoscaler']);
  assert.deepEqual(scaled('keda'), ['autoscaler KEDA']);
  assert.deepEqual(scaled('kubectl'), []);
  assert.deepEqual(scaled('kube-controller-manager', 'status'), []);
});

test('an object of its own has no owner', () => {
  assert.deepEqual(of({}), []);
});
