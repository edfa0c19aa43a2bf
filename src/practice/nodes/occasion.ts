import type { Container, Pod } from '../../core/statefulset/model.ts';
import { at } from '../json.ts';
import type { Occasion } from './stage.ts';

/** What the life of a container in a pod depends on; `node` is what its node has ready for it: the image, and the pod's address. */
export function occasionOf(
  pod: Pod,
  container: Container,
  node: { readonly pulled: boolean; readonly address: string },
): Occasion {
  const { name, namespace = '', uid = '' } = pod.metadata;
  return {
    image: container.image ?? '',
    container: container.name,
    pod: `${name}_${namespace}(${uid})`,
    pulled: node.pulled && at(container, 'imagePullPolicy') !== 'Always',
    probeFailure: probeFailureOf(container, node.address),
    chance: chanceOf(uid),
  };
}

/** What a node says when a readiness probe fails, by the kind of probe. */
function probeFailureOf(container: Container, address: string): string | undefined {
  const probe = container.readinessProbe;
  if (probe === undefined) return undefined;
  const failed = (why: string): string => `Readiness probe failed: ${why}`;
  if (at(probe, 'httpGet') !== undefined) return failed('HTTP probe failed with statuscode: 503');
  const port = at(probe, 'tcpSocket', 'port');
  if (port !== undefined) {
    const number = container.ports?.find(each => each.name === port)?.containerPort ?? port;
    return failed(`dial tcp ${address}:${String(number)}: connect: connection refused`);
  }
  if (at(probe, 'grpc') !== undefined) return failed('service unhealthy (responded with "NOT_SERVING")');
  return failed('');
}

/** A number from 0 to 1 that is always the same for a uid. */
function chanceOf(uid: string): number {
  let hash = 0;
  for (const character of uid) hash = (hash * 31 + character.charCodeAt(0)) % 1009;
  return hash / 1009;
}
