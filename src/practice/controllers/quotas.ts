import { amountText } from '../../core/quota/usage.ts';
import { at, deepEqual, fieldsOf, objectOf, toObject } from '../json.ts';
import { usedOf } from '../quota/admit.ts';
import { resources } from '../resources.ts';
import { type Context, keyOf, manager, splitKey } from './context.ts';

const quotas = resources.resourceQuotas;

/** Keeps in the status of quotas how much of them is used. What is refused for them is decided when it is created. */
export function startQuotas(context: Context): void {
  const { registry, watches } = context;
  const queue = context.queue('resource quotas', sync, { latency: 5 });

  watches.onAny(({ type, resource, object, before }) => {
    if (resource.name === resources.events.name) return;
    // What has only changed counts as before, but for pods that finish and claims that grow.
    const counts = [resources.pods.name, resources.persistentVolumeClaims.name, quotas.name].includes(resource.name);
    if (type === 'MODIFIED' && before !== undefined && !counts) return;
    for (const quota of registry.list(quotas, object.metadata.namespace)) queue.add(keyOf(quota));
  });

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const quota = registry.find(quotas, namespace, name);
    if (quota === undefined) return;
    const used = Object.fromEntries([...usedOf(quota, registry)].map(([what, nano]) => [what, amountText(what, nano)]));
    const status = { hard: objectOf(at(quota, 'spec', 'hard')), used };
    if (deepEqual(status, at(quota, 'status'))) return;
    registry.updateStatus(quotas, toObject({ ...fieldsOf(quota), status }), manager);
  }
}
