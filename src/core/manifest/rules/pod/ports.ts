import { portNameFault } from '../../../names.ts';
import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isGiven, type Place, textOf } from '../../place.ts';
import { inRange, mapsOf } from '../demands.ts';
import { oneOf, shown } from '../fields.ts';

const LARGEST_PORT = 65_535;

/** The ports of one container. Facts: validation-rules.md, rows 112–123. */
export function* portRules(container: Place): Iterable<Finding> {
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const port of mapsOf(at(container, 'ports'))) {
    yield* portNumbers(port);
    yield* oneOf(at(port, 'protocol'), ['SCTP', 'TCP', 'UDP', '']);
    const place = at(port, 'name');
    const name = textOf(place) ?? '';
    if (name !== '') yield* portName(place);
    if (name !== '' && names.has(name)) yield finding('duplicate-name-of-port', place.path, { name: shown(name) });
    names.add(name);
    yield* duplicateNumber(port, numbers);
  }
}

/** A port where a probe or hook connects: a number, or the name of a port. Rows 164–167. */
export function* portReference(place: Place): Iterable<Finding> {
  if (!isGiven(place) || place.value === '') yield finding('field-missing', place.path, { field: 'port' });
  else yield* inRange(place, 1, LARGEST_PORT);
  if (place.value !== '') yield* portName(place);
}

/** Two containers of a pod cannot take the same port of the node. `field` is the server's name of a port's hostPort. */
export function* hostPortRules(
  containers: readonly Place[],
  field: (place: Place) => string = place => formatPath(place.path),
): Iterable<Finding> {
  const seen = new Set<string>();
  for (const port of containers.flatMap(container => mapsOf(at(container, 'ports')))) {
    const place = at(port, 'hostPort');
    if (typeof place.value !== 'number' || place.value === 0) continue;
    const key = `${textOf(at(port, 'protocol')) ?? 'TCP'}/${textOf(at(port, 'hostIP')) ?? ''}/${place.value}`;
    if (seen.has(key)) yield finding('duplicate-host-port', place.path, { port: place.value }, { field: field(place) });
    seen.add(key);
  }
}

/** On the network of the node a port is what it is: row 125. */
export function* hostNetworkRules(containers: readonly Place[]): Iterable<Finding> {
  for (const port of containers.flatMap(container => mapsOf(at(container, 'ports')))) {
    const { path, value } = at(port, 'hostPort');
    const containerPort = at(port, 'containerPort').value;
    if (typeof value !== 'number' || typeof containerPort !== 'number' || value === 0 || value === containerPort)
      continue;
    yield finding('host-port-differs', path, { port: value, containerPort });
  }
}

/** Fact 065: a Service or probe that asks for the name takes the first container that has it. */
export function* sharedPortNames(containers: readonly Place[]): Iterable<Finding> {
  const owners = new Map<string, string>();
  for (const container of containers) {
    const owner = textOf(at(container, 'name')) ?? '';
    for (const port of mapsOf(at(container, 'ports'))) {
      const place = at(port, 'name');
      const name = textOf(place);
      if (name === undefined || name === '') continue;
      const first = owners.get(name);
      if (first === undefined) owners.set(name, owner);
      else if (first !== owner) yield finding('duplicate-port-name', place.path, { name, first, container: owner });
    }
  }
}

function* portNumbers(port: Place): Iterable<Finding> {
  const number = at(port, 'containerPort');
  // Zero is what an absent number reads as.
  if (!isGiven(number) || number.value === 0) yield finding('field-missing', number.path, { field: 'containerPort' });
  else yield* inRange(number, 1, LARGEST_PORT);
  const host = at(port, 'hostPort');
  if (host.value !== 0) yield* inRange(host, 1, LARGEST_PORT);
}

function* portName(place: Place): Iterable<Finding> {
  const name = textOf(place);
  if (name !== undefined && portNameFault(name) !== undefined)
    yield finding('invalid-port-name', place.path, { name: shown(name) });
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
