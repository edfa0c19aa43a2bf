import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inServerOrder } from '../../../../src/practice/validation/order.ts';

const pod = 'spec.template.spec';
const ordered = [
  'metadata.generateName',
  'metadata.name',
  'metadata.labels',
  'metadata.finalizers',
  'metadata.finalizers[0]',
  'spec.volumeClaimTemplates[0].spec.accessModes',
  'spec.volumeClaimTemplates[0].spec.resources[storage]',
  'spec.volumeClaimTemplates[2].spec.accessModes',
  'spec.volumeClaimTemplates[10].spec.accessModes',
  'spec.podManagementPolicy',
  'spec.replicas',
  'spec.serviceName',
  'spec.selector.matchLabels',
  'spec.selector',
  'spec.template.metadata.labels',
  'spec.template.labels',
  `${pod}.volumes[0].name`,
  `${pod}.containers[0].name`,
  `${pod}.containers[0].ports[1].name`,
  `${pod}.containers[0].volumeMounts[0].name`,
  `${pod}.containers[0].resources.limits[cpu]`,
  `${pod}.containers[0].resources.requests[cpu]`,
  `${pod}.containers[0].securityContext.privileged`,
  `${pod}.containers[0].securityContext`,
  `${pod}.containers[0].livenessProbe.httpGet.port`,
  `${pod}.containers[1].image`,
  `${pod}.initContainers[0].image`,
  `${pod}.dnsPolicy`,
  `${pod}.securityContext.fsGroup`,
  `${pod}.tolerations[0].operator`,
];
const error = (field: string) => ({ field, type: 'Invalid', message: field }) as const;

test('faults of a set come in the order in which the server looks, in whatever order they were found', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(ordered), fields => {
      const sorted = inServerOrder('StatefulSet', fields.map(error)).map(({ field }) => field);
      assert.deepEqual(
        sorted,
        ordered.filter(field => fields.includes(field)),
      );
    }),
  );
});

test('a Deployment is looked at in another order than a set', () => {
  const fields = ['spec.strategy.type', 'spec.template.spec.dnsPolicy', 'spec.selector', 'spec.replicas'];
  assert.deepEqual(
    inServerOrder('Deployment', fields.map(error)).map(({ field }) => field),
    ['spec.replicas', 'spec.selector', 'spec.template.spec.dnsPolicy', 'spec.strategy.type'],
  );
});

test('of two faults of one field the first stays the first', () => {
  const faults = [
    { ...error('spec.x'), message: 'b' },
    { ...error('spec.x'), message: 'a' },
  ];
  assert.deepEqual(inServerOrder('Service', faults), faults);
});
