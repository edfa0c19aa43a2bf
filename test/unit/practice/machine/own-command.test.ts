import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDisks } from '../../../../src/practice/machine/disks.ts';
import { startOwnCommands } from '../../../../src/practice/machine/own-command.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { apiOf } from '../../../support/practice-api.ts';
import { newPod, practiceCluster } from '../../../support/practice-cluster.ts';

/** A cluster in which the own commands of pods are played, and what is seen of a pod with one. */
function playing(conduct: Parameters<typeof practiceCluster>[0] = {}) {
  const cluster = practiceCluster(conduct);
  const { registry, clock } = cluster;
  const machine = { registry, disks: createDisks(registry), isFull: () => false };
  const { logOf } = startOwnCommands(machine);
  const api = apiOf(registry, clock, { ownLogOf: logOf });
  return {
    cluster,
    start(command: readonly string[], spec: object = {}, container: object = {}) {
      const containers = [{ name: 'app', image: 'busybox', command, ...container }];
      cluster.create(newPod('once', { restartPolicy: 'Never', containers, ...spec }));
    },
    pod: () => registry.get(resources.pods, 'shop', 'once'),
    log: () => api.call('GET', '/api/v1/namespaces/shop/pods/once/log').body,
  };
}

describe('a pod that is not started again', () => {
  it('ends with its command, and its log is what that wrote', () => {
    const { cluster, start, pod, log } = playing();
    start(['sh', '-c', 'echo hello; hostname']);
    cluster.advance(5_000);
    assert.equal(pod().status?.phase, 'Succeeded');
    assert.equal(pod().status?.containerStatuses?.[0]?.state?.terminated?.exitCode, 0);
    assert.equal(log(), 'hello\nonce\n');
    cluster.advance(60_000);
    assert.equal(pod().status?.phase, 'Succeeded');
    assert.deepEqual(cluster.faults, []);
  });

  it('fails with the code of its command', () => {
    const { cluster, start, pod } = playing();
    start(['sh', '-c', 'sleep 1; exit 2']);
    cluster.advance(5_000);
    assert.equal(pod().status?.phase, 'Failed');
    assert.equal(pod().status?.containerStatuses?.[0]?.state?.terminated?.exitCode, 2);
  });

  it('runs as long as its command sleeps, and says nothing meanwhile', () => {
    const { cluster, start, pod, log } = playing();
    start(['sh', '-c', 'sleep 20; echo done']);
    cluster.advance(15_000);
    assert.deepEqual([pod().status?.phase, log()], ['Running', '']);
    cluster.advance(10_000);
    assert.deepEqual([pod().status?.phase, log()], ['Succeeded', 'done\n']);
  });

  it('runs on where its program is none that is known, follows something, or sleeps for ever', () => {
    for (const command of [
      ['python', 'app.py'],
      ['sh', '-c', 'python app.py; echo done'],
      ['sh', '-c', 'echo $(date'],
      ['sh', '-c', 'while true; do date; done'],
      ['tail', '-f', '/dev/null'],
      ['sleep', 'infinity'],
    ]) {
      const { cluster, start, pod } = playing();
      start(command);
      cluster.advance(100_000);
      assert.equal(pod().status?.phase, 'Running', command.join(' '));
    }
  });

  it('runs on where it is to be talked to, or is started again', () => {
    for (const [spec, container] of [
      [{}, { stdin: true }],
      [{ restartPolicy: 'Always' }, {}],
    ] as const) {
      const { cluster, start, pod } = playing();
      start(['true'], spec, container);
      cluster.advance(10_000);
      assert.equal(pod().status?.phase, 'Running');
    }
  });

  it('is waited for no longer once it is deleted, or nobody plays any more', () => {
    for (const endedBy of ['delete', 'stop'] as const) {
      const cluster = practiceCluster();
      const pending = new Set<() => void>();
      const after = (delay: number, task: () => void) => {
        const cancel = cluster.clock.after(delay, () => {
          pending.delete(task);
          task();
        });
        pending.add(task);
        return () => {
          pending.delete(task);
          cancel();
        };
      };
      const registry = { ...cluster.registry, clock: { ...cluster.clock, after } };
      const { stop } = startOwnCommands({ registry, disks: createDisks(registry), isFull: () => false });
      const containers = [{ name: 'app', image: 'busybox', command: ['sleep', '3600'] }];
      cluster.create(newPod('once', { restartPolicy: 'Never', containers }));
      cluster.advance(60_000);
      assert.equal(pending.size, 1, endedBy);
      if (endedBy === 'stop') stop();
      else cluster.registry.delete(resources.pods, 'shop', 'once', { gracePeriodSeconds: 0 });
      assert.equal(pending.size, 0, endedBy);
    }
  });

  it('stays ended though its node would have gone on with it', () => {
    const { cluster, start, pod } = playing({ conduct: { pace: () => 'human' } });
    start(['true']);
    cluster.advance(60_000);
    assert.equal(pod().status?.phase, 'Succeeded');
  });
});
