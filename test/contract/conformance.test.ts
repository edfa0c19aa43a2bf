import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { differences, factsOf } from '../support/golden/facts.ts';
import { observed } from '../support/golden/observe.ts';
import { goldens } from '../support/golden/scenario.ts';
import { doorOf, playOverWire } from '../support/golden/wire.ts';

/** Fast, but so that quiet still means quiet on a busy machine. All 23 scenarios at real speed: `npm run conformance`. */
const speed = 3;
const played = ['rolling-update', 'immutable-fields', 'claims-retention'];

describe('a client over TLS sees the practice cluster decide what real controllers decided', {
  concurrency: true,
}, () => {
  const faults: unknown[] = [];
  let cluster: PracticeCluster;
  before(async () => {
    cluster = await startPractice({ port: 0, speed, report: error => faults.push(error) });
  });
  after(async () => {
    await cluster.stop();
    assert.deepEqual(faults, []);
  });

  for (const golden of goldens().filter(({ name }) => played.includes(name)))
    it(golden.name, async () => {
      const run = observed(golden, await playOverWire(golden, doorOf(cluster.kubeconfig), speed));
      assert.equal(differences(factsOf(golden), factsOf(run)).join('\n'), '');
    });
});
