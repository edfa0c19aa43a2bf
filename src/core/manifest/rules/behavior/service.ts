import { type Finding, finding } from '../../finding.ts';
import { at, itemsOf, type Place, textOf } from '../../place.ts';
import { shown } from '../fields.ts';

/** The range of node ports where nobody has set another one for the API server, which a dry run does not ask for. */
const FIRST_NODE_PORT = 30_000;
const LAST_NODE_PORT = 32_767;

/** It is taken for a DNS name made of digits (documentation, Service, "Type ExternalName"), which no server knows. */
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** A Service that is refused or ignored in part, as far as a manifest tells. */
export function* serviceBehavior(spec: Place): Iterable<Finding> {
  for (const port of itemsOf(at(spec, 'ports'))) {
    const { path, value } = at(port, 'nodePort');
    if (typeof value !== 'number' || value === 0) continue;
    if (value < FIRST_NODE_PORT || value > LAST_NODE_PORT)
      yield finding('node-port-outside-range', path, { port: value, first: FIRST_NODE_PORT, last: LAST_NODE_PORT });
  }
  const name = at(spec, 'externalName');
  if (at(spec, 'type').value === 'ExternalName' && IPV4.test(textOf(name) ?? ''))
    yield finding('external-name-address', name.path, { address: shown(name.value) });
  const affinity = at(spec, 'sessionAffinity');
  if (affinity.value === 'ClientIP' && at(spec, 'clusterIP').value === 'None')
    yield finding('affinity-without-address', affinity.path);
}
