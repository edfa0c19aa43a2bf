import { shortImages } from '../image.ts';
import type { PodSpec } from './model.ts';
import { canonicalJson, templateOf } from './revision.ts';
import type { Diagnosis, Evidence, RevisionSeen } from './verdict-model.ts';

/** A revision by its number and images, for a person; nothing where it may not be read. */
export function revisionSeen(evidence: Evidence, name: string): { readonly revision?: RevisionSeen } {
  const revision = evidence.revisions?.find(({ metadata }) => metadata.name === name);
  const spec = specNamed(evidence, name);
  if (revision === undefined || spec === undefined) return {};
  return { revision: { number: revision.revision, images: shortImages(spec.containers) } };
}

/**
 * Whether a pod of the revision `other` may fare better than one of the revision `own` that has this trouble: whether they differ in what the
 * trouble is about. Where either may not be read, they may.
 */
export function mayBeBetter(evidence: Evidence, own: string, other: string, diagnosis: Diagnosis): boolean {
  if (own === other) return false;
  const one = specNamed(evidence, own);
  const two = specNamed(evidence, other);
  if (one === undefined || two === undefined) return true;
  return canonicalJson(concerned(one, diagnosis)) !== canonicalJson(concerned(two, diagnosis));
}

function specNamed({ revisions = [] }: Evidence, name: string): PodSpec | undefined {
  const revision = revisions.find(({ metadata }) => metadata.name === name);
  return revision === undefined ? undefined : templateOf(revision)?.spec;
}

/** What of a pod an image or a place on a node depends on; for all else it is the whole. */
function concerned(spec: PodSpec, { cause }: Diagnosis): unknown {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  if (cause === 'image-pull')
    return [
      containers.map(({ name, image }) => [name, image ?? '']),
      (spec as { imagePullSecrets?: unknown }).imagePullSecrets ?? [],
    ];
  if (cause === 'unschedulable') {
    const { initContainers: _, containers: __, ...rest } = spec;
    return [
      rest,
      containers.map(container => [(container as { resources?: unknown }).resources ?? {}, container.ports ?? []]),
    ];
  }
  return spec;
}
