// A practice cluster in a process of its own, for tests whose time runs faster than the machine's. Ends with the process that started it.
//   node practice-process.ts '{"speed":1000,"bookmarkEvery":250}'
// Told { churn: { perSecond, seconds } } it changes pods and answers { churned: how many }.
import { type PracticeOptions, startPractice } from '../../../src/practice/cluster.ts';
import { churn } from './churn.ts';

const told: Partial<PracticeOptions> = JSON.parse(process.argv[2] ?? '{}');
const cluster = await startPractice({ port: 0, speed: 1, ...told, report: error => console.error(error) });
const end = async () => {
  await cluster.stop();
  process.exit(0);
};
process.once('disconnect', end);
process.once('SIGTERM', end);
process.on(
  'message',
  async (message: { readonly churn?: { readonly perSecond: number; readonly seconds: number } }) => {
    const { perSecond = 0, seconds = 0 } = message.churn ?? {};
    process.send?.({ churned: await churn(cluster, perSecond, seconds) });
  },
);
process.send?.({ kubeconfig: cluster.kubeconfig });
