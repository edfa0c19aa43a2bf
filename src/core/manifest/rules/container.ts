import { portNameFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { dnsLabel, integer, oneOf, quantities, required, shown } from './fields.ts';

/** A container or init container. Facts: validation-rules.md, section 1.5 (rows 98–125). `pod` is the spec around it. */
export function* containerRules(container: Place, pod: Place): Iterable<Finding> {
  if (isGiven(container) && !isFields(container.value)) return;
  yield* required(at(container, 'name'));
  yield* dnsLabel(at(container, 'name'));
  yield* required(at(container, 'image'));
  yield* oneOf(at(container, 'imagePullPolicy'), ['Always', 'IfNotPresent', 'Never', '']);
  yield* oneOf(at(container, 'terminationMessagePolicy'), ['File', 'FallbackToLogsOnError', '']);
  yield* quantities(at(container, 'resources', 'requests'));
  yield* quantities(at(container, 'resources', 'limits'));
  yield* portRules(container, at(pod, 'hostNetwork').value === true);
}

function* portRules(container: Place, hostNetwork: boolean): Iterable<Finding> {
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const port of itemsOf(at(container, 'ports'))) {
    yield* portNumberRules(port, hostNetwork);
    yield* oneOf(at(port, 'protocol'), ['SCTP', 'TCP', 'UDP', '']);
    const place = at(port, 'name');
    const name = textOf(place) ?? '';
    if (name !== '' && portNameFault(name) !== undefined)
      yield finding('invalid-port-name', place.path, { name: shown(name) });
    if (name !== '' && names.has(name)) yield finding('duplicate-name-of-port', place.path, { name: shown(name) });
    names.add(name);
    yield* duplicateNumber(port, numbers);
  }
}

function* portNumberRules(port: Place, hostNetwork: boolean): Iterable<Finding> {
  const number = at(port, 'containerPort');
  const host = at(port, 'hostPort');
  // Zero is what an absent number reads as.
  if (!isGiven(number) || number.value === 0) yield finding('field-missing', number.path, { field: 'containerPort' });
  else yield* integer(number, 1, 65_535);
  if (host.value !== 0) yield* integer(host, 1, 65_535);
  if (
    hostNetwork &&
    typeof host.value === 'number' &&
    host.value !== 0 &&
    host.value !== number.value &&
    typeof number.value === 'number'
  ) {
    yield finding('host-port-differs', host.path, { port: host.value, containerPort: number.value });
  }
}

/** Fact 064: the server only warns, but server-side apply fails on the second one. */
function* duplicateNumber(port: Place, seen: Set<string>): Iterable<Finding> {
  const { path, value } = at(port, 'containerPort');
  if (typeof value !== 'number') return;
  const protocol = textOf(at(port, 'protocol')) ?? 'TCP';
  const key = `${value}/${protocol}`;
  if (seen.has(key)) yield finding('duplicate-port', path, { port: value, protocol });
  seen.add(key);
}
