import type { Path } from '../../core/manifest/path.ts';
import { isFields } from '../../core/manifest/place.ts';

/** What the server's decoder met, in the words of Go: `string`, `number` (mostly with its value), `bool`, `array`, `object`. */
export interface Met {
  readonly type: string;
  readonly value: string | undefined;
}

/**
 * The first place at the end of a path of Go's decoder where something of the type stands that it met. Such a path has no indexes of lists,
 * and has the names of embedded structs (`livenessProbe.ProbeHandler.tcpSocket.port`); it ends at a map or list where one entry of it is
 * wrong. `undefined` where there is no such place.
 */
export function wrongTypePlace(object: object, steps: readonly string[], met: Met): Path | undefined {
  return search(object, steps, [], met);
}

function search(value: unknown, steps: readonly string[], path: Path, met: Met): Path | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return endsAt(value, path, met);
  if (Array.isArray(value))
    return firstOf(value.entries(), (item, index) => search(item, steps, [...path, index], met));
  if (!isFields(value)) return undefined;
  if (Object.hasOwn(value, step)) return search(value[step], rest, [...path, step], met);
  return /^[A-Z]/.test(step) ? search(value, rest, path, met) : undefined;
}

function endsAt(value: unknown, path: Path, met: Met): Path | undefined {
  if (isMet(value, met)) return path;
  if (Array.isArray(value)) return firstOf(value.entries(), (item, index) => endsAt(item, [...path, index], met));
  if (!isFields(value)) return undefined;
  return firstOf(Object.entries(value), (entry, key) => (isMet(entry, met) ? [...path, key] : undefined));
}

function firstOf<K>(entries: Iterable<readonly [K, unknown]>, find: (value: unknown, key: K) => Path | undefined) {
  for (const [key, value] of entries) {
    const found = find(value, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMet(value: unknown, { type, value: wanted }: Met): boolean {
  return typeOf(value) === type && (wanted === undefined || String(value) === wanted);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : typeof value;
}
