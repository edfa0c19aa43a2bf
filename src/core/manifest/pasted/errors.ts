import { checkObject } from '../check.ts';
import { isBreak, readContent } from '../content.ts';
import { locateIn } from '../locate.ts';
import type { FieldTable } from '../schema/table.ts';
import { splitDocuments } from '../yaml/split.ts';

/** Only a warning, since the server fills it in, but no document is meant to be so. */
const HEADER: ReadonlySet<string> = new Set(['kind-missing', 'api-version-missing']);

const MISSING: ReadonlySet<string> = new Set(['field-missing', 'containers-missing', 'selector-missing']);

/** A fault that the API server would refuse. */
interface Refused {
  /** Offset in the text. */
  readonly start: number;
  /** Whether a field stands where it has no place, or is missing where it belongs, whatever is written in it. */
  readonly isOfShape: boolean;
}

/** Where the documents of a text have faults that the API server would refuse, as offsets; `undefined` where one is no YAML, or none is ours. */
export function errorsIn(text: string, fields: FieldTable): readonly number[] | undefined {
  return refusedIn(text, fields)?.map(({ start }) => start);
}

/** The same with what they are about. */
export function refusedIn(text: string, fields: FieldTable): readonly Refused[] | undefined {
  const errors: Refused[] = [];
  let objects = 0;
  for (const { start, text: chunk } of splitDocuments(text)) {
    const content = readContent(chunk);
    if (content.state === 'template' || content.faults.some(isBreak)) return undefined;
    errors.push(...content.faults.map(fault => ({ start: start + fault.start, isOfShape: true })));
    for (const { checked, value, prefix } of content.objects) {
      if (!checked) continue;
      objects += 1;
      for (const { code, basis, severity, path, part } of checkObject(value, { fields }))
        if (severity === 'error' || HEADER.has(code))
          errors.push({
            start: start + locateIn(content, [...prefix, ...path], part).start,
            isOfShape: basis === 'schema' || MISSING.has(code),
          });
    }
  }
  return objects === 0 ? undefined : errors;
}
