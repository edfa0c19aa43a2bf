import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { type Certificate, selfSigned } from './certificate.ts';
import { at, stringOf } from './json.ts';

/** By what clients know a practice cluster and it knows them. Kept with the cluster, so that a kubeconfig of an earlier run still works. */
export interface Identity extends Certificate {
  readonly token: string;
}

const month = 30 * 24 * 60 * 60 * 1000;

/** The identity as it stood in a file; a new one in the place of one that cannot be read, or whose certificate ends within a month. */
export function readIdentity(value: unknown, now = Date.now()): Identity {
  const certificate = stringOf(at(value, 'certificate')) ?? '';
  const key = stringOf(at(value, 'key')) ?? '';
  const token = stringOf(at(value, 'token')) ?? '';
  return token !== '' && isGood({ certificate, key }, now)
    ? { certificate, key, token }
    : { ...selfSigned(now), token: randomBytes(24).toString('base64url') };
}

function isGood({ certificate, key }: Certificate, now: number): boolean {
  try {
    const read = new X509Certificate(certificate);
    return read.checkPrivateKey(createPrivateKey(key)) && Date.parse(read.validTo) > now + month;
  } catch {
    return false;
  }
}
