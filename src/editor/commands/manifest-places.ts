import { parseManifest } from '../../core/manifest/parse.ts';
import type { Target } from '../target.ts';
import { objectsToApply } from './apply-objects.ts';

/**
 * Where a text defines an object: the offsets of the documents, none if it does not. A manifest without a namespace may be meant for any;
 * a text that cannot be read defines nothing that could be relied on.
 */
export function placesOf(target: Target, text: string): number[] {
  // Most files of a folder do not even hold the name.
  if (!text.includes(target.name)) return [];
  const { objects = [] } = objectsToApply(parseManifest(text));
  const found = objects.filter(({ object: { kind, metadata } }) => {
    const { namespace = target.namespace, name } = metadata;
    return kind === target.kind && name === target.name && namespace === target.namespace;
  });
  return [...new Set(found.map(({ document }) => document.start))];
}
