import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterError, type Connection, type ListOptions, type ResourcePath } from '../../../src/cluster/connection.ts';
import { findOwner } from '../../../src/cluster/owner.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { set } from '../../support/cluster/objects.ts';

interface Kind {
  readonly kind: string;
  readonly name: string;
  readonly namespaced?: boolean;
  readonly items?: readonly (KubernetesObject & { readonly spec?: object })[];
  /** Whether all namespaces may be listed. */
  readonly everywhere?: boolean;
}

/** A server that serves what it is told, by `group/version`. */
function serving(table: Readonly<Record<string, Kind>>): Connection {
  const found = (group: string, version: string) => {
    const kind = table[`${group}/${version}`];
    if (kind === undefined) throw new ClusterError({ kind: 'not-found', detail: group, status: 404 });
    return kind;
  };
  const connection: Pick<Connection, 'resources' | 'list'> = {
    async resources(group, version) {
      const { kind, name, namespaced = true } = found(group, version);
      return [
        { kind, name: `${name}/status`, namespaced, verbs: [] },
        { kind, name, namespaced, verbs: [] },
      ];
    },
    async list({ group, version, namespace }: ResourcePath, { fieldSelector }: ListOptions) {
      const { items = [], everywhere = true } = found(group, version);
      if (namespace === undefined && !everywhere)
        throw new ClusterError({ kind: 'forbidden', detail: 'list', status: 403 });
      const named = fieldSelector?.replace('metadata.name=', '');
      return {
        resourceVersion: '1',
        items: items
          .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
          .filter(({ metadata }) => named === undefined || metadata.name === named),
      };
    },
  };
  return connection as Connection;
}

function object(name: string, namespace: string, spec: object = {}) {
  return { apiVersion: 'x/v1', kind: 'X', metadata: { name, namespace }, spec };
}

const web = set('web');

test('an owner by reference is in the namespace of what it owns, or in none, as the server serves it', async () => {
  const owner = { by: 'controller', apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', name: 'prod' } as const;
  const kind = { kind: 'Kafka', name: 'kafkas' };
  const expected = { apiVersion: owner.apiVersion, kind: 'Kafka', name: 'prod' };
  assert.deepEqual(await findOwner(serving({ 'kafka.strimzi.io/v1beta2': kind }), web, owner), {
    ...expected,
    namespace: 'shop',
  });
  const wide = serving({ 'kafka.strimzi.io/v1beta2': { ...kind, namespaced: false } });
  assert.deepEqual(await findOwner(wide, web, owner), { ...expected, namespace: '' });
  assert.equal(await findOwner(serving({}), web, owner), undefined);
});

test('an Argo CD application is looked for everywhere, or where Argo CD is mostly installed', async () => {
  const kind = { kind: 'Application', name: 'applications', items: [object('shop', 'argocd'), object('other', 'x')] };
  const owner = { by: 'argo-cd', name: 'shop' } as const;
  const expected = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: 'shop' };
  assert.deepEqual(await findOwner(serving({ 'argoproj.io/v1alpha1': kind }), web, owner), expected);
  const narrow = serving({ 'argoproj.io/v1alpha1': { ...kind, everywhere: false } });
  assert.deepEqual(await findOwner(narrow, web, owner), expected);
  assert.equal(await findOwner(narrow, web, { ...owner, name: 'gone' }), undefined);
});

test('an Argo CD application that names its namespace is looked for there', async () => {
  const kind = { kind: 'Application', name: 'applications', everywhere: false, items: [object('shop', 'team-a')] };
  const found = await findOwner(serving({ 'argoproj.io/v1alpha1': kind }), web, { by: 'argo-cd', name: 'team-a_shop' });
  assert.equal(found?.namespace, 'team-a');
});

test('what Flux applies names its source, in whichever version it is served', async () => {
  const kind = { kind: 'HelmRelease', name: 'helmreleases', items: [object('web', 'flux')] };
  const owner = { by: 'flux', kind: 'HelmRelease', name: 'web', namespace: 'flux' } as const;
  const found = await findOwner(serving({ 'helm.toolkit.fluxcd.io/v2beta1': kind }), web, owner);
  assert.deepEqual(found, {
    apiVersion: 'helm.toolkit.fluxcd.io/v2beta1',
    kind: 'HelmRelease',
    namespace: 'flux',
    name: 'web',
  });
});

test('an autoscaler is the one that names the workload as its target', async () => {
  const target = (kind: string | undefined, name: string) => ({ scaleTargetRef: { kind, name } });
  const items = [
    object('of-another', 'shop', target('StatefulSet', 'db')),
    object('of-a-deployment', 'shop', target('Deployment', 'web')),
    object('elsewhere', 'bank', target('StatefulSet', 'web')),
    object('web-hpa', 'shop', target('StatefulSet', 'web')),
  ];
  const hpa = serving({ 'autoscaling/v2': { kind: 'HorizontalPodAutoscaler', name: 'hpas', items } });
  const found = await findOwner(hpa, web, { by: 'autoscaler', name: 'HorizontalPodAutoscaler' });
  assert.equal(found?.name, 'web-hpa');
  // KEDA means a Deployment where no kind is written.
  const keda = serving({
    'keda.sh/v1alpha1': { kind: 'ScaledObject', name: 'sos', items: [object('a', 'shop', target(undefined, 'web'))] },
  });
  assert.equal(await findOwner(keda, web, { by: 'autoscaler', name: 'KEDA' }), undefined);
});
