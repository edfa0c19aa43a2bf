import { parseManifest } from '../../core/manifest/parse.ts';
import type { Target } from '../target.ts';
import { objectsToApply, type ToApply } from './apply-objects.ts';

/**
 * The objects of a text that define an object of the cluster. A manifest without a namespace may be meant for any; a text that cannot be
 * read defines nothing that could be relied on.
 */
export function definitionsOf(target: Target, text: string): ToApply[] {
  // Most files of a folder do not even hold the name.
  if (!text.includes(target.name)) return [];
  const { objects = [] } = objectsToApply(parseManifest(text));
  return objects.filter(({ object: { kind, metadata } }) => {
    const { namespace = target.namespace, name } = metadata;
    return kind === target.kind && name === target.name && namespace === target.namespace;
  });
}

/** Where a text defines an object: the offsets of the documents, none if it does not. */
export function placesOf(target: Target, text: string): number[] {
  return [...new Set(definitionsOf(target, text).map(({ document }) => document.start))];
}
