import assert from 'node:assert/strict';
import { createDisks } from '../../../src/practice/machine/disks.ts';
import { execute } from '../../../src/practice/machine/exec.ts';
import type { Running } from '../../../src/practice/machine/running.ts';
import type { Machine } from '../../../src/practice/machine/sandbox.ts';
import { namespace, newService, newSet, practiceCluster, template } from '../practice-cluster.ts';

const stored = {
  template: template({ app: 'web' }, 'shop/web:v1', {
    containers: [
      {
        name: 'app',
        image: 'shop/web:v1',
        env: [
          { name: 'COLOUR', value: 'green' },
          { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } },
        ],
        volumeMounts: [
          { name: 'data', mountPath: '/data/' },
          { name: 'conf', mountPath: '/etc/conf' },
          { name: 'scratch', mountPath: '/scratch' },
        ],
      },
    ],
    volumes: [
      { name: 'conf', configMap: { name: 'settings' } },
      { name: 'scratch', emptyDir: {} },
    ],
  }),
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};

/** A set `web` of two pods with a claim each, a Service, and somebody who runs commands in them. */
export function shopfloor(full: readonly string[] = []) {
  const cluster = practiceCluster();
  const settings = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace },
    data: { mode: 'fast' },
  };
  cluster.create(settings, newService('web'), newSet('web', { ...stored, replicas: 2 }));
  cluster.advance(10_000);
  const disks = createDisks(cluster.registry);
  const machine: Machine = {
    registry: cluster.registry,
    disks,
    isFull: claim => full.includes(claim.metadata.name),
  };

  function start(pod: string, command: readonly string[], options: { tty?: boolean; stdin?: boolean } = {}) {
    const found = cluster.pod(pod) ?? assert.fail(pod);
    const [container = assert.fail('no container')] = found.spec.containers;
    const said = { out: '', err: '', code: undefined as number | undefined };
    const running: Running = execute(
      machine,
      { pod: found, container, command, tty: false, stdin: false, ...options },
      {
        out(text) {
          said.out += text;
        },
        err(text) {
          said.err += text;
        },
        exit(code) {
          assert.equal(said.code, undefined, 'a program ends once');
          said.code = code;
        },
      },
    );
    return { said, running };
  }
  const run = (pod: string, ...command: readonly string[]) => start(pod, command).said;
  return { ...cluster, disks, start, run, sh: (pod: string, line: string) => run(pod, 'sh', '-c', line) };
}
