import type { OrderBook } from '../orders.ts';
import type { Registry } from '../registry.ts';
import { conflict, expired, internalError, StatusError } from '../status.ts';
import { type ApiRequest, type ApiResponse, isSet, type Stream, textResponse } from './exchange.ts';
import type { ApiFault, ApiFaultOrder } from './fault-orders.ts';
import { targetOf } from './target.ts';

/** Does what is ordered of the API. `/practice` must not come this way: there the orders are ended. */
export interface Faults {
  /** Answers in the place of the API, or lets it answer and spoils that. Throws the refusals of the API. */
  apply(request: ApiRequest, answer: () => ApiResponse): ApiResponse;
}

/** Milliseconds that an answer of a slow API takes longer, and that a watch lives while watches are dropped. */
const slowness = 2_000;
const watchLife = 1_000;
/** What arrives of an event when a connection breaks in the middle of it. */
const torn = '{"type":"MODIFIED","object":{"metadata":{"name":"';
/** What the real server tells those whom it sends away. */
const retryAfter = '1';

export function createFaults({ store, clock }: Registry, book: OrderBook): Faults {
  const counts = new WeakMap<ApiFaultOrder, number>();
  const watches = new Set<(gone: boolean) => void>();
  let dropped = 0;

  // the watches that are open already are struck at once
  let known = book.orders().api;
  book.conduct.onChange(() => {
    const { api } = book.orders();
    const begins = (fault: ApiFault): boolean => api[fault] !== undefined && api[fault] !== known[fault];
    const struck = begins('gone') || begins('dropped-watches') ? [...watches] : [];
    const gone = begins('gone');
    known = api;
    for (const end of struck) end(gone);
  });

  function strikes(fault: ApiFault): boolean {
    const order = book.orders().api[fault];
    if (order === undefined) return false;
    const count = counts.get(order) ?? 0;
    counts.set(order, count + 1);
    return count % order.every === 0;
  }

  /** A watch that can be ended from here. */
  function watched(body: Stream, shortLived: boolean): Stream {
    return (send, end) => {
      let open = true;
      let stop = (): void => {};
      const close = (): void => {
        open = false;
        watches.delete(finish);
        cancel();
      };
      const finish = (gone: boolean): void => {
        if (!open) return;
        close();
        stop();
        if (gone) send(`${JSON.stringify({ type: 'ERROR', object: tooOld(store.version()).status() })}\n`);
        // connections break between two events and inside one
        else if (dropped++ % 2 === 1) send(torn);
        end();
      };
      const cancel = shortLived ? clock.after(watchLife * clock.speed, () => finish(false)) : () => {};
      watches.add(finish);
      stop = body(send, () => {
        close();
        end();
      });
      return () => {
        close();
        stop();
      };
    };
  }

  return {
    apply(request, answer) {
      if (strikes('expired-token')) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
      if (strikes('too-many-requests'))
        return {
          ...textResponse(429, 'Too many requests, please try again later.\n'),
          headers: { 'retry-after': retryAfter },
        };
      if (strikes('server-error')) throw internalError('etcdserver: request timed out');
      if (isWrite(request) && strikes('conflict')) refuseWrite(request);
      const isWatch = request.method === 'GET' && isSet(request.query, 'watch');
      if (resumes(request, isWatch) && strikes('gone')) throw tooOld(store.version());
      const delay = strikes('slow') ? { delay: slowness } : {};
      const given = answer();
      if (!isWatch || typeof given.body !== 'function') return { ...given, ...delay };
      return { ...given, ...delay, body: watched(given.body, strikes('dropped-watches')) };
    },
  };
}

function tooOld(version: number): StatusError {
  return expired(Math.max(0, version - 1), version);
}

/** Whether the client goes on from where it was: a watch from a version, a list from a page. */
function resumes({ query }: ApiRequest, isWatch: boolean): boolean {
  const version = query.get('resourceVersion') ?? '';
  return isWatch ? version !== '' && version !== '0' : query.has('continue');
}

/** Whether somebody else could have been faster. */
function isWrite({ method, path }: ApiRequest): boolean {
  return (method === 'PUT' || method === 'PATCH') && (path[0] === 'api' || path[0] === 'apis');
}

function refuseWrite({ path }: ApiRequest): void {
  const { resource, name } = targetOf(path);
  if (name !== undefined) throw conflict(resource, name);
}
