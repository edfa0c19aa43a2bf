import type { Clock } from '../clock.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { badRequest, internalError, methodNotAllowed, StatusError } from '../status.ts';
import { accepted } from './accept.ts';
import { bindPod } from './binding.ts';
import { deleteMany, deleteOne } from './delete.ts';
import { discover, isServedGroup, verbsOf, versionInfo } from './discovery.ts';
import { evict } from './eviction.ts';
import { type ApiRequest, type ApiResponse, isSet, jsonResponse, refusal, textResponse } from './exchange.ts';
import { createFaults } from './faults.ts';
import { serveHealth } from './health.ts';
import { listObjects } from './list.ts';
import { readLog } from './log.ts';
import type { Meanings } from './meanings.ts';
import { serveOpenApi } from './openapi.ts';
import { type PracticeControl, servePractice } from './practice.ts';
import { present } from './present.ts';
import { answerReview, reviewGroups } from './reviews.ts';
import { serveScale } from './scale.ts';
import { createSnapshots } from './snapshots.ts';
import { type ApiContext, isElsewhere, type Target, targetOf } from './target.ts';
import { requireToken } from './token.ts';
import { withWarnings } from './warnings.ts';
import { watchObjects } from './watch.ts';
import { createOne, patchOne, replaceOne } from './write.ts';

export interface ApiOptions {
  /** Requests without it are refused. */
  readonly token: string;
  /** Times connections and pages, which run in the time of the clients. */
  readonly timers: Clock;
  /** Milliseconds between two bookmarks of a watch; a minute, as on the real server, unless told. */
  readonly bookmarkEvery?: number;
  /** What only a practice cluster can do; without it `/practice` is not served. */
  readonly control?: PracticeControl;
  /** What a container's own command has written, where that is played. */
  readonly ownLogOf?: ApiContext['ownLogOf'];
  /** What `kubectl explain` tells of fields; nothing unless told. */
  readonly meanings?: Meanings;
  /** Told of faults of the server itself; the client gets a 500. */
  readonly report?: (error: unknown) => void;
}

/** The API as a function from request to answer. It never throws, and an answer that is no stream is complete. */
export function createApi(registry: Registry, options: ApiOptions): (request: ApiRequest) => ApiResponse {
  const { timers, bookmarkEvery = minute, control, meanings = {} } = options;
  const isFull = control?.book.isFull ?? (() => false);
  const snapshots = createSnapshots(timers);
  const own = options.ownLogOf === undefined ? {} : { ownLogOf: options.ownLogOf };
  const context: ApiContext = { registry, timers, snapshots, bookmarkEvery, isFull, ...own };
  const faults = control === undefined ? undefined : createFaults(registry, control.book);
  return request => {
    try {
      requireToken(request, options.token);
      // HEAD is GET whose body the transport leaves out
      if (request.path[0] === 'practice') return servePractice(registry, control, request);
      const read = request.method === 'HEAD' ? { ...request, method: 'GET' } : request;
      const answer = (): ApiResponse => route(context, read, meanings);
      return faults === undefined ? answer() : faults.apply(read, answer);
    } catch (error) {
      if (error instanceof StatusError) return refusal(error);
      options.report?.(error);
      return refusal(internalError(error instanceof Error ? error.message : String(error)));
    }
  };
}

const minute = 60_000;
function route(context: ApiContext, request: ApiRequest, meanings: Meanings): ApiResponse {
  const { path } = request;
  switch (path[0]) {
    case 'healthz':
    case 'livez':
    case 'readyz':
      return readOnly(request, () => serveHealth(request) ?? pageNotFound());
    case 'version':
      return readOnly(request, () => jsonResponse(200, versionInfo(context.registry.store.kubernetes)));
    case 'openapi':
      return readOnly(request, () => serveOpenApi(path, request, meanings));
    case undefined:
      return readOnly(request, () =>
        jsonResponse(200, {
          paths: ['/api', '/apis', '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version'],
        }),
      );
    case 'api':
    case 'apis':
      break;
    default:
      return pageNotFound();
  }
  if (path[0] === 'apis' && path[1] !== undefined && !isServedGroup(path[1]) && !isElsewhere(path[1]))
    return pageNotFound();
  if (path.length <= (path[0] === 'api' ? 2 : 3)) return readOnly(request, () => discover(path, request));
  if (path[0] === 'apis' && reviewGroups.includes(path[1] ?? '')) return answerReview(path, request);
  const target = targetOf(path);
  const answer = serveObjects(context, target, request);
  return target.resource === resources.endpoints ? withWarnings(answer, [endpointsAreOld]) : answer;
}

/** Where nothing is served at all, real servers answer with no Status. */
function pageNotFound(): ApiResponse {
  return { ...textResponse(404, '404 page not found\n'), headers: { 'x-content-type-options': 'nosniff' } };
}

const endpointsAreOld = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

function readOnly(request: ApiRequest, answer: () => ApiResponse): ApiResponse {
  if (request.method !== 'GET') throw methodNotAllowed();
  return answer();
}

function serveObjects(context: ApiContext, target: Target, request: ApiRequest): ApiResponse {
  if (target.name === undefined) return serveCollection(context, target, request);
  const response =
    target.subresource === undefined || target.subresource === 'status'
      ? serveObject(context, target, request)
      : serveSubresource(context, target, request);
  if (response === undefined) throw methodNotAllowed();
  return response;
}

function serveCollection(context: ApiContext, target: Target, request: ApiRequest): ApiResponse {
  const form = accepted(request.headers['accept']);
  switch (request.method) {
    case 'GET':
      return isSet(request.query, 'watch')
        ? watchObjects(context, target, request, form)
        : listObjects(context, target, request, form);
    case 'POST':
      if (target.resource.namespaced && target.namespace === undefined) throw methodNotAllowed();
      return createOne(context, target, request, form);
    case 'DELETE':
      if (target.resource.namespaced && target.namespace === undefined) throw methodNotAllowed();
      if (!verbsOf(target.resource).includes('deletecollection')) throw methodNotAllowed();
      return deleteMany(context, target, request);
    default:
      throw methodNotAllowed();
  }
}

function serveObject(context: ApiContext, target: Target, request: ApiRequest): ApiResponse | undefined {
  const form = accepted(request.headers['accept']);
  switch (request.method) {
    case 'GET': {
      const object = context.registry.get(target.storage, target.namespace, target.name ?? '');
      return present(context, target, request, form, object);
    }
    case 'PUT':
      return replaceOne(context, target, request, form);
    case 'PATCH':
      return patchOne(context, target, request, form);
    case 'DELETE':
      return target.subresource === undefined ? deleteOne(context, target, request, form) : undefined;
    default:
      return undefined;
  }
}

function serveSubresource(context: ApiContext, target: Target, request: ApiRequest): ApiResponse | undefined {
  switch (`${request.method} ${target.subresource ?? ''}`) {
    case 'GET log':
      return readLog(context, target, request);
    case 'GET exec':
    case 'POST exec':
    case 'GET attach':
    case 'POST attach':
    case 'GET portforward':
    case 'POST portforward':
      // those that ask for an upgrade do not come this way
      throw badRequest('Upgrade request required');
    case 'POST eviction':
      return evict(context, target, request);
    case 'POST binding':
      return bindPod(context, target, request);
    case 'GET ephemeralcontainers':
    case 'PUT ephemeralcontainers':
    case 'PATCH ephemeralcontainers':
      return serveObject(context, target, request);
    case 'PUT finalize':
      return replaceOne(context, target, request, accepted(request.headers['accept']));
    default:
      return target.subresource === 'scale' ? serveScale(context, target, request) : undefined;
  }
}
