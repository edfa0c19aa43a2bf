const SECRETS: readonly RegExp[] = [
  /-----BEGIN [^-]+-----.*/gs,
  /\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g,
  /(?<=\b(bearer|basic)\s+)\S+/gi,
  /(?<=(token|secret|password|passwd|credential|api[-_]?key|access[-_]?key)\w*["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
  /(?<=:\/\/)[^\s/@]+(?=@)/g,
  /[\w+/=-]{40,}/g,
];

/** A line of a program that we ran, without what may be a secret. The price is that some long harmless words are lost too. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((rest, secret) => rest.replace(secret, '…'), text);
}
