/** The three ways to write an amount; the API server prints an amount back in the way it was written. */
export type QuantityFormat = 'decimal' | 'binary' | 'exponent';

/** An exact amount, as in `resource.Quantity`: a whole number of billionths. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

/** Why a text is not an amount: its characters do not fit at all, or they do but there is no such suffix (`64K`). */
export type QuantityFault = 'characters' | 'suffix';

const NANO = 1_000_000_000n;

/** Larger amounts are cut to this one, as on the server: 2^63 − 1. */
const LARGEST = (2n ** 63n - 1n) * NANO;

const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The server's own shape of an amount. A sign, digits with at most one point, letters, an exponent. */
const SHAPE = /^([+-]?)([0-9.]+)([eEinumkKMGTP]*)([-+][0-9]*|(?<![0-9.])[0-9]+|)$/;

/**
 * Reads an amount as it stands in a manifest: text or a plain number (`cpu: 0.1`). `undefined` if it is none; `quantityFault` says why.
 * Finer than a billionth is rounded up, larger than int64 is cut, as `resource.ParseQuantity` does.
 */
export function parseQuantity(value: unknown): Quantity | undefined {
  const read = readQuantity(value);
  return typeof read === 'string' ? undefined : read;
}

/** Why a value is not an amount; `undefined` if it is one. */
export function quantityFault(value: unknown): QuantityFault | undefined {
  const read = readQuantity(value);
  return typeof read === 'string' ? read : undefined;
}

/** Negative, zero or positive as in a sort. */
export function compareQuantities(one: Quantity, other: Quantity): number {
  if (one.nano === other.nano) return 0;
  return one.nano < other.nano ? -1 : 1;
}

/** Whether the amount is a whole number; bytes must be. */
export function isWhole(quantity: Quantity): boolean {
  return quantity.nano % NANO === 0n;
}

/** The text that the server prints for an amount: `1024Mi` is `1Gi`, `0.1` is `100m`, `1e9` is `1G` in a plain number and `1e9` in a text. */
export function formatQuantity({ nano, format }: Quantity): string {
  const size = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? '-' : '';
  if (format === 'binary' && size >= 1024n * NANO && size % NANO === 0n) return sign + binaryText(size / NANO);
  return sign + decimalText(size, format === 'exponent');
}

function binaryText(size: bigint): string {
  let rest = size;
  let step = 0;
  while (rest % 1024n === 0n && step < BINARY.length - 1) {
    rest /= 1024n;
    step += 1;
  }
  return `${rest}${BINARY[step]}`;
}

function decimalText(nano: bigint, exponent: boolean): string {
  if (nano === 0n) return '0';
  let rest = nano;
  let power = -9;
  while (rest % 1000n === 0n && power < 18) {
    rest /= 1000n;
    power += 3;
  }
  if (exponent) return power === 0 ? `${rest}` : `${rest}e${power}`;
  const suffix = [...DECIMAL].find(([, value]) => value === power)?.[0] ?? '';
  return `${rest}${suffix}`;
}

function readQuantity(value: unknown): Quantity | QuantityFault {
  if (typeof value === 'number' && Number.isFinite(value)) return readText(String(value), 'decimal');
  // Longer texts are no amounts anyone means, and reading them would take long.
  if (typeof value !== 'string' || value.length > 400) return 'characters';
  return readText(value, undefined);
}

function readText(text: string, forced: QuantityFormat | undefined): Quantity | QuantityFault {
  const match = SHAPE.exec(text);
  if (match === null) return 'characters';
  const [, sign = '', digits = '', letters = '', power = ''] = match;
  const [whole = '', fraction = '', ...more] = digits.split('.');
  if (more.length > 0 || whole + fraction === '') return 'characters';
  const scale = scaleOf(letters, power);
  if (scale === undefined) return 'suffix';
  const size = scaled(whole, fraction, scale);
  const limited = size > LARGEST ? LARGEST : size;
  return { nano: sign === '-' ? -limited : limited, format: forced ?? scale.format };
}

interface Scale {
  readonly format: QuantityFormat;
  readonly ten: number;
  readonly two: number;
}

function scaleOf(letters: string, power: string): Scale | undefined {
  if (power === '') {
    const ten = DECIMAL.get(letters);
    if (ten !== undefined) return { format: 'decimal', ten, two: 0 };
    const step = BINARY.indexOf(letters);
    return step > 0 ? { format: 'binary', ten: 0, two: step * 10 } : undefined;
  }
  const isExponent = (letters === 'e' || letters === 'E') && /\d/.test(power);
  return isExponent ? { format: 'exponent', ten: Number(power), two: 0 } : undefined;
}

function scaled(whole: string, fraction: string, { ten, two }: Scale): bigint {
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return 0n;
  const power = ten - fraction.length + 9;
  if (power > 60) return LARGEST + 1n;
  if (power < -460) return 1n;
  const numerator = (power >= 0 ? digits * 10n ** BigInt(power) : digits) << BigInt(two);
  const denominator = power >= 0 ? 1n : 10n ** BigInt(-power);
  return (numerator + denominator - 1n) / denominator;
}
