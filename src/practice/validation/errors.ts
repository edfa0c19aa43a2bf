import {
  annotationKeyFault,
  dnsLabelFault,
  dnsSubdomainFault,
  labelValueFault,
  type NameFault,
  qualifiedNameFault,
} from '../../core/names.ts';
import { isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import type { FieldError } from '../status.ts';

export function required(field: string, why?: string): FieldError {
  return { field, type: 'Required', message: why === undefined ? 'Required value' : `Required value: ${why}` };
}

export function invalidValue(field: string, value: unknown, why: string): FieldError {
  const message = `Invalid value: ${JSON.stringify(value ?? null)}${why === '' ? '' : `: ${why}`}`;
  return { field, type: 'Invalid', message };
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map(each => `"${each}"`).join(', ');
  return {
    field,
    type: 'NotSupported',
    message: `Unsupported value: ${JSON.stringify(value ?? null)}: supported values: ${list}`,
  };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { field, type: 'Duplicate', message: `Duplicate value: ${JSON.stringify(value)}` };
}

export function notFoundValue(field: string, value: unknown): FieldError {
  return { field, type: 'NotFound', message: `Not found: ${JSON.stringify(value)}` };
}

export function forbiddenField(field: string, why: string): FieldError {
  return { field, type: 'Forbidden', message: `Forbidden: ${why}` };
}

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const nameRule =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const keyRule =
  "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** A DNS label: sets, Services, containers, volumes. */
export function labelErrors(field: string, name: string): FieldError[] {
  return nameErrors(field, name, dnsLabelFault(name), labelRule, 'must be no more than 63 characters');
}

/** A DNS subdomain: claims, volumes, classes, Deployments, nodes. */
export function subdomainErrors(field: string, name: string): FieldError[] {
  return nameErrors(field, name, dnsSubdomainFault(name), subdomainRule, 'must be no more than 253 characters');
}

function nameErrors(
  field: string,
  name: string,
  fault: NameFault | undefined,
  rule: string,
  tooLong: string,
): FieldError[] {
  if (fault === undefined) return [];
  if (fault === 'too-long') return [invalidValue(field, name, tooLong)];
  return [invalidValue(field, name, fault === 'dots' ? 'must not contain dots' : rule)];
}

/** Keys and values of labels, wherever they stand. */
export function labelMapErrors(field: string, labels: unknown): FieldError[] {
  return Object.entries(objectOf(labels)).flatMap(([key, value]) => {
    const text = stringOf(value) ?? '';
    const fault = labelValueFault(text);
    const why = fault === 'too-long' ? 'must be no more than 63 bytes' : valueRule;
    return [
      ...keyErrors(field, key, qualifiedNameFault(key)),
      ...(fault === undefined ? [] : [invalidValue(field, text, why)]),
    ];
  });
}

const longestAnnotations = 262_144;

export function annotationErrors(field: string, annotations: unknown): FieldError[] {
  const entries = Object.entries(objectOf(annotations));
  const size = entries.reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  const keys = entries.flatMap(([key]) => keyErrors(field, key, annotationKeyFault(key)));
  if (size <= longestAnnotations) return keys;
  return [...keys, { field, type: 'TooLong', message: `Too long: may not be more than ${longestAnnotations} bytes` }];
}

function keyErrors(field: string, key: string, fault: NameFault | undefined): FieldError[] {
  switch (fault) {
    case undefined:
      return [];
    case 'slashes':
      return [invalidValue(field, key, keyRule)];
    case 'prefix':
      return [
        invalidValue(
          field,
          key,
          key.startsWith('/') ? 'prefix part must be non-empty' : `prefix part ${subdomainRule}`,
        ),
      ];
    case 'empty':
      return [invalidValue(field, key, 'name part must be non-empty'), invalidValue(field, key, nameRule)];
    case 'too-long':
      return [invalidValue(field, key, 'name part must be no more than 63 bytes')];
    default:
      return [invalidValue(field, key, nameRule)];
  }
}

/** An integer that may not be negative. */
export function notNegative(field: string, value: unknown): FieldError[] {
  return typeof value === 'number' && value < 0
    ? [invalidValue(field, value, 'must be greater than or equal to 0')]
    : [];
}

/** One of a few words; an absent one is fine. */
export function oneOf(field: string, value: unknown, supported: readonly string[]): FieldError[] {
  return value === undefined || supported.includes(String(value)) ? [] : [notSupported(field, value, supported)];
}

/** The objects of a list with their path: `spec.containers[1]`. */
export function items(field: string, list: unknown): readonly (readonly [string, JsonObject])[] {
  return (Array.isArray(list) ? list : []).map((item: unknown, index) => [
    `${field}[${index}]`,
    isObject(item) ? item : {},
  ]);
}
