/** What may be a secret, and what to leave of it. The log is pasted into issues; nothing in it may open a door. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, '[pem]'],
  [/\b(authorization["']?\s*[:=]\s*["']?)(?:[A-Za-z]+\s+)?[^\s"',;]+/gi, '$1[hidden]'],
  [/\b(bearer\s+)[A-Za-z0-9._~+/=-]+/gi, '$1[hidden]'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, '[token]'],
  [
    /\b((?:[a-z0-9]+[-_])*(?:token|password|passwd|secret|client-key-data|client-certificate-data|certificate-authority-data)["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
    '$1[hidden]',
  ],
  [/\b(https?:\/\/)[^\s/@:]+:[^\s/@]+@/gi, '$1[hidden]@'],
  [/[A-Za-z0-9+/]{120,}={0,2}/g, '[data]'],
];

/** The text without tokens, passwords, keys and certificates. */
export function redact(text: string): string {
  return SECRETS.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text);
}
