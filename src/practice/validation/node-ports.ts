import { at, type JsonObject, listOf, stringOf } from '../json.ts';
import type { Surroundings } from '../kinds/rules.ts';
import { nodePorts } from '../kinds/service.ts';
import type { FieldError } from '../status.ts';
import { invalidValue } from './errors.ts';

/** Ports that a Service asks for on the nodes, and that it cannot have: outside the range, or another one's. */
export function nodePortErrors(object: JsonObject, around: Surroundings): readonly FieldError[] {
  const asked = listOf(at(object, 'spec', 'ports')).map(port => at(port, 'nodePort'));
  if (asked.every(port => !port)) return [];
  const taken = nodePorts(around, stringOf(at(object, 'metadata', 'uid')));
  return asked.flatMap((port, index) => {
    if (typeof port !== 'number' || port === 0) return [];
    const field = `spec.ports[${index}].nodePort`;
    const why = 'provided port is not in the valid range. The range of valid ports is 30000-32767';
    if (port < 30_000 || port > 32_767) return [invalidValue(field, port, why)];
    return taken.has(port) ? [invalidValue(field, port, 'provided port is already allocated')] : [];
  });
}
