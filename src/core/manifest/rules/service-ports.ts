import { portNameFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { givenQualifiedName, mapsOf, unlikeOthers } from './demands.ts';
import { dnsLabel, integer, oneOf, shown } from './fields.ts';
import { onlyFor } from './service-types.ts';

/** The ports of a Service. Facts: validation-rules.md, section 4.1, rows 249–259. */
export function* servicePortRules(spec: Place, type: string): Iterable<Finding> {
  const list = at(spec, 'ports');
  if (isGiven(list) && !Array.isArray(list.value)) return;
  const ports = mapsOf(list);
  if (itemsOf(list).length === 0 && type !== 'ExternalName' && at(spec, 'clusterIP').value !== 'None')
    yield finding('service-ports-missing', list.path, {}, { part: 'key' });
  for (const port of ports) {
    yield* nameRules(at(port, 'name'), ports.length > 1);
    yield* numberRules(port);
    yield* oneOf(at(port, 'protocol'), ['SCTP', 'TCP', 'UDP', '']);
    yield* givenQualifiedName(at(port, 'appProtocol'));
    if (type === 'ClusterIP' && at(port, 'nodePort').value !== 0)
      yield* onlyFor(at(port, 'nodePort'), type, 'NodePort, LoadBalancer');
  }
  yield* duplicates(ports);
}

function* nameRules(name: Place, isNeeded: boolean): Iterable<Finding> {
  if (isNeeded && (!isGiven(name) || name.value === '')) yield finding('service-port-unnamed', name.path);
  yield* dnsLabel(name);
}

/** An absent targetPort is the port itself, so what is wrong with that is told once. */
function* numberRules(port: Place): Iterable<Finding> {
  const number = at(port, 'port');
  const target = at(port, 'targetPort');
  // The server then names both, so what holds both is named here.
  const options = isGiven(target) && target.value !== 0 ? {} : { field: formatPath(port.path) };
  if (!isGiven(number)) yield finding('field-missing', number.path, { field: 'port' }, options);
  else for (const found of integer(number, 1, 65_535)) yield { ...found, ...options };
  const name = textOf(target);
  if (name !== undefined && name !== '' && portNameFault(name) !== undefined)
    yield finding('invalid-port-name', target.path, { name: shown(name) });
  // Zero, and the empty text, are what an absent target reads as.
  if (typeof target.value === 'number' && target.value !== 0) yield* integer(target, 1, 65_535);
}

function* duplicates(ports: readonly Place[]): Iterable<Finding> {
  const entries = ports.map(port => ({
    port,
    protocol: textOf(at(port, 'protocol')) || 'TCP',
    name: at(port, 'name'),
    number: at(port, 'port'),
    nodePort: at(port, 'nodePort'),
  }));
  yield* unlikeOthers(entries.map(({ name }) => [textOf(name) ?? '', name]));
  yield* unlikeOthers(
    entries.map(({ number, protocol }) => [keyOf(number, protocol), number]),
    ({ path }) => ({ field: formatPath(path.slice(0, -1)) }),
  );
  yield* unlikeOthers(entries.map(({ nodePort, protocol }) => [keyOf(nodePort, protocol), nodePort]));
}

/** A port is another one under another protocol. None has no key. */
function keyOf({ value }: Place, protocol: string): string {
  return typeof value === 'number' && value !== 0 ? `${value}/${protocol}` : '';
}
