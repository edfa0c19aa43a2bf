import { podName } from '../../../statefulset/ordinals.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isGiven, itemsOf, type Place, placeOf, textListOf, textOf } from '../../place.ts';
import type { Neighbour, Surroundings } from '../../workspace.ts';

/**
 * Fact D9: a pod has no DNS name until it is ready, unless its Service publishes it before. Where a container is told the names of later pods
 * and gets ready only once it has met them, the first pod waits for ever.
 */
export function* peersAround(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const set = placeOf(self.object.value);
  const place = at(set, 'spec', 'serviceName');
  const service = textOf(place) ?? '';
  const [found, ...more] = service === '' ? [] : around.find('Service', self.object.namespace, service);
  if (found === undefined || more.length > 0) return;
  const spec = at(placeOf(found.object.value), 'spec');
  if (at(spec, 'clusterIP').value !== 'None' || at(spec, 'publishNotReadyAddresses').value === true) return;
  const start = at(set, 'spec', 'ordinals', 'start').value;
  const second = podName(self.object.name, (typeof start === 'number' ? start : 0) + 1);
  const containers = itemsOf(at(set, 'spec', 'template', 'spec', 'containers'));
  const knowing = containers.find(
    container => isGiven(at(container, 'readinessProbe')) && mentions(container, `${second}.${service}`),
  );
  if (knowing === undefined) return;
  const { kind, namespace, name } = found.object;
  const values = { service, peer: second, container: textOf(at(knowing, 'name')) ?? '' };
  const related = [{ kind, namespace, name, path: ['spec', 'publishNotReadyAddresses'] }];
  yield finding('peers-before-ready', place.path, values, { related });
}

/** Whether a container is told a name, as an argument or in its environment. */
function mentions(container: Place, name: string): boolean {
  const texts = [
    ...textListOf(at(container, 'command')),
    ...textListOf(at(container, 'args')),
    ...itemsOf(at(container, 'env')).map(variable => textOf(at(variable, 'value')) ?? ''),
  ];
  return texts.some(text => text.includes(name));
}
