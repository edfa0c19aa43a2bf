import type { FieldError } from '../status.ts';
import { goValue } from './go.ts';

/** What the API server says of a field, by the kinds of `k8s.io/apimachinery/pkg/util/validation/field`. */

export function required(field: string, why?: string): FieldError {
  return { field, type: 'Required', message: why === undefined ? 'Required value' : `Required value: ${why}` };
}

export function invalidValue(field: string, value: unknown, why: string): FieldError {
  return { field, type: 'Invalid', message: `Invalid value: ${goValue(value)}${why === '' ? '' : `: ${why}`}` };
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map(each => `"${each}"`).join(', ');
  return { field, type: 'NotSupported', message: `Unsupported value: ${goValue(value)}: supported values: ${list}` };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { field, type: 'Duplicate', message: `Duplicate value: ${goValue(value)}` };
}

export function notFoundValue(field: string, value: unknown): FieldError {
  return { field, type: 'NotFound', message: `Not found: ${goValue(value)}` };
}

export function forbiddenField(field: string, why: string): FieldError {
  return { field, type: 'Forbidden', message: `Forbidden: ${why}` };
}

export function tooLong(field: string, bytes: number): FieldError {
  return { field, type: 'TooLong', message: `Too long: may not be more than ${bytes} bytes` };
}

export function tooMany(field: string, count: number, most: number): FieldError {
  return { field, type: 'TooMany', message: `Too many: ${count}: must have at most ${most} items` };
}

export const negative = 'must be greater than or equal to 0';

/** Numbers between two others, both of them included. */
export function between(least: number, most: number): string {
  return `must be between ${least} and ${most}, inclusive`;
}
