import { type Finding, type FindingOptions, finding } from '../../finding.ts';
import { isGiven, type Place, textOf } from '../../place.ts';
import { shown } from '../fields.ts';

/** Names of other sorts than objects have. Facts: validation-rules.md, rows 127, 134, 174, 231, 238. */

const ENVIRONMENT = /^[ -<>-~]+$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;
const HEADER = /^[-A-Za-z0-9]+$/;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const LONGEST_CONFIG_KEY = 253;
const LONGEST_SYSCTL = 253;

/** The name of an environment variable: printable ASCII without `=`. */
export function* environmentName(place: Place): Iterable<Finding> {
  const name = textOf(place) ?? '';
  if (name !== '' && !ENVIRONMENT.test(name)) yield finding('invalid-env-name', place.path, { name: shown(name) });
}

/** The key of an entry in a ConfigMap or Secret. */
export function* configKey(place: Place): Iterable<Finding> {
  const key = textOf(place) ?? '';
  if (key === '' || (CONFIG_KEY.test(key) && key.length <= LONGEST_CONFIG_KEY && key !== '.' && !key.startsWith('..')))
    return;
  yield finding('invalid-config-key', place.path, { key: shown(key) });
}

/** The name of a header that a probe or hook sends. */
export function* headerName(place: Place, options: FindingOptions): Iterable<Finding> {
  const name = textOf(place) ?? '';
  if (isGiven(place) && name !== '' && !HEADER.test(name))
    yield finding('invalid-header', place.path, { name: shown(name) }, options);
}

export function* sysctlName(place: Place): Iterable<Finding> {
  const name = textOf(place) ?? '';
  if (name !== '' && (name.length > LONGEST_SYSCTL || !SYSCTL.test(name)))
    yield finding('invalid-sysctl', place.path, { name: shown(name) });
}
