import type { Deployment } from '../deployment/model.ts';
import { parseQuantity } from '../quantity.ts';
import type { StatefulSet } from './model.ts';
import { canonicalJson } from './revision.ts';

/** What an update may change in the spec of a StatefulSet, in the order in which the API server names it. Fact I2. */
export const changeableSetFields: readonly string[] = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** What only the server writes into a claim template. */
const SERVER_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'status']);

/** Maps from resources to amounts, of which the value counts and not how it is written. Fact: `1Gi` to `1024Mi` is no change. */
const AMOUNTS: ReadonlySet<string> = new Set(['requests', 'limits']);

/**
 * The fields of the spec in which two forms of an object differ and which the API server does not let anybody change, as paths. Both are
 * taken with the server's defaults filled in.
 */
export function immutableChanges(before: StatefulSet | Deployment, after: StatefulSet | Deployment): string[] {
  const was: Readonly<Record<string, unknown>> = { ...before.spec };
  const is: Readonly<Record<string, unknown>> = { ...after.spec };
  const fields =
    before.kind === 'Deployment' ? ['selector'] : [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return fields
    .filter(field => before.kind === 'Deployment' || !changeableSetFields.includes(field))
    .filter(field => comparable(was[field]) !== comparable(is[field]))
    .map(field => `spec.${field}`);
}

function comparable(value: unknown): string {
  return canonicalJson(withoutServerFields(value) ?? null);
}

/** An empty list or object is the same as none, on the wire. */
function withoutServerFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutServerFields);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const isClaim = 'spec' in value && 'metadata' in value;
  const kept = Object.entries(value)
    .filter(([key]) => !(isClaim && SERVER_FIELDS.has(key)))
    .map(([key, field]) => [key, AMOUNTS.has(key) ? amounts(field) : withoutServerFields(field)] as const)
    .filter(([, field]) => field !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function amounts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return withoutServerFields(value);
  return withoutServerFields(
    Object.fromEntries(
      Object.entries(value).map(([name, amount]) => [name, parseQuantity(amount)?.nano.toString() ?? amount]),
    ),
  );
}
