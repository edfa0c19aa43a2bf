import type { ContentObject } from './content.ts';
import { once } from './once.ts';
import { at, entriesOf, itemsOf, placeOf, textOf, textsOf } from './place.ts';

/** By what rules look objects up, beside kind and name. */
export type Aspect = 'claims' | 'selector' | 'labels';

/**
 * The values of an object in each aspect. Rules that hold every object against every other would cost what all of them cost with every keystroke;
 * so each is held against those alone with which it shares a value.
 */
export const aspectsOf = once((object: ContentObject): Readonly<Partial<Record<Aspect, readonly string[]>>> => {
  switch (object.kind) {
    case 'StatefulSet':
      return { claims: claimStems(object), selector: [demandsOf(object)], labels: podLabels(object) };
    case 'Deployment':
      return { labels: podLabels(object) };
    case 'PersistentVolumeClaim':
      return { claims: [object.name.replace(/-\d+$/, '')] };
    default:
      return {};
  }
});

/** A label as it is looked up. */
export function labelText([key, value]: readonly [string, string]): string {
  return `${key}=${value}`;
}

/** The labels that a set selects and that its pods have, in one text; empty where there are none, or expressions, which are rare and not compared. */
export function demandsOf({ value }: ContentObject): string {
  const spec = at(placeOf(value), 'spec');
  if (entriesOf(at(spec, 'selector', 'matchExpressions')).length > 0) return '';
  const labels = Object.entries(textsOf(at(spec, 'selector', 'matchLabels'))).toSorted();
  return labels.length === 0 ? '' : JSON.stringify(labels);
}

/** The names of the claims that a set makes, without their numbers. */
function claimStems({ name, value }: ContentObject): string[] {
  const templates = itemsOf(at(placeOf(value), 'spec', 'volumeClaimTemplates'));
  return templates.map(template => `${textOf(at(template, 'metadata', 'name')) ?? ''}-${name}`);
}

function podLabels({ value }: ContentObject): string[] {
  return Object.entries(textsOf(at(placeOf(value), 'spec', 'template', 'metadata', 'labels'))).map(labelText);
}
