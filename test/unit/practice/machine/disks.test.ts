import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDisks, volumeDisk } from '../../../../src/practice/machine/disks.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { shopfloor } from '../../../support/practice/shopfloor.ts';
import { namespace } from '../../../support/practice-cluster.ts';

describe('what lies on a volume', () => {
  it('comes back with the claim when the pod is made anew; other files do not', () => {
    const { sh, registry, advance } = shopfloor();
    sh('web-0', 'echo kept > /data/a; echo lost > /tmp/b; echo lost > /scratch/c');
    assert.equal(sh('web-1', 'ls /data').out, '');
    registry.delete(resources.pods, namespace, 'web-0');
    advance(10_000);
    assert.equal(sh('web-0', 'cat /data/a; ls /tmp /scratch').out, 'kept\n/tmp:\n/scratch:\n');
  });

  it('goes with the volume, and with a pod that has none', () => {
    const { sh, registry, advance, disks, claim, patch } = shopfloor();
    sh('web-1', 'echo x > /data/a; echo y > /scratch/b');
    const volume = registry.get(resources.persistentVolumes, undefined, claim('data-web-1').spec.volumeName ?? '');
    const name = volumeDisk(volume.metadata.uid ?? '');
    assert.deepEqual(disks.dump(), [
      [
        name,
        [
          ['/', null],
          ['/a', 'x\n'],
        ],
      ],
    ]);
    patch(resources.statefulSets, 'web', { spec: { replicas: 1 } });
    advance(5_000);
    assert.equal(disks.dump().length, 1);
    registry.delete(resources.persistentVolumeClaims, namespace, 'data-web-1');
    advance(5_000);
    assert.deepEqual(disks.dump(), []);
  });

  it('is kept from one run to the next', () => {
    const { sh, disks, registry } = shopfloor();
    sh('web-0', 'mkdir /data/d; echo x > /data/d/a');
    const kept = createDisks(registry, JSON.parse(JSON.stringify(disks.dump())));
    assert.deepEqual(kept.dump(), disks.dump());
    assert.deepEqual(createDisks(registry, [['x'], 'y', ['volume/z', [[1], ['/a', { b: 1 }]]]]).dump(), []);
  });

  it('cannot grow on a full volume, and can shrink', () => {
    const floor = shopfloor();
    floor.sh('web-0', 'echo x > /data/a');
    const full = shopfloor(['data-web-0']);
    assert.match(full.sh('web-0', 'echo x > /data/a').err, /write error: No space left on device/);
    assert.match(full.sh('web-0', 'df').out, / 100% \/data\n$/);
    assert.equal(full.sh('web-1', 'echo x > /data/a').code, 0);
  });

  it('is bounded, whatever the claim says', () => {
    const { sh } = shopfloor();
    let said = sh('web-0', 'mkdir /data/many');
    for (let number = 0; number < 1_100 && said.code === 0; number += 1)
      said = sh('web-0', `touch /data/many/${number}`);
    assert.match(said.err, /No space left on device/);
    assert.equal(sh('web-0', 'rm -r /data/many; touch /data/x').code, 0);
  });
});
