import type { ControllerRevision, PodTemplate, StatefulSet } from './model.ts';
import { canonicalJson, chooseRevisions, revisionData, revisionName, sortRevisions, templateOf } from './revision.ts';

/**
 * The name of the revision that a set's template is or will be; `undefined` if it cannot be told. Before 1.34 the hashed data held
 * `creationTimestamp: null`, so the form is taken that reproduces the name of the newest revision there is. Fact C1.
 */
export function predictRevision(set: StatefulSet, revisions: readonly ControllerRevision[]): string | undefined {
  const choice = chooseRevisions(set, revisions);
  if (choice.by !== 'create') return choice.update.metadata.name;
  const newest = sortRevisions(revisions).at(-1);
  const template = newest === undefined ? undefined : templateOf(newest);
  if (newest === undefined || template === undefined) return undefined;
  const form = [asItIs, withoutCreation].find(shape => reproduces(set, newest, shape(template)));
  const isOld = form === asItIs && 'creationTimestamp' in { ...template.metadata };
  if (form === undefined) return undefined;
  const data = isOld ? withCreation(set.spec.template) : set.spec.template;
  return revisionName(set.metadata.name, canonicalJson(revisionData(data)), set.status?.collisionCount ?? 0);
}

function reproduces(set: StatefulSet, { metadata }: ControllerRevision, template: PodTemplate): boolean {
  const bytes = canonicalJson(revisionData(template));
  const most = set.status?.collisionCount ?? 0;
  for (let collisions = 0; collisions <= most; collisions++) {
    if (revisionName(set.metadata.name, bytes, collisions) === metadata.name) return true;
  }
  return false;
}

function asItIs(template: PodTemplate): PodTemplate {
  return template;
}

function withoutCreation(template: PodTemplate): PodTemplate {
  const { creationTimestamp: _, ...metadata } = { ...template.metadata } as { readonly creationTimestamp?: null };
  return { ...template, metadata };
}

function withCreation(template: PodTemplate): PodTemplate {
  return { ...template, metadata: { ...template.metadata, creationTimestamp: null } } as PodTemplate;
}
