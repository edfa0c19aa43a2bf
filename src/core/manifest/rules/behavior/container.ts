import { isImageReference, isPlaceholder } from '../../../images.ts';
import { formatVersion, type KubernetesVersion, mayKeepStopSignal } from '../../../kubernetes-version.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isGiven, itemsOf, type Place, textOf } from '../../place.ts';
import { shown } from '../fields.ts';
import { absurdCores } from './cpu.ts';
import { oddBytes } from './fractions.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** A container that is accepted and does not run, or not as it reads. Facts T1, R17–R19, R21, R22, 062. */
export function* containerBehavior(container: Place, pod: Place, version: KubernetesVersion): Iterable<Finding> {
  yield* imageRules(at(container, 'image'));
  yield* portNames(container);
  yield* rootRule(container, pod);
  for (const amounts of ['requests', 'limits']) {
    yield* oddBytes(at(container, 'resources', amounts));
    yield* absurdCores(at(container, 'resources', amounts));
  }
  const signal = at(container, 'lifecycle', 'stopSignal');
  if (isGiven(signal) && !mayKeepStopSignal(version))
    yield finding('stop-signal-dropped', signal.path, { signal: shown(signal.value), version: formatVersion(version) });
  yield* duplicateVariables(at(container, 'env'));
}

function* imageRules(place: Place): Iterable<Finding> {
  const image = textOf(place) ?? '';
  if (image.trim() === '' || isPlaceholder(image)) return;
  if (image.trim() !== image) yield finding('image-with-blanks', place.path, { image: shown(image) });
  else if (!isImageReference(image)) yield finding('image-unreadable', place.path, { image: shown(image) });
}

/** Fact R17: the kubelet looks a port's name up in the container of the probe, and nowhere else. */
function* portNames(container: Place): Iterable<Finding> {
  const names = new Set(itemsOf(at(container, 'ports')).map(port => textOf(at(port, 'name'))));
  const handlers = [
    ...PROBES.map(probe => at(container, probe)),
    ...['postStart', 'preStop'].map(hook => at(container, 'lifecycle', hook)),
  ];
  for (const handler of handlers) {
    for (const action of ['httpGet', 'tcpSocket']) {
      const port = at(handler, action, 'port');
      const name = textOf(port);
      if (name === undefined || !/[a-z]/.test(name) || names.has(name)) continue;
      const values = { port: shown(name), container: textOf(at(container, 'name')) ?? '' };
      yield finding('probe-port-unknown', port.path, values);
    }
  }
}

/** Fact R18: what a container says counts before what its pod says. */
function* rootRule(container: Place, pod: Place): Iterable<Finding> {
  const [user, nonRoot] = ['runAsUser', 'runAsNonRoot'].map(field => {
    const own = at(container, 'securityContext', field);
    return isGiven(own) ? own : at(pod, 'securityContext', field);
  });
  if (user?.value === 0 && nonRoot?.value === true)
    yield finding('root-refused', user.path, { container: textOf(at(container, 'name')) ?? '' });
}

/** Fact 062: the last one counts, and server-side apply drops one of them. */
function* duplicateVariables(list: Place): Iterable<Finding> {
  const seen = new Set<string>();
  for (const variable of itemsOf(list)) {
    const place = at(variable, 'name');
    const name = textOf(place) ?? '';
    if (name !== '' && seen.has(name)) yield finding('duplicate-variable', place.path, { name: shown(name) });
    seen.add(name);
  }
}
