import type { Path } from './path.ts';
import { isFields } from './place.ts';

/**
 * The path that the API server names in a cause, such as `spec.template.spec.containers[0].image` or `metadata.labels[app.kubernetes.io/name]`,
 * against the object it speaks of. An item of a list may be named by its key, as conflicts do it: `containers[name="app"]`. Dots may belong to a key (`spec.resources.requests.nvidia.com/gpu`), so the longest key that exists wins;
 * what does not exist is taken as written.
 */
export function readFieldPath(field: string, object: unknown): Path {
  const steps = [...field.matchAll(/\[([^\][]*)\]|([^.[\]]+)/g)].map(match => ({
    text: match[1] ?? match[2] ?? '',
    bracketed: match[1] !== undefined,
  }));
  const path: (string | number)[] = [];
  let value = object;
  for (let index = 0; index < steps.length; ) {
    const step = steps[index];
    if (step === undefined) break;
    const { key, length } = nextKey(value, steps.slice(index), step.bracketed);
    path.push(key);
    value = childOf(value, key);
    index += length;
  }
  return path;
}

interface Step {
  readonly text: string;
  readonly bracketed: boolean;
}

function nextKey(
  value: unknown,
  steps: readonly Step[],
  bracketed: boolean,
): { readonly key: string | number; readonly length: number } {
  const first = steps[0]?.text ?? '';
  if (bracketed) return { key: bracketKey(value, first), length: 1 };
  const end = steps.findIndex(step => step.bracketed);
  const dotted = end < 0 ? steps : steps.slice(0, end);
  for (let length = dotted.length; length > 1; length--) {
    const key = dotted
      .slice(0, length)
      .map(step => step.text)
      .join('.');
    if (isFields(value) && Object.hasOwn(value, key)) return { key, length };
  }
  return { key: first, length: 1 };
}

function bracketKey(value: unknown, text: string): string | number {
  if (isFields(value)) return text;
  if (/^\d+$/.test(text)) return Number(text);
  const wanted = [...text.matchAll(/([^=,]+)=(?:"([^"]*)"|([^,]*))/g)];
  if (!Array.isArray(value) || wanted.length === 0) return text;
  const found = value.findIndex(
    item => isFields(item) && wanted.every(([, key = '', quoted, plain]) => String(item[key]) === (quoted ?? plain)),
  );
  return found < 0 ? text : found;
}

function childOf(value: unknown, key: string | number): unknown {
  if (typeof key === 'number') return Array.isArray(value) ? value[key] : undefined;
  return isFields(value) ? value[key] : undefined;
}
