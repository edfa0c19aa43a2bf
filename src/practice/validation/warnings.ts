import type { Finding } from '../../core/manifest/finding.ts';
import { formatPath, type Path } from '../../core/manifest/path.ts';
import { at, type JsonObject, listOf } from '../json.ts';
import { goQuote } from './go.ts';
import { valueAt } from './wording.ts';

interface Seen {
  readonly path: Path;
  readonly value: unknown;
  readonly object: JsonObject;
}

/** What the server warns of in an object that it takes, by the rule that finds it (validation-rules.md, section 7). */
const warnings: Readonly<Record<string, (seen: Seen) => string>> = {
  'history-without-limit': ({ path }) =>
    `${formatPath(path)}: a negative value retains all historical revisions; a value >= 0 is recommended`,
  'duplicate-variable': ({ path, value }) =>
    `${formatPath(path.slice(0, -1))}: hides previous definition of ${goQuote(String(value))}, which may be dropped when using apply`,
  'duplicate-port': ({ path, object }) => {
    const own = path.slice(0, -1);
    const ports = listOf(valueAt(object, own.slice(0, -1)));
    const same = ports.findIndex(port => samePort(port, valueAt(object, own)));
    return `${formatPath(own)}: duplicate port definition with ${formatPath([...own.slice(0, -1), same])}`;
  },
  'duplicate-port-name': ({ path, value, object }) => {
    const first = firstPort(object, path, value);
    return `${formatPath(path.slice(0, -1))}: duplicate port name ${goQuote(String(value))} with ${first}, services and probes that select ports by name will use ${first}`;
  },
  'grace-period-negative': ({ path }) =>
    `${formatPath(path)}: must be >= 0; negative values are invalid and will be treated as 1`,
  'fraction-of-a-byte': ({ path, value }) =>
    `${formatPath(path.slice(0, -1))}[${path.at(-1)}]: fractional byte value ${goQuote(String(value))} is invalid, must be an integer`,
  'pull-secret-unnamed': ({ path }) => `${formatPath(path)}: invalid empty name ""`,
  'rule-without-selector': ({ path }) => `${formatPath(path)}: a null labelSelector results in matching no pod`,
  'affinity-without-address': () => 'spec.SessionAffinity is ignored for headless services',
};

/** The server's warnings about an object that it takes. */
export function warningsOf(object: JsonObject, findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ code, path }) => {
    const say = Object.hasOwn(warnings, code) ? warnings[code] : undefined;
    return say === undefined ? [] : [say({ path, value: valueAt(object, path), object })];
  });
}

function samePort(one: unknown, other: unknown): boolean {
  return (
    at(one, 'containerPort') === at(other, 'containerPort') &&
    (at(one, 'protocol') ?? 'TCP') === (at(other, 'protocol') ?? 'TCP')
  );
}

/** The first port of a pod's containers that has a name. */
function firstPort(object: JsonObject, path: Path, name: unknown): string {
  const list = path.slice(0, -4);
  const containers = listOf(valueAt(object, list));
  const index = containers.findIndex(container =>
    listOf(at(container, 'ports')).some(port => at(port, 'name') === name),
  );
  const port = listOf(at(containers[index], 'ports')).findIndex(each => at(each, 'name') === name);
  return formatPath([...list, index, 'ports', port]);
}
