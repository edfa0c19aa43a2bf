import { serviceSelects } from '../../core/labels.ts';
import { isFinished } from '../../core/statefulset/health.ts';
import type { Node, Pod, Service } from '../../core/statefulset/model.ts';
import { deepEqual } from '../json.ts';
import { resources } from '../resources.ts';
import { type Context, isTerminating, keyOf, manager, splitKey, uidOf, unlessStale } from './context.ts';
import { newSlice, serviceLabel, wantedSlices, withContent } from './endpoints/slices.ts';
import { controllerKey, labelKeys } from './indexes.ts';

const slices = resources.endpointSlices;

/** Keeps the endpoint slices of Services that select pods. Section H of the controller facts. */
export function startEndpoints(context: Context): void {
  const { registry, watches, indexes } = context;
  const queue = context.queue('endpoint slices', sync, { latency: 3 });

  watches.on(resources.services, ({ object }) => queue.add(keyOf(object)));
  watches.on(resources.pods, ({ object, before }) => {
    for (const pod of before === undefined ? [object] : [object, before])
      for (const service of servicesOf(pod)) queue.add(keyOf(service));
  });
  watches.on(slices, ({ type, object }) => {
    const service = object.metadata.labels?.[serviceLabel];
    if (type === 'DELETED' && service !== undefined) queue.add(`${object.metadata.namespace}/${service}`);
  });

  function servicesOf(pod: Pod): Service[] {
    const candidates = labelKeys(pod, pod.metadata.labels).flatMap(key => indexes.servicesBySelector.get(key));
    return candidates.filter(service => serviceSelects(service.spec.selector, pod.metadata.labels));
  }

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const service = registry.find(resources.services, namespace, name);
    if (service === undefined || isTerminating(service)) return; // what is left goes with the Service, as garbage
    if (Object.keys(service.spec.selector ?? {}).length === 0 || service.spec.type === 'ExternalName') return;
    const existing = indexes.slicesByController.get(controllerKey(namespace, uidOf(service)));
    const wanted = wantedSlices(service, podsOf(service), existing, nodeOf);
    const spare = [...existing];
    for (const content of wanted) {
      const index = spare.findIndex(slice => deepEqual(slice.ports ?? [], content.ports ?? []));
      const [slice] = spare.splice(index < 0 ? 0 : index, 1);
      if (slice === undefined) registry.create(slices, newSlice(service, content), manager);
      else unlessStale(() => registry.update(slices, withContent(slice, service, content), manager));
    }
    for (const slice of spare)
      unlessStale(() =>
        registry.delete(slices, namespace, slice.metadata.name, { preconditions: { uid: uidOf(slice) } }),
      );
  }

  /** The pods that the Service leads to, or would if they were ready. */
  function podsOf(service: Service): readonly Pod[] {
    const [label = ''] = labelKeys(service, service.spec.selector);
    return indexes.podsByLabel
      .get(label)
      .filter(pod => serviceSelects(service.spec.selector, pod.metadata.labels) && isListed(pod, service));
  }

  function isListed(pod: Pod, service: Service): boolean {
    if (isFinished(pod) || pod.status?.podIP === undefined) return false;
    return service.spec.publishNotReadyAddresses === true || nodeOf(pod) !== undefined;
  }

  function nodeOf(pod: Pod): Node | undefined {
    return registry.find(resources.nodes, undefined, pod.spec.nodeName ?? '');
  }
}
