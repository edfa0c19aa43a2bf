import type { ClusterFailure } from '../../cluster/connection.ts';
import { readFieldPath } from '../../core/manifest/field-path.ts';
import { locate, type TextRange } from '../../core/manifest/locate.ts';
import { formatPath, type Path } from '../../core/manifest/path.ts';
import type { Say } from '../../words/words.ts';
import type { ToApply } from './apply-objects.ts';
import { refusedPlaces } from './refused-places.ts';

/** What the API server refuses, at its place in the file. */
export interface ServerFinding extends TextRange {
  readonly message: string;
}

/**
 * The causes of a refusal at their lines; of one without causes the places that its sentence speaks of. A refusal of which no place can be told
 * stands at the object itself.
 */
export function serverFindings(
  { object, document, prefix }: ToApply,
  { causes = [], detail }: ClusterFailure,
  say: Say,
  immutable: readonly Path[] = [],
): ServerFinding[] {
  const name = `${object.kind} ${object.metadata.name ?? ''}`.trim();
  const at = (path: Path, field: string, message: string): ServerFinding => ({
    ...locate(document, [...prefix, ...path], 'entry'),
    message:
      field === ''
        ? say('server-refuses', { object: name, detail: message })
        : say('server-refuses-field', { field, detail: message }),
  });
  if (immutable.length > 0)
    return immutable.map(path =>
      at(path, formatPath(path), say('server-immutable', { name: object.metadata.name ?? '' })),
    );
  if (causes.length > 0)
    return causes.map(({ field, message }) => at(readFieldPath(field, object), field === '' ? name : field, message));
  const places = refusedPlaces(detail, object);
  if (places.length === 0) return [at([], '', detail)];
  return places.map(place => at(place.path, formatPath(place.path), place.detail));
}
