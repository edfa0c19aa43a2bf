import type { CheckOptions } from '../core/manifest/check.ts';
import { type Content, isBreak } from '../core/manifest/content.ts';
import { type Pasted, pastedIn } from '../core/manifest/pasted/pasted.ts';

/** By document; working it out again gives the same. */
const known = new WeakMap<Content, { readonly fields: CheckOptions['fields']; readonly pasted: Pasted | undefined }>();

/** Whether a document lost its shape on the way here; never told without the table of fields, which its nesting is worked out from. */
export function pastedContent(content: Content, { fields }: CheckOptions): Pasted | undefined {
  if (fields === undefined || content.state === 'template' || content.state === 'empty') return undefined;
  const before = known.get(content);
  if (before?.fields === fields) return before.pasted;
  const isBroken = content.state === 'foreign' || content.faults.some(isBreak);
  const pasted = pastedIn(content.text, isBroken, fields);
  known.set(content, { fields, pasted });
  return pasted;
}

/** The same document with its nesting, if that was worked out when it was checked. */
export function rebuiltContent(content: Content): string | undefined {
  return known.get(content)?.pasted?.rebuilt;
}

/** The fields that a document was last checked by. */
export function fieldsFor(content: Content): CheckOptions['fields'] {
  return known.get(content)?.fields;
}
