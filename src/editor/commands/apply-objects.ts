import { isBreak } from '../../core/manifest/content.ts';
import { isList } from '../../core/manifest/kinds.ts';
import type { Manifest, ManifestDocument } from '../../core/manifest/parse.ts';
import type { Path } from '../../core/manifest/path.ts';
import { isFields } from '../../core/manifest/place.ts';
import { compose } from '../../core/manifest/yaml/compose.ts';
import type { Fault } from '../../core/manifest/yaml/fault.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';

/** An object of a file that is to be applied, and where it stands. */
export interface ToApply {
  readonly object: KubernetesObject;
  readonly document: ManifestDocument;
  /** From the root of the document. */
  readonly prefix: Path;
}

/** The objects of a file, or why it cannot be applied: unread, a template, broken YAML in a document (at an offset), nothing in it. */
export type Applicable =
  | { readonly objects: readonly ToApply[]; readonly trouble?: undefined }
  | { readonly trouble: 'broken'; readonly at: number; readonly fault: Fault; readonly objects?: undefined }
  | {
      readonly trouble: 'too-long' | 'binary' | 'template' | 'empty';
      readonly at: number;
      readonly objects?: undefined;
    };

/** Every object of a file, those of kinds that Ordinal does not check too. */
export function objectsToApply(manifest: Manifest): Applicable {
  if (manifest.unread !== undefined) return { trouble: manifest.unread, at: 0 };
  const objects: ToApply[] = [];
  for (const document of manifest.documents) {
    const { content, start } = document;
    if (content.state === 'template') return { trouble: 'template', at: start };
    if (content.state === 'empty') continue;
    // Of documents that are none of Ordinal's business only the text is kept.
    const whole = content.state === 'foreign' ? { ...content, ...compose(content.text) } : content;
    const broken = whole.faults.find(isBreak);
    if (broken !== undefined) return { trouble: 'broken', at: start + broken.start, fault: broken };
    objects.push(...objectsIn(whole.value, { ...document, content: whole }, []));
  }
  return objects.length === 0 ? { trouble: 'empty', at: 0 } : { objects };
}

function objectsIn(value: unknown, document: ManifestDocument, prefix: Path): ToApply[] {
  if (!isFields(value)) return [];
  if (isList(value) && Array.isArray(value['items'])) {
    return value['items'].flatMap((item: unknown, index) => objectsIn(item, document, [...prefix, 'items', index]));
  }
  const metadata = isFields(value['metadata']) ? value['metadata'] : {};
  // What is missing or of another type is for the server to refuse, with its own words at the line.
  const object = { apiVersion: '', kind: '', ...value, metadata } as unknown as KubernetesObject;
  return [{ object, document, prefix }];
}
