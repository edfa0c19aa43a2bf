import { isImageReference } from '../../core/images.ts';
import type { CommandSay } from '../../words/words.ts';

/** Why what a person typed cannot be the image of a container, in words; `undefined` where it can. The API server would take anything (fact R19). */
export function imageProblem(typed: string, say: CommandSay): string | undefined {
  const image = typed.trim();
  if (image === '' || /\s/.test(image)) return say('image-invalid');
  if (isImageReference(image)) return undefined;
  const name = image.slice(0, image.indexOf(':') + 1);
  const inner = image.slice(name.length);
  // The tag is selected in the box, so a whole reference that is pasted stands behind the old name.
  const isTwice = inner.startsWith(name) && isImageReference(inner);
  return isTwice ? say('image-twice', { image, inner }) : say('image-not-readable', { image });
}
