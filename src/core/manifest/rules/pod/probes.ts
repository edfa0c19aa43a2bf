import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, type Place } from '../../place.ts';
import { exactlyOne, inLongRange, inRange, isMap, mapsOf, requiredItems } from '../demands.ts';
import { oneOf } from '../fields.ts';
import { headerName } from './names.ts';
import { portReference } from './ports.ts';

/** Probes and lifecycle hooks of a container. Facts: validation-rules.md, rows 161–177. */

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
export const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
export const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const NUMBERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

/** Where a number starts that has no upper end of its own. */
const LARGEST_SECONDS = Number.MAX_SAFE_INTEGER;

export function* probeRules(container: Place): Iterable<Finding> {
  for (const name of PROBES) {
    const probe = at(container, name);
    if (isMap(probe)) yield* oneProbe(probe, name);
  }
}

/** `gracePeriod`: the seconds that the pod has to end. */
export function* lifecycleRules(lifecycle: Place, gracePeriod: number): Iterable<Finding> {
  if (!isMap(lifecycle)) return;
  for (const name of ['postStart', 'preStop']) {
    const hook = at(lifecycle, name);
    if (!isMap(hook)) continue;
    yield* exactlyOne(hook, HOOK_HANDLERS);
    yield* handlerRules(hook);
    yield* sleepRule(at(hook, 'sleep'), gracePeriod);
  }
}

function* oneProbe(probe: Place, name: (typeof PROBES)[number]): Iterable<Finding> {
  yield* exactlyOne(probe, PROBE_HANDLERS);
  yield* handlerRules(probe);
  for (const number of NUMBERS) yield* inRange(at(probe, number), 0);
  if (name === 'readinessProbe') {
    yield* readinessGracePeriod(at(probe, 'terminationGracePeriodSeconds'));
    return;
  }
  yield* inLongRange(at(probe, 'terminationGracePeriodSeconds'), 1, LARGEST_SECONDS);
  yield* onceIsEnough(at(probe, 'successThreshold'));
}

/** Only a probe that restarts the container has something to end. */
function* readinessGracePeriod(place: Place): Iterable<Finding> {
  if (!isGiven(place)) return;
  const field = 'terminationGracePeriodSeconds';
  yield finding('field-not-allowed', place.path, { field, parent: 'readinessProbe' }, { part: 'key' });
}

/** Zero is the default, which is one. */
function* onceIsEnough({ path, value }: Place): Iterable<Finding> {
  if (typeof value !== 'number' || value <= 1) return;
  yield finding('value-not-supported', path, { field: 'successThreshold', value, supported: '1' });
}

function* handlerRules(owner: Place): Iterable<Finding> {
  const exec = at(owner, 'exec');
  if (isMap(exec)) yield* requiredItems(at(exec, 'command'));
  const http = at(owner, 'httpGet');
  if (isMap(http)) {
    yield* portReference(at(http, 'port'));
    yield* oneOf(at(http, 'scheme'), ['HTTP', 'HTTPS', '']);
    yield* headerRules(at(http, 'httpHeaders'));
  }
  for (const name of ['tcpSocket', 'grpc']) {
    const handler = at(owner, name);
    if (isMap(handler)) yield* portReference(at(handler, 'port'));
  }
}

function* headerRules(headers: Place): Iterable<Finding> {
  const field = formatPath(headers.path);
  for (const header of mapsOf(headers)) {
    const name = at(header, 'name');
    if (!isGiven(name) || name.value === '') yield finding('field-missing', name.path, { field: 'name' }, { field });
    else yield* headerName(name, { field });
  }
}

function* sleepRule(sleep: Place, gracePeriod: number): Iterable<Finding> {
  if (!isMap(sleep)) return;
  const { path, value } = at(sleep, 'seconds');
  const seconds = value === undefined || value === null ? 0 : value;
  if (typeof seconds !== 'number' || (seconds >= 0 && seconds <= gracePeriod)) return;
  yield finding('sleep-beyond-grace-period', path, { seconds, gracePeriod }, { field: formatPath(sleep.path) });
}
