import { DEFAULT_VERSION, type KubernetesVersion } from '../../core/kubernetes-version.ts';
import { isObject, type JsonObject } from '../../practice/json.ts';
import { rulesOf } from '../../practice/kinds/all.ts';
import { withoutGated } from '../../practice/kinds/workloads.ts';
import { resources } from '../../practice/resources.ts';
import type { Workload } from './manifests.ts';

/** A manifest as the API server of a version would store it: defaults filled in, empty fields and those behind a gate that is off left out. */
export function withDefaults<W extends Workload>(
  manifest: W,
  namespace: string,
  version: KubernetesVersion = DEFAULT_VERSION,
): W {
  const resource = manifest.kind === 'StatefulSet' ? resources.statefulSets : resources.deployments;
  const all = withoutNulls(manifest) as JsonObject;
  const sent = manifest.kind === 'StatefulSet' ? withoutGated(all, version) : all;
  const stored = rulesOf(resource).defaults?.(sent, version) ?? sent;
  const { status: _, ...object } = stored as unknown as W;
  return { ...object, metadata: { namespace, ...object.metadata } } as W;
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
