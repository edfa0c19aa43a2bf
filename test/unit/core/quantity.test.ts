import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compareQuantities,
  formatQuantity,
  isWhole,
  parseQuantity,
  quantityFault,
} from '../../../src/core/quantity.ts';

const printed = (value: unknown) => {
  const quantity = parseQuantity(value);
  return quantity === undefined ? undefined : formatQuantity(quantity);
};

test('amounts are printed as the server prints them', () => {
  const pairs: [unknown, string][] = [
    ['1Gi', '1Gi'],
    ['1024Mi', '1Gi'],
    ['1536Mi', '1536Mi'],
    ['.5Gi', '512Mi'],
    ['0.1', '100m'],
    [0.1, '100m'],
    [1e9, '1G'],
    ['1e9', '1e9'],
    ['1E', '1E'],
    ['+3k', '3k'],
    ['5.', '5'],
    ['-1Gi', '-1Gi'],
    ['0', '0'],
    ['0.5', '500m'],
    ['100Ki', '100Ki'],
    ['512', '512'],
  ];
  for (const [written, expected] of pairs) assert.equal(printed(written), expected, String(written));
});

test('what is no amount is told apart by its characters and its suffix', () => {
  for (const text of [
    '',
    ' 1',
    '10 Gi',
    '1GiB',
    '1g',
    '1.2.3',
    '0,5',
    'lots',
    '.',
    '+',
    true,
    null,
    [],
    {},
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1'.repeat(500),
  ]) {
    assert.equal(quantityFault(text), 'characters', String(text));
  }
  for (const text of ['64K', '64mi', '12e', '1ki', '1KiKi', '1m5', '1e+'])
    assert.equal(quantityFault(text), 'suffix', text);
});

test('finer than a billionth is rounded up, more than int64 is cut', () => {
  assert.equal(parseQuantity('0.0000000001')?.nano, 1n);
  assert.equal(parseQuantity('1e-400')?.nano, 1n);
  assert.equal(parseQuantity('1e999999999')?.nano, parseQuantity('9223372036854775807')?.nano);
  assert.equal(parseQuantity('-9E')?.nano, -9_000_000_000_000_000_000_000_000_000n);
});

test('amounts compare by value, however they are written', () => {
  const compared = (one: string, other: string) => {
    const [first, second] = [parseQuantity(one), parseQuantity(other)];
    assert.ok(first !== undefined && second !== undefined);
    return Math.sign(compareQuantities(first, second));
  };
  assert.equal(compared('1Gi', '1024Mi'), 0);
  assert.equal(compared('1G', '1Gi'), -1);
  assert.equal(compared('1', '999m'), 1);
});

test('a whole number of bytes is told from a fraction of one', () => {
  const whole = (text: string) => {
    const quantity = parseQuantity(text);
    return quantity !== undefined && isWhole(quantity);
  };
  assert.equal(whole('128M'), true);
  assert.equal(whole('128m'), false);
  assert.equal(whole('1000m'), true);
});

test('what is printed means what was read', () => {
  const suffix = fc.constantFrom(
    '',
    'n',
    'u',
    'm',
    'k',
    'M',
    'G',
    'T',
    'P',
    'Ki',
    'Mi',
    'Gi',
    'Ti',
    'Pi',
    'e3',
    'e-3',
    'E2',
  );
  const number = fc
    .tuple(fc.constantFrom('', '-', '+'), fc.nat(99_999), fc.nat(999))
    .map(([sign, whole, part]) => `${sign}${whole}.${part}`);
  fc.assert(
    fc.property(number, suffix, (digits, unit) => {
      const quantity = parseQuantity(digits + unit);
      assert.ok(quantity !== undefined);
      assert.equal(parseQuantity(formatQuantity(quantity))?.nano, quantity.nano);
    }),
  );
});
