import type { Features } from '../../core/statefulset/decision.ts';
import type { RollingUpdate } from '../../core/statefulset/model.ts';
import { isObject, type JsonObject } from '../../practice/json.ts';
import { rulesOf } from '../../practice/kinds/all.ts';
import { resources } from '../../practice/resources.ts';
import type { Workload } from './manifests.ts';

/** A manifest as the API server would store it: defaults filled in, empty fields left out. */
export function withDefaults<W extends Workload>(manifest: W, namespace: string, features: Features): W {
  const resource = manifest.kind === 'StatefulSet' ? resources.statefulSets : resources.deployments;
  const sent = withoutNulls(manifest) as JsonObject;
  const filled = rulesOf(resource).defaults?.(sent) ?? sent;
  const stored = features.maxUnavailable === true ? withMaxUnavailable(filled, manifest) : filled;
  const { status: _, ...object } = stored as unknown as W;
  return { ...object, metadata: { namespace, ...object.metadata } } as W;
}

/** The API server drops the field while its gate is off. */
function withMaxUnavailable(filled: JsonObject, { kind, spec }: Workload): JsonObject {
  const rolling: RollingUpdate | undefined = kind === 'StatefulSet' ? spec.updateStrategy?.rollingUpdate : undefined;
  const { spec: filledSpec } = filled;
  const strategy = isObject(filledSpec) ? filledSpec['updateStrategy'] : undefined;
  if (rolling?.maxUnavailable === undefined || !isObject(filledSpec) || !isObject(strategy)) return filled;
  const rollingUpdate = { ...(strategy['rollingUpdate'] as object), maxUnavailable: rolling.maxUnavailable };
  return { ...filled, spec: { ...filledSpec, updateStrategy: { ...strategy, rollingUpdate } } };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([key, field]) => [key, withoutNulls(field)]),
  );
}
