import type { ContentObject } from '../../core/manifest/content.ts';
import { at, placeOf, textsOf } from '../../core/manifest/place.ts';
import type { Workspace } from '../../core/manifest/workspace.ts';
import { scalarText } from '../edit.ts';
import type { Proposal } from './proposal.ts';

const TEMPLATE = ['spec', 'template', 'metadata', 'labels'];

/** Labels of the other side: a selector takes those of the template, a template those of the selector, a Service or budget those of any pods. */
export function labelProposals(
  kind: string,
  path: string,
  object: ContentObject | undefined,
  workspace: Workspace | undefined,
): Proposal[] {
  if (kind === 'StatefulSet' || kind === 'Deployment') return object === undefined ? [] : ofWorkload(path, object);
  const selectsPods =
    (kind === 'Service' && path === 'spec.selector') ||
    (kind === 'PodDisruptionBudget' && path === 'spec.selector.matchLabels');
  if (!selectsPods) return [];
  const workloads = ['StatefulSet', 'Deployment'].flatMap(of => workspace?.list(of, object?.namespace) ?? []);
  return workloads.flatMap(({ object: owner }) => labels(textsOf(at(placeOf(owner.value), ...TEMPLATE)), owner.name));
}

/** Affinity and spread rules nearly always speak of the pods of their own workload. */
function ofWorkload(path: string, { value, name }: ContentObject): Proposal[] {
  const workload = placeOf(value);
  if (path === TEMPLATE.join('.')) return labels(textsOf(at(workload, 'spec', 'selector', 'matchLabels')), name);
  const isOwn = path === 'spec.selector.matchLabels' || path.endsWith('.labelSelector.matchLabels');
  return isOwn ? labels(textsOf(at(workload, ...TEMPLATE)), name) : [];
}

function labels(texts: Readonly<Record<string, string>>, owner: string): Proposal[] {
  return Object.entries(texts).map(([key, value]) => {
    const text = `${scalarText(key)}: ${scalarText(value)}`;
    return { label: text, newText: text, detail: { code: 'completion-label', values: { owner } } };
  });
}
