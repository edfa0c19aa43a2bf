import { isReady } from '../../core/statefulset/health.ts';
import type { Pod, StatefulSet } from '../../core/statefulset/model.ts';
import { controllerOf, isTerminating, uidOf } from '../controllers/context.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import type { Fact } from './lesson.ts';
import { lessonNamespace } from './pieces.ts';

/** Whether a fact holds now. `known` are the uids of claims when the lesson was ready, by name. */
export function holds(registry: Registry, fact: Fact, known: Readonly<Record<string, string>> = {}): boolean {
  switch (fact.fact) {
    case 'gone':
      return registry.find(resources.pods, lessonNamespace, fact.pod) === undefined;
    case 'waits': {
      const pod = registry.find(resources.pods, lessonNamespace, fact.pod);
      return pod?.status?.containerStatuses?.some(each => each.state?.waiting?.reason === fact.reason) === true;
    }
    case 'claim':
      return registry.find(resources.persistentVolumeClaims, lessonNamespace, fact.claim)?.status?.phase === fact.phase;
    case 'kept': {
      const claim = registry.find(resources.persistentVolumeClaims, lessonNamespace, fact.claim);
      return claim !== undefined && known[fact.claim] === claim.metadata.uid;
    }
    default: {
      const set = registry.find(resources.statefulSets, lessonNamespace, fact.set);
      return set !== undefined && !isTerminating(set) && holdsOfSet(set, podsOf(registry, set), fact);
    }
  }
}

function holdsOfSet(set: StatefulSet, pods: readonly Pod[], fact: Extract<Fact, { set: string }>): boolean {
  const updated = pods.filter(pod => pod.metadata.labels?.['controller-revision-hash'] === set.status?.updateRevision);
  const settled =
    set.status?.observedGeneration === set.metadata.generation &&
    pods.every(pod => isReady(pod) && !isTerminating(pod));
  const wanted = set.spec.replicas ?? 1;
  switch (fact.fact) {
    case 'complete':
      return settled && updated.length === wanted && pods.length === wanted && wanted === (fact.replicas ?? wanted);
    case 'parked':
      return (
        settled &&
        updated.length === fact.updated &&
        pods.length === wanted &&
        set.status?.currentRevision !== set.status?.updateRevision
      );
    case 'image': {
      const asks = set.spec.template.spec.containers.some(container => container.image === fact.image);
      return fact.not === true ? !asks : asks;
    }
  }
}

function podsOf(registry: Registry, set: StatefulSet): Pod[] {
  return registry.list(resources.pods, lessonNamespace).filter(pod => controllerOf(pod)?.uid === uidOf(set));
}
