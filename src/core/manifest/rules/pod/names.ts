import { type Finding, type FindingOptions, finding } from '../../finding.ts';
import { isGiven, type Place, textOf } from '../../place.ts';
import { shown } from '../fields.ts';

/** Names of other sorts than objects have. Facts: validation-rules.md, rows 127, 134, 174, 231, 238. */

const ENVIRONMENT = /^[ -<>-~]+$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;
const HEADER = /^[-A-Za-z0-9]+$/;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x1f\x7f]/;
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const WINDOWS_DNS =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const LONGEST_DOMAIN = 256;
const LONGEST_USER = 104;
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

/**
 * The user of a Windows container, with a domain in front or without. The domain is one of NetBIOS or DNS.
 * Facts: `validateWindowsSecurityContextOptions`.
 */
export function* windowsUser(place: Place): Iterable<Finding> {
  const name = textOf(place) ?? '';
  const parts = name.split('\\');
  const user = parts.at(-1) ?? '';
  const isSound =
    parts.length <= 2 &&
    !CONTROL.test(name) &&
    (parts.length === 1 || isWindowsDomain(parts[0] ?? '')) &&
    user.length <= LONGEST_USER &&
    !/^[. ]*$/.test(user) &&
    !/["/:;|=,+*?<>@[\]]/.test(user);
  if (name !== '' && !isSound) yield finding('invalid-windows-user', place.path, { name: shown(name) });
}

function isWindowsDomain(domain: string): boolean {
  return domain.length < LONGEST_DOMAIN && (NETBIOS.test(domain) || WINDOWS_DNS.test(domain));
}

export function* sysctlName(place: Place): Iterable<Finding> {
  const name = textOf(place) ?? '';
  if (name !== '' && (name.length > LONGEST_SYSCTL || !SYSCTL.test(name)))
    yield finding('invalid-sysctl', place.path, { name: shown(name) });
}
