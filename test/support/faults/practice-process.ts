// A practice cluster in a process of its own, for tests whose time runs faster than the machine's. Ends with the process that started it.
//   node practice-process.ts '{"speed":1000,"bookmarkEvery":250}'
import { type PracticeOptions, startPractice } from '../../../src/practice/cluster.ts';

const told: Partial<PracticeOptions> = JSON.parse(process.argv[2] ?? '{}');
const cluster = await startPractice({ port: 0, speed: 1, ...told, report: error => console.error(error) });
const end = async () => {
  await cluster.stop();
  process.exit(0);
};
process.once('disconnect', end);
process.once('SIGTERM', end);
process.send?.({ kubeconfig: cluster.kubeconfig });
