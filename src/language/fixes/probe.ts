import { at, isGiven, itemsOf, type Place, textOf } from '../../core/manifest/place.ts';
import { scalarText } from '../edit.ts';

/**
 * A readiness probe to start from: it asks whether the first port of a container takes connections. `undefined` where there is one already,
 * or no port to ask.
 */
export function probeLines(container: Place): string[] | undefined {
  const [port] = itemsOf(at(container, 'ports')).filter(place => (textOf(at(place, 'protocol')) ?? 'TCP') === 'TCP');
  if (port === undefined || isGiven(at(container, 'readinessProbe'))) return undefined;
  const name = textOf(at(port, 'name'));
  const number = at(port, 'containerPort').value;
  if (name === undefined && typeof number !== 'number') return undefined;
  const target = name === undefined ? String(number) : scalarText(name);
  return ['readinessProbe:', '  tcpSocket:', `    port: ${target}`, '  periodSeconds: 5', '  failureThreshold: 3'];
}
