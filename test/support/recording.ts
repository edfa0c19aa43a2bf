import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { World } from '../../src/core/statefulset/decision.ts';
import type {
  ControllerRevision,
  KubernetesObject,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
} from '../../src/core/statefulset/model.ts';

/** What a real cluster (Kubernetes 1.36.2) sent to watches while a scenario was played. */
export interface Recording {
  readonly scenario: { readonly name: string; readonly steps: readonly RecordedStep[] };
  readonly events: readonly RecordedEvent[];
}

export interface RecordedStep {
  readonly say: string;
  readonly patch?: { readonly kind: string; readonly name: string };
  readonly delete?: { readonly kind: string; readonly name: string };
  /** Milliseconds after which the next step came, whether or not all was quiet. */
  readonly for?: number;
}

export interface RecordedEvent {
  readonly step: number;
  readonly ms: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly object: KubernetesObject;
}

const folder = new URL('../golden/recordings/', import.meta.url);

export function recordings(): Recording[] {
  return readdirSync(folder).map(file => JSON.parse(gunzipSync(readFileSync(new URL(file, folder))).toString('utf8')));
}

/** The objects of a cluster as the watch events of a recording build them up. */
export class RecordedCluster {
  private readonly objects = new Map<string, KubernetesObject>();

  apply(event: RecordedEvent): void {
    const key = `${event.kind}/${event.object.metadata.name}`;
    if (event.type === 'DELETED') this.objects.delete(key);
    else this.objects.set(key, { ...event.object, kind: event.kind });
  }

  all<Kind extends KubernetesObject>(kind: string): Kind[] {
    return [...this.objects.values()].filter(object => object.kind === kind) as Kind[];
  }

  find(kind: string, name: string): KubernetesObject | undefined {
    return this.objects.get(`${kind}/${name}`);
  }

  /** The world of the only set, or `undefined` while there is none. */
  world(now: number): World | undefined {
    const [set] = this.all<StatefulSet>('StatefulSet');
    if (set === undefined) return undefined;
    const owned = (object: KubernetesObject) =>
      object.metadata.ownerReferences?.some(owner => owner.uid === set.metadata.uid) ?? false;
    return {
      set,
      pods: this.all<Pod>('Pod').filter(owned),
      revisions: this.all<ControllerRevision>('ControllerRevision').filter(owned),
      claims: new Map(
        this.all<PersistentVolumeClaim>('PersistentVolumeClaim').map(claim => [claim.metadata.name, claim]),
      ),
      now,
    };
  }
}

/** When an event was sent, by the clock of the cluster: its objects carry times of whole seconds only. */
export function timeOf(recording: Recording, event: RecordedEvent): number {
  const first = recording.events.find(other => other.step >= 0 && other.type === 'ADDED');
  const start = Date.parse(first?.object.metadata.creationTimestamp ?? '') - (first?.ms ?? 0);
  return start + event.ms;
}
