import { controllerReference, unlessStale } from '../controllers/context.ts';
import { at, deepEqual, stringOf } from '../json.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import type { Operator } from './lesson.ts';
import { lessonNamespace } from './pieces.ts';

const manager = { fieldManager: 'db-operator' } as const;
/** Milliseconds until it takes back what somebody else has changed: long enough to see the change. */
const patience = 1_500;

/** Plays an operator: the set belongs to its settings, and is as they say, whoever changes it. Returns how to stop it. */
export function startOperator(registry: Registry, { set: name, settings }: Operator): () => void {
  let cancel: (() => void) | undefined;

  const stop = registry.subscribe(({ type, resource, object }) => {
    const ours =
      (resource === resources.statefulSets && object.metadata.name === name) ||
      (resource === resources.configMaps && object.metadata.name === settings);
    if (ours && type !== 'DELETED' && object.metadata.namespace === lessonNamespace) look();
  });
  look();

  function look(): void {
    cancel ??= registry.clock.after(patience, () => {
      cancel = undefined;
      reconcile();
    });
  }

  function reconcile(): void {
    const owner = registry.find(resources.configMaps, lessonNamespace, settings);
    const set = registry.find(resources.statefulSets, lessonNamespace, name);
    if (owner === undefined || set === undefined) return;
    const replicas = Number(at(owner, 'data', 'replicas'));
    const image = stringOf(at(owner, 'data', 'image'));
    const { template } = set.spec;
    const containers = template.spec.containers.map(each => (image === undefined ? each : { ...each, image }));
    const wanted = {
      ...set,
      metadata: { ...set.metadata, ownerReferences: [controllerReference(owner)] },
      spec: {
        ...set.spec,
        template: { ...template, spec: { ...template.spec, containers } },
        ...(Number.isInteger(replicas) && replicas >= 0 ? { replicas } : {}),
      },
    };
    if (!deepEqual(wanted, set)) unlessStale(() => registry.update(resources.statefulSets, wanted, manager));
  }

  return () => {
    stop();
    cancel?.();
  };
}
