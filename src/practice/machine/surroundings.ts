import { parseQuantity } from '../../core/quantity.ts';
import type { Container } from '../../core/statefulset/model.ts';
import { at, listOf } from '../json.ts';
import { mountedClaims } from '../orders.ts';
import { resources } from '../resources.ts';
import { lookUp } from './lookup.ts';
import type { Task } from './running.ts';
import { filesOf, fullNameOf, hostnameOf, type Machine, mountPathOf, nameServer } from './sandbox.ts';
import type { Surroundings } from './shell/program.ts';

/** What a shell knows of the container in which a command runs, looked up anew: but for the terminal, of which only its session knows. */
export function surroundingsOf(
  machine: Machine,
  { pod: begun, container, command }: Task,
): Omit<Surroundings, 'screen'> {
  const { registry } = machine;
  // a claim may have grown, and the container may have started again, since the last line
  const pod = registry.find(resources.pods, begun.metadata.namespace, begun.metadata.name) ?? begun;
  const own = [...listOf(at(container, 'command')), ...listOf(at(container, 'args'))].map(String).join(' ');
  const mounts = new Map(container.volumeMounts?.map(mount => [mountPathOf(mount), mount.name]));
  return {
    files: filesOf(machine, pod, container),
    hostname: hostnameOf(pod),
    fullName: fullNameOf(pod),
    processes: [own === '' ? programOf(container) : own, command.join(' ')],
    nameServer,
    lookUp: name => lookUp(registry, pod.metadata.namespace ?? 'default', name),
    capacityOf(path) {
      const volume = mounts.get(path);
      if (volume === undefined) return undefined;
      const [claim] = mountedClaims(registry, pod, { name: '', volumeMounts: [{ name: volume, mountPath: path }] });
      const capacity = parseQuantity(claim?.status?.capacity?.['storage']);
      return capacity === undefined ? undefined : capacity.nano / 1_000_000_000n;
    },
    now: registry.clock.stamp,
  };
}

/** `registry/shop/nginx:1.27` runs nginx. */
function programOf(container: Container): string {
  const image = (container.image ?? '').split('@')[0] ?? '';
  return image.slice(image.lastIndexOf('/') + 1).split(':')[0] || 'app';
}
