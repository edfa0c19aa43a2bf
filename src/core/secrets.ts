/**
 * What looks like a secret, and nothing before or after it. The texts come from clusters and programs and may be long and hostile, so no pattern
 * looks again and again at the same letters: those that look back begin at what is no blank, and so at a run of blanks only once.
 */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g,
  // JSON in base64, as tokens begin.
  /eyJ[\w-]{10,}(?:\.[\w-]*){0,2}/g,
  /(?=\S)(?<=authorization["']?\s*[:=]\s*["']?)(?:[a-z]+\s+)?[^\s"',;]+/gi,
  /(?=\S)(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  /(?=\S)(?<=(?:token|secret|passw(?:or)?d|passphrase|credential|(?:api|access)[-_]?key|auth(?!or)|-(?:key|certificate|authority)-data)\w*["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
  /(?<=:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/g,
  /(?<=https?:\/\/)[^\s/@]+(?=@)/gi,
  /(?<=[?&][^=&\s]{0,80}(?:sig|signature|token|key)[^=&\s]{0,80}=)[^&\s"']+/gi,
  // No name in a cluster has so many letters without a dash or a dot between them.
  /[A-Za-z0-9+/]{120,}={0,2}/g,
];

/** A text that may be passed on, without what looks like a secret. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((rest, secret) => rest.replace(secret, '…'), text);
}
