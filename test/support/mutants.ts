import type { Path } from '../../src/core/manifest/path.ts';
import { isFields } from '../../src/core/manifest/place.ts';

/** A value in an object, with the way to it. */
export interface Spot {
  readonly path: Path;
  readonly value: unknown;
}

/** All values of an object, from the outside in, itself first. */
export function spotsOf(value: unknown, path: Path = []): Spot[] {
  const children: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isFields(value)
      ? Object.entries(value)
      : [];
  return [{ path, value }, ...children.flatMap(([step, child]) => spotsOf(child, [...path, step]))];
}

/** The value with another one at a path; `change` gets what stands there. */
export function changed(value: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? changed(item, rest, change) : item));
  if (!isFields(value)) throw new Error(`nothing stands at ${path.join('.')}`);
  return { ...value, [step]: changed(value[step], rest, change) };
}

/** The value without what stands at a path. */
export function without(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  return changed(value, path.slice(0, -1), owner => {
    if (Array.isArray(owner)) return owner.filter((_, index) => index !== last);
    return isFields(owner) ? Object.fromEntries(Object.entries(owner).filter(([key]) => key !== last)) : owner;
  });
}

/** The same with the keys of all maps the other way round. */
export function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => [key, turned(child)]);
  return Object.fromEntries(entries.toReversed());
}
