// npm run conformance: plays the recorded scenarios over TLS on a practice cluster of its own and compares what its controllers decide
// with what real ones decided. About six minutes at real speed.
//   --speed=N       lets the cluster's clock run N times as fast
//   any other word  only scenarios whose name holds it
import { startPractice } from '../src/practice/cluster.ts';
import { differences, factsOf } from '../test/support/golden/facts.ts';
import { observed } from '../test/support/golden/observe.ts';
import { goldens } from '../test/support/golden/scenario.ts';
import { doorOf, playOverWire } from '../test/support/golden/wire.ts';

const speed = Number(process.argv.find(argument => argument.startsWith('--speed='))?.slice('--speed='.length) ?? '1');
const words = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const chosen = goldens().filter(({ name }) => words.length === 0 || words.some(word => name.includes(word)));

const faults: unknown[] = [];
const cluster = await startPractice({ port: 0, speed, report: error => faults.push(error) });
const door = doorOf(cluster.kubeconfig);
let same = 0;
try {
  for (const golden of chosen) {
    const want = factsOf(golden);
    const lines = differences(want, factsOf(observed(golden, await playOverWire(golden, door, speed))));
    if (lines.length === 0) same += 1;
    console.log(
      `${lines.length === 0 ? 'same   ' : 'DIFFERS'} ${golden.name}: ${want.facts.size + 1 - lines.length} of ${want.facts.size + 1} facts`,
    );
    for (const line of lines) console.log(`    ${line.replaceAll('\n', '\n    ')}`);
  }
} finally {
  await cluster.stop();
}
for (const fault of faults) console.error(fault);
console.log(`${same} of ${chosen.length} scenarios the same`);
process.exit(same === chosen.length && faults.length === 0 ? 0 : 1);
