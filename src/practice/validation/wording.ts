import type { FindingValues } from '../../core/manifest/finding.ts';
import type { Path } from '../../core/manifest/path.ts';
import { at, type JsonObject, listOf } from '../json.ts';
import type { FieldError } from '../status.ts';
import { duplicate, forbiddenField, invalidValue, required } from './errors.ts';

/** A finding of a rule, as what the server would say of it sees it. */
export interface Fault {
  /** The field by the server's name. */
  readonly field: string;
  readonly path: Path;
  /** What stands at the path. */
  readonly value: unknown;
  /** What the rule says about it. Texts may be cut there; `value` is whole. */
  readonly values: FindingValues;
  /** Other fields under which the server reports the same. */
  readonly echoes: readonly string[];
  readonly object: JsonObject;
  readonly kind: string;
}

/** The server's words for a finding: one cause, several, or none where another finding brings them along. */
export type Wording = (fault: Fault) => FieldError | readonly FieldError[];

/**
 * Wordings by the code of a rule, and for some codes by where in the object it was found: `'field-missing grpc.port'` goes before
 * `'field-missing port'` and `'field-missing'`. A `*` is any name. Names of lists stand without indexes.
 */
export type Wordings = Readonly<Record<string, Wording>>;

/** The wording that names most of the place. */
export function wordingOf(wordings: Wordings, code: string, path: Path): Wording | undefined {
  const names = path.filter(step => typeof step === 'string');
  const [grand, parent, last] = [names.at(-3), names.at(-2), names.at(-1)];
  const keys = [
    `${code} ${grand}.${parent}.${last}`,
    `${code} ${parent}.${last}`,
    `${code} ${parent}.*`,
    `${code} ${last}`,
    code,
  ];
  for (const key of keys) if (Object.hasOwn(wordings, key)) return wordings[key];
  return undefined;
}

/** `Invalid value` with what stands there. */
export function invalid(why: string): Wording {
  return ({ field, value }) => invalidValue(field, value, why);
}

/** `Invalid value` with what Go reads where nothing stands. */
export function invalidAs(value: unknown, why: string): Wording {
  return ({ field }) => invalidValue(field, value, why);
}

export function forbidden(why: string): Wording {
  return ({ field }) => forbiddenField(field, why);
}

export function missing(why?: string): Wording {
  return ({ field }) => required(field, why);
}

export const repeated: Wording = ({ field, value }) => duplicate(field, value);

/** What stands at a path of an object. */
export function valueAt(object: unknown, path: Path): unknown {
  let value = object;
  for (const step of path) value = typeof step === 'number' ? listOf(value)[step] : at(value, step);
  return value;
}
