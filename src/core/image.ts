/** The short name of an image: without registry and path, a digest cut to twelve digits. `ghcr.io/a/app:v2` makes `app:v2`. */
export function shortImage(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return name.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '@sha256:$1');
}

/** The images of a pod's containers, short, in order, each once. */
export function shortImages(containers: readonly { readonly image?: string }[]): string {
  return [...new Set(containers.flatMap(container => (container.image ? [shortImage(container.image)] : [])))].join(
    ', ',
  );
}
