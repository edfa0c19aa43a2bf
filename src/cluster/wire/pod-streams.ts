import { ClusterError, type PodPath } from '../connection.ts';
import { within } from './deadline.ts';
import { failureOfAnswer } from './failures.ts';
import { fieldsOf } from './json.ts';
import type { Dialler, MessageSocket } from './message-socket.ts';
import { urlAt } from './paths.ts';
import type { Session } from './session.ts';
import { asClusterError, readBody } from './transport.ts';

export interface StreamRequest {
  readonly subresource: 'exec' | 'portforward';
  /** In this order; a name may stand several times. */
  readonly query: readonly (readonly [string, string])[];
  readonly protocols: readonly string[];
  readonly mustAnswer: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Opens streams into pods. */
export interface PodStreams {
  /** Rejects with a `ClusterError`. */
  open(pod: PodPath, request: StreamRequest): Promise<MessageSocket>;
  /** Fires when the connection is closed; streams end with it. */
  readonly closing: AbortSignal;
}

interface Around {
  readonly session: Session;
  readonly dial: Dialler;
  readonly logIn: (signal: AbortSignal | undefined) => Promise<unknown>;
  readonly closing: AbortSignal;
  /** In milliseconds. */
  readonly patience: { readonly request: number; readonly heartbeat: number };
}

/**
 * Streams go over WebSockets, which every API server from 1.27 to 1.36 takes with a GET, and so do the proxies in between, where many stop
 * SPDY. It costs the right to `get` (and from 1.35 on also to `create`) `pods/exec` and `pods/portforward`.
 */
export function podStreams({ session, dial, logIn, closing, patience }: Around): PodStreams {
  const attempt = async (url: URL, request: StreamRequest, signal: AbortSignal): Promise<MessageSocket> => {
    for (let attempts = 1; ; attempts += 1) {
      const credentials = await session.credentials(signal);
      const { headers, ...options } = credentials.options;
      const { protocols, mustAnswer } = request;
      const answer = await dial({
        url,
        protocols,
        headers: Object.fromEntries(Object.entries(fieldsOf(headers)).map(([name, value]) => [name, String(value)])),
        options,
        heartbeat: patience.heartbeat,
        mustAnswer,
        signal,
      });
      if ('socket' in answer) return answer.socket;
      const { refused } = answer;
      if (refused.status === 401 && session.rejected(credentials) && attempts === 1) {
        refused.destroy();
        continue;
      }
      throw new ClusterError(failureOfAnswer({ ...refused, body: await readBody(refused) }, Date.now()));
    }
  };

  return {
    closing,
    async open({ namespace, name }, request) {
      const url = urlAt(session.server, ['api', 'v1', 'namespaces', namespace, 'pods', name, request.subresource]);
      for (const [key, value] of request.query) url.searchParams.append(key, value);
      await logIn(request.signal);
      return within(patience.request, [closing, request.signal], async signal => {
        try {
          const socket = await attempt(url, request, signal);
          // The deadline and the opening may come at the same moment.
          if (signal.aborted) socket.close();
          return socket;
        } catch (error) {
          throw asClusterError(error);
        }
      });
    },
  };
}
