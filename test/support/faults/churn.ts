import { fieldsOf } from '../../../src/cluster/wire/json.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import type { PracticeCluster } from '../../../src/practice/cluster.ts';
import { resources } from '../../../src/practice/resources.ts';

/** The annotation that says when a pod was changed, in milliseconds since 1970. */
export const CHANGED_AT = 'bench.ordinal.test/changed-at';

const TICK = 10;
/** Every other change is one of these first pods: somebody looks at those that change most. */
const HOT = 10;

/** Changes `perSecond` pods a second for so many seconds, each so that it reads differently; resolves with how many changes there were. */
export async function churn({ registry }: PracticeCluster, perSecond: number, seconds: number): Promise<number> {
  const names = registry.list(resources.pods).map(({ metadata }) => metadata);
  const start = performance.now();
  let made = 0;
  while (made < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - start) / 1000) * perSecond);
    for (; made < due; made += 1) {
      const next = made % 2 === 0 ? (made / 2) % HOT : made;
      const { namespace, name = '' } = names[next % names.length] ?? {};
      const pod = registry.find(resources.pods, namespace, name);
      if (pod === undefined) continue;
      const annotations = { ...pod.metadata.annotations, [CHANGED_AT]: String(Date.now()) };
      // Straight into the store: what is measured is who watches, not who writes.
      registry.store.update(resources.pods, { ...restarted(pod), metadata: { ...pod.metadata, annotations } });
    }
    await new Promise(resolve => setTimeout(resolve, TICK));
  }
  return made;
}

function restarted(pod: KubernetesObject): KubernetesObject {
  const status = 'status' in pod ? fieldsOf(pod.status) : {};
  const { containerStatuses } = status;
  if (!Array.isArray(containerStatuses)) return pod;
  const [first, ...others] = containerStatuses.map(fieldsOf);
  const once = { ...first, restartCount: Number(first?.['restartCount'] ?? 0) + 1 };
  return Object.assign({}, pod, { status: { ...status, containerStatuses: [once, ...others] } });
}
