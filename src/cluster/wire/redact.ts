import { withoutSecrets } from '../../core/secrets.ts';

/** A line of a program that we ran, without what may be a secret. The price is that some long harmless words are lost too. */
export function withoutCredentials(line: string): string {
  return withoutSecrets(line).replace(/[\w+/=-]{40,}/g, '…');
}
