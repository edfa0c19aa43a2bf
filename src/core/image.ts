/** The short name of an image: without registry and path, a digest cut to twelve digits. `ghcr.io/a/app:v2` makes `app:v2`. */
export function shortImage(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return name.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '@sha256:$1');
}

/** The images of a pod's containers, short, in order, each once. */
export function shortImages(containers: Containers): string {
  return joined(containers, shortImage);
}

/** The same with registry and path, which are what is wrong as often as the tag. */
export function fullImages(containers: Containers): string {
  return joined(containers, image => image);
}

type Containers = readonly { readonly image?: string }[];

function joined(containers: Containers, named: (image: string) => string): string {
  return [...new Set(containers.flatMap(({ image }) => (image ? [named(image)] : [])))].join(', ');
}
