import type { PracticeCluster } from '../../../src/practice/cluster.ts';
import { resources } from '../../../src/practice/resources.ts';

/** The annotation that says when a pod was changed, in milliseconds since 1970. */
export const CHANGED_AT = 'bench.ordinal.test/changed-at';

const TICK = 10;

/** Changes `perSecond` pods a second, one after the other, for so many seconds; resolves with how many changes there were. */
export async function churn({ registry }: PracticeCluster, perSecond: number, seconds: number): Promise<number> {
  const names = registry.list(resources.pods).map(({ metadata }) => metadata);
  const start = performance.now();
  let made = 0;
  while (made < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - start) / 1000) * perSecond);
    for (; made < due; made += 1) {
      const { namespace, name = '' } = names[made % names.length] ?? {};
      const pod = registry.find(resources.pods, namespace, name);
      if (pod === undefined) continue;
      const annotations = { ...pod.metadata.annotations, [CHANGED_AT]: String(Date.now()) };
      // Straight into the store: what is measured is who watches, not who writes.
      registry.store.update(resources.pods, { ...pod, metadata: { ...pod.metadata, annotations } });
    }
    await new Promise(resolve => setTimeout(resolve, TICK));
  }
  return made;
}
