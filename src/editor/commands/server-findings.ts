import type { ClusterFailure } from '../../cluster/connection.ts';
import { readFieldPath } from '../../core/manifest/field-path.ts';
import { locate, type TextRange } from '../../core/manifest/locate.ts';
import type { Say } from '../../words/words.ts';
import type { ToApply } from './apply-objects.ts';

/** What the API server refuses, at its place in the file. */
export interface ServerFinding extends TextRange {
  readonly message: string;
}

/** The causes of a refusal at their lines. A refusal without causes stands at the object itself. */
export function serverFindings(
  { object, document, prefix }: ToApply,
  failure: ClusterFailure,
  say: Say,
): ServerFinding[] {
  const causes = failure.causes ?? [];
  const name = `${object.kind} ${object.metadata.name ?? ''}`.trim();
  if (causes.length === 0) {
    const range = locate(document, prefix, 'entry');
    return [{ ...range, message: say('server-refuses', { object: name, detail: failure.detail }) }];
  }
  return causes.map(({ field, message }) => {
    const path = field === '' ? [] : readFieldPath(field, object);
    const range = locate(document, [...prefix, ...path], 'entry');
    return { ...range, message: say('server-refuses-field', { field: field === '' ? name : field, detail: message }) };
  });
}
