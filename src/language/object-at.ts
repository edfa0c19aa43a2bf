import type { ContentObject } from '../core/manifest/content.ts';
import type { ManifestDocument } from '../core/manifest/parse.ts';
import { isInside, type Path } from '../core/manifest/path.ts';

/** The object of a document in which a path lies. */
export function objectOf({ content }: ManifestDocument, path: Path): ContentObject | undefined {
  return content.objects.find(({ prefix }) => isInside(path, prefix));
}
