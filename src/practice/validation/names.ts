import { byteLength, dnsSubdomainFault } from '../../core/names.ts';
import type { FieldError } from '../status.ts';
import { invalidValue } from './errors.ts';

/** What the API server says of names: every rule that a name breaks, in the server's order (`k8s.io/apimachinery/pkg/util/validation`). */

const qualifiedForm = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const subdomainForm = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const labelForm = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const nameCharacters =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc'";

const notLabel = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${labelForm}')`;
const notSubdomain = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomainForm}')`;
const notName = `name part ${nameCharacters}, regex used for validation is '${qualifiedForm}')`;
const notKey = `a valid label key ${nameCharacters}, regex used for validation is '${qualifiedForm}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
const notLabelValue = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${qualifiedForm})?')`;

const notConfigKey =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

const longestPart = 63;
const longestPort = 15;

/** One DNS label. `tested` is what is looked at where that differs from what is shown. */
export function labelErrors(field: string, name: string, tested = name): FieldError[] {
  const isLabel = new RegExp(`^${labelForm}$`).test(tested);
  const isSubdomain = new RegExp(`^${subdomainForm}$`).test(tested);
  return said(field, name, [
    tested.length > longestPart && `must be no more than ${longestPart} characters`,
    !isLabel && (isSubdomain ? 'must not contain dots' : notLabel),
  ]);
}

/** DNS labels with dots between them. */
export function subdomainErrors(field: string, name: string, tested = name): FieldError[] {
  return said(field, name, [
    tested.length > 253 && 'must be no more than 253 characters',
    !new RegExp(`^${subdomainForm}$`).test(tested) && notSubdomain,
  ]);
}

/** The key of a label, and what else is named like one. */
export function qualifiedNameErrors(field: string, key: string, tested = key): FieldError[] {
  const parts = tested.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) return said(field, key, [notKey]);
  return said(field, key, [
    parts.length === 2 && prefixFault(parts[0] ?? ''),
    name === '' && 'name part must be non-empty',
    byteLength(name) > longestPart && `name part must be no more than ${longestPart} bytes`,
    !new RegExp(`^${qualifiedForm}$`).test(name) && notName,
  ]);
}

function prefixFault(prefix: string): string | false {
  if (prefix === '') return 'prefix part must be non-empty';
  if (prefix.length > 253) return 'prefix part must be no more than 253 characters';
  return dnsSubdomainFault(prefix) !== undefined && `prefix part ${notSubdomain}`;
}

/** The key of an annotation: its case does not matter. */
export function annotationKeyErrors(field: string, key: string): FieldError[] {
  return qualifiedNameErrors(field, key, key.toLowerCase());
}

export function labelValueErrors(field: string, value: string): FieldError[] {
  return said(field, value, [
    byteLength(value) > longestPart && `must be no more than ${longestPart} bytes`,
    value !== '' && !new RegExp(`^${qualifiedForm}$`).test(value) && notLabelValue,
  ]);
}

/** The name of a container's port. */
export function portNameErrors(field: string, name: string): FieldError[] {
  return said(field, name, [
    name.length > longestPort && `must be no more than ${longestPort} characters`,
    !/^[-a-z0-9]+$/.test(name) && 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    !/[a-z]/.test(name) && 'must contain at least one letter (a-z)',
    name.includes('--') && 'must not contain consecutive hyphens',
    /^-|-$/.test(name) && 'must not begin or end with a hyphen',
  ]);
}

/** The key of what a ConfigMap or a Secret holds: it becomes the name of a file. */
export function configKeyErrors(field: string, key: string): FieldError[] {
  return said(field, key, [
    key.length > 253 && 'must be no more than 253 characters',
    !/^[-._a-zA-Z0-9]+$/.test(key) && notConfigKey,
    key === '.' && "must not be '.'",
    key === '..' ? "must not be '..'" : key.startsWith('..') && "must not start with '..'",
  ]);
}

function said(field: string, value: string, faults: readonly (string | false)[]): FieldError[] {
  return faults.flatMap(why => (why === false ? [] : [invalidValue(field, value, why)]));
}
