/** Keys and indexes from the root of an object to a place in it. */
export type Path = readonly (string | number)[];

/** A path in the API server's notation: `spec.template.spec.containers[0].image`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** Whether a path is another one or lies inside it. */
export function isInside(path: Path, outer: Path): boolean {
  return outer.length <= path.length && outer.every((step, index) => step === path[index]);
}
