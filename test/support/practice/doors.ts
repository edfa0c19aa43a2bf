import { readFileSync } from 'node:fs';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { type PracticeCluster, startPractice } from '../../../src/practice/cluster.ts';
import { clientDoor } from './client-door.ts';
import type { Door } from './door.ts';
import { memoryDoor } from './memory-door.ts';

/** A cluster of one's own, to see that what is asked of the practice cluster is true of real ones. */
const context = process.env['ORDINAL_TEST_CONTEXT'];

/** Every door by the words that a test calls it; the last only where a context is named. */
export const doors: readonly (readonly [string, () => Promise<Door>])[] = [
  ['in memory', async () => memoryDoor()],
  ['over TLS, with client-node', tlsDoor],
  ...(context ? [[`of the context ${context}`, () => contextDoor(context)] as const] : []),
];

/** client-node over TLS, to a cluster of this process that serves on a port of its own. */
async function tlsDoor(): Promise<Door> {
  const cluster: PracticeCluster = await startPractice({ port: 0, speed: 1, report: error => console.error(error) });
  const config = new KubeConfig();
  config.loadFromString(readFileSync(cluster.kubeconfig, 'utf8'));
  return clientDoor(config, 'default', cluster.stop);
}

/** client-node, to the cluster of a context of the kubeconfigs that kubectl reads: in a namespace that is made now and deleted in the end. */
async function contextDoor(context: string): Promise<Door> {
  const config = new KubeConfig();
  config.loadFromDefault();
  config.setCurrentContext(context);
  const core = config.makeApiClient(CoreV1Api);
  const made = await core.createNamespace({ body: { metadata: { generateName: 'ordinal-contract-' } } });
  const name = made.metadata?.name ?? '';
  return clientDoor(config, name, async () => {
    await core.deleteNamespace({ name });
  });
}
