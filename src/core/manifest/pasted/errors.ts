import { checkObject } from '../check.ts';
import { isBreak, readContent } from '../content.ts';
import { locateIn } from '../locate.ts';
import type { FieldTable } from '../schema/table.ts';
import { splitDocuments } from '../yaml/split.ts';

/** Only a warning, since the server fills it in, but no document is meant to be so. */
const HEADER: ReadonlySet<string> = new Set(['kind-missing', 'api-version-missing']);

/**
 * Where the documents of a text have faults that the API server would refuse, as offsets; `undefined` where one is no YAML, or none is ours.
 */
export function errorsIn(text: string, fields: FieldTable): readonly number[] | undefined {
  const errors: number[] = [];
  let objects = 0;
  for (const { start, text: chunk } of splitDocuments(text)) {
    const content = readContent(chunk);
    if (content.state === 'template' || content.faults.some(isBreak)) return undefined;
    errors.push(...content.faults.map(fault => start + fault.start));
    for (const { checked, value, prefix } of content.objects) {
      if (!checked) continue;
      objects += 1;
      for (const { code, severity, path, part } of checkObject(value, { fields }))
        if (severity === 'error' || HEADER.has(code))
          errors.push(start + locateIn(content, [...prefix, ...path], part).start);
    }
  }
  return objects === 0 ? undefined : errors;
}
