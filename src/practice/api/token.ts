import { timingSafeEqual } from 'node:crypto';
import { StatusError } from '../status.ts';
import type { ApiRequest } from './exchange.ts';

/** Throws 401 for a request without the token. */
export function requireToken(request: ApiRequest, token: string): void {
  const header = request.headers['authorization'];
  const sent = Buffer.from(/^bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token);
  if (sent.length !== wanted.length || !timingSafeEqual(sent, wanted)) throw unauthorized;
}

const unauthorized = new StatusError(401, 'Unauthorized', 'Unauthorized');
