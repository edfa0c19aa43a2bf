/** What the container runtimes take for the name of an image. Facts R19, 097: the API server never looks. */
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
const HOST =
  '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?';
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*(?::${TAG})?(?:@${DIGEST})?$`);

/** Whether a text names an image. */
export function isImageReference(text: string): boolean {
  return text.length <= 512 && REFERENCE.test(text);
}

/** Whether a text stands for an image that something fills in before the server sees it: `IMAGE`, `<image>`, `gcr.io/PROJECT_ID/app`, `ko://app`. */
export function isPlaceholder(text: string): boolean {
  return isStandIn(text) || /^_[\w.-]*_$|^ko:\/\/|\$\w|[<@%({[][\w. -]+[>@%)}\]]/.test(text);
}

/** Words that nobody took for a name: all in capitals, or saying whose they will be. A tag may well be in capitals. */
function isStandIn(text: string): boolean {
  const words = text.replace(/[:@][^/]*$/, '').split(/[/:]/);
  return words.some(
    word => /^[A-Z][A-Z0-9_.-]*$/.test(word) || (/^(?:your|my)(?=[A-Z_-])/i.test(word) && /[A-Z_]/.test(word)),
  );
}

/** Whether the same name can mean another image tomorrow: no tag, or `latest`, and no digest. */
export function isMutableImage(text: string): boolean {
  if (text.includes('@')) return false;
  const tag = /:([^:/]+)$/.exec(text)?.[1];
  return tag === undefined || tag === 'latest';
}
