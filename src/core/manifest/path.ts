/** Keys and indexes from the root of a document to a place in it. */
export type Path = readonly (string | number)[];

/** A path in the API server's notation: `spec.template.spec.containers[0].image`, `spec.resources.requests[storage]` excepted (always dotted). */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
