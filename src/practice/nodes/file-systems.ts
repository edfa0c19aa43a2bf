import { formatQuantity } from '../../core/quantity.ts';
import { isFinished } from '../../core/statefulset/health.ts';
import type { PersistentVolumeClaim, Pod } from '../../core/statefulset/model.ts';
import { capacityOf } from '../../core/volume/match.ts';
import { type Context, isTerminating, keyOf, splitKey, unlessStale } from '../controllers/context.ts';
import { fileSystemPending, grown, has } from '../controllers/resizer.ts';
import { resources } from '../resources.ts';

const kubelet = { fieldManager: 'kubelet' } as const;
/** Milliseconds that growing a file system takes, by the pace of the cluster. */
const duration = { recorded: 50, human: 500 } as const;

const claims = resources.persistentVolumeClaims;

/**
 * Plays the node's part when a claim grows: a file system grows where a pod mounts it, at once while the pod runs, else when the next pod
 * that mounts it comes to a node. Until then the claim keeps saying FileSystemResizePending. Fact G10.
 */
export function startFileSystems(context: Context): void {
  const { registry, conduct, watches } = context;
  const queue = context.queue('file systems', grow);

  const expect = (claim: PersistentVolumeClaim | undefined): void => {
    if (claim !== undefined && has(claim, fileSystemPending)) queue.addAfter(keyOf(claim), duration[conduct.pace()]);
  };
  watches.on(claims, ({ type, object }) => {
    if (type !== 'DELETED') expect(object);
  });
  watches.on(resources.pods, ({ type, object, before }) => {
    if (type === 'DELETED' || object.spec.nodeName === before?.spec.nodeName) return;
    for (const name of writableClaimsOf(object)) expect(registry.find(claims, object.metadata.namespace, name));
  });
  context.onStop(
    conduct.onChange(() => {
      for (const claim of registry.list(claims)) expect(claim);
    }),
  );

  function grow(key: string): void {
    const { namespace, name } = splitKey(key);
    const claim = registry.find(claims, namespace, name);
    if (claim === undefined || !has(claim, fileSystemPending)) return;
    const volume = registry.find(resources.persistentVolumes, undefined, claim.spec.volumeName ?? '');
    const pod = registry.list(resources.pods, namespace).find(each => mounts(each, name));
    if (volume === undefined || pod === undefined) return;
    const storage = formatQuantity(capacityOf(volume));
    unlessStale(() => registry.updateStatus(claims, grown(claim, storage), kubelet));
    const host = pod.spec.nodeName ?? '';
    const message = `MountVolume.NodeExpandVolume succeeded for volume "${volume.metadata.name}" ${host}`;
    for (const about of [pod, claim])
      context.events.record({
        about,
        type: 'Normal',
        reason: 'FileSystemResizeSuccessful',
        message,
        source: 'kubelet',
        host,
      });
  }

  function mounts(pod: Pod, claim: string): boolean {
    const node = pod.spec.nodeName ?? '';
    if (node === '' || !conduct.nodeRuns(node) || isFinished(pod) || isTerminating(pod)) return false;
    return writableClaimsOf(pod).includes(claim);
  }
}

/** The claims that a pod mounts to write: what is mounted read-only is never grown. */
function writableClaimsOf(pod: Pod): string[] {
  return (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim: source }) =>
    source === undefined || source.readOnly === true ? [] : [source.claimName],
  );
}
