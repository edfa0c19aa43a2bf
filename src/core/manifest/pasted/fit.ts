import { parseQuantity } from '../../quantity.ts';
import type { FieldType, Scalar } from '../schema/table.ts';
import { resolvePlain } from '../yaml/scalar.ts';

/** Whether what follows a key can be the value of a field: nothing where more comes below it, brackets, or a scalar of its type. */
export function fits(type: FieldType, value: string): boolean {
  if (value === '' || value.startsWith('{')) return value === '' ? type.form !== 'scalar' : isMap(type);
  if (value.startsWith('[')) return type.form === 'list';
  return type.form === 'scalar' && fitsScalar(type.scalar, value);
}

function isMap(type: FieldType): boolean {
  return type.form === 'struct' || type.form === 'map' || (type.form === 'scalar' && type.scalar === 'any');
}

function fitsScalar(scalar: Scalar, written: string): boolean {
  const value = /^["']/.test(written) ? written.slice(1, -1) : resolvePlain(written);
  if (scalar === 'any') return true;
  if (typeof value === 'boolean') return scalar === 'boolean';
  if (typeof value === 'number') {
    if (scalar === 'quantity') return true;
    return Number.isInteger(value) && (scalar === 'int32' || scalar === 'int64' || scalar === 'int-or-string');
  }
  if (typeof value !== 'string') return false;
  if (scalar === 'quantity') return parseQuantity(value) !== undefined;
  return scalar === 'string' || scalar === 'time' || scalar === 'int-or-string';
}
