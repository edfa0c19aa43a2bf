import type { LabelSelector, LabelSelectorRequirement, Labels } from './statefulset/model.ts';

/** One demand of a selector that labels do not meet, in plain terms for a sentence. */
export interface Unmet {
  readonly key: string;
  readonly operator: string;
  readonly wanted: readonly string[];
  /** What the labels have there; `undefined` if they lack the key. */
  readonly found: string | undefined;
  /** Where the demand stands in the selector. */
  readonly from: { readonly label: string } | { readonly expression: number };
}

/**
 * Whether a label selector takes these labels. No selector takes nothing, an empty one takes everything (`metav1.LabelSelectorAsSelector`).
 * A requirement that the server refuses (unknown operator) takes nothing.
 */
export function selects(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  // Asked for every pair of many objects, so it stops at the first demand that is not met.
  for (const key of Object.keys(matchLabels)) if (labelOf(labels ?? {}, key) !== matchLabels[key]) return false;
  return matchExpressions.every(requirement => meets(requirement, labelOf(labels ?? {}, requirement.key)));
}

/** The demands of a selector that labels do not meet, in the order written. */
export function unmetBy(selector: LabelSelector, labels: Labels = {}): Unmet[] {
  const unmet: Unmet[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    const found = labelOf(labels, key);
    if (found !== value) unmet.push({ key, operator: 'In', wanted: [value], found, from: { label: key } });
  }
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
    const found = labelOf(labels, requirement.key);
    if (meets(requirement, found)) continue;
    const { key, operator, values = [] } = requirement;
    unmet.push({ key, operator, wanted: values, found, from: { expression: index } });
  }
  return unmet;
}

/** Whether a Service's selector takes these labels; without entries a Service selects nothing by itself. */
export function serviceSelects(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labelOf(labels ?? {}, key) === value);
}

function meets({ operator, values = [] }: LabelSelectorRequirement, found: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return found !== undefined && values.includes(found);
    case 'NotIn':
      return found === undefined || !values.includes(found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    default:
      return false;
  }
}

/** Label keys come from people, so `constructor` must not find what every object inherits. */
function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
