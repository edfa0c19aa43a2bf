/** What looks like a secret in a sentence of the cluster. Names of pods are long too, so length alone says nothing. */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g,
  /\beyJ[\w-]{10,}\.[\w-]+(?:\.[\w-]*)?/g,
  /(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  /(?<=(?:token|secret|passw(?:or)?d|passphrase|credential|api[-_]?key|access[-_]?key|auth)\w*["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
  /(?<=:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/g,
  /(?<=:\/\/:)[^\s/@]+(?=@)/g,
  /(?<=[?&][^=&\s]*(?:sig|signature|token|key)[^=&\s]*=)[^&\s"']+/gi,
];

/** A sentence of the cluster, such as the output of a probe, without what looks like a secret. */
export function redact(text: string): string {
  return SECRETS.reduce((rest, secret) => rest.replace(secret, '…'), text);
}
