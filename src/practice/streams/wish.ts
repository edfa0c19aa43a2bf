import type { ApiRequest } from '../api/exchange.ts';
import type { Target } from '../api/target.ts';
import { StatusError } from '../status.ts';

/** A request to leave HTTP: for what, and in which protocols. */
export interface Wish {
  readonly target: Target;
  readonly request: ApiRequest;
  readonly over: 'websocket' | 'spdy';
  /** The protocols that the client speaks. */
  readonly offered: readonly string[];
}

/** The first of the protocols known here that the client speaks too. Throws 403 where there is none. */
export function agreedProtocol(known: readonly string[], { offered }: Wish): string {
  const protocol = known.find(name => offered.includes(name));
  if (protocol !== undefined) return protocol;
  throw new StatusError(
    403,
    'Forbidden',
    `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${known.join(' ')}]`,
  );
}
