import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { apiVersionOf } from '../resources.ts';
import { badRequest, expired, StatusError } from '../status.ts';
import type { Store } from '../store.ts';
import { partialMetadata, tableOf } from '../tables/table.ts';
import type { Accepted } from './accept.ts';
import { type ApiRequest, type ApiResponse, optionsRefusal } from './exchange.ts';
import { includedOf, textOfItem } from './present.ts';
import { selectionOf } from './selectors.ts';
import type { ApiContext, Target } from './target.ts';

interface Page {
  readonly version: number;
  readonly objects: readonly KubernetesObject[];
  readonly continueToken: string | undefined;
  readonly remaining: number | undefined;
}

/** A list, a page of one, or a Table of one (controller-semantics.md I7, I9, I10). */
export function listObjects(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  if (request.query.has('sendInitialEvents')) {
    throw optionsRefusal(
      'ListOptions',
      'sendInitialEvents',
      'FieldValueForbidden',
      'Forbidden: sendInitialEvents is forbidden for list',
    );
  }
  const page = pageOf(context, target, request);
  const metadata = {
    resourceVersion: String(page.version),
    ...(page.continueToken === undefined ? {} : { continue: page.continueToken }),
    ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
  };
  return {
    status: 200,
    contentType: accepted.contentType,
    body: `${bodyOf(context, target, request, accepted, page, metadata)}\n`,
  };
}

function bodyOf(
  context: ApiContext,
  target: Target,
  request: ApiRequest,
  accepted: Accepted,
  page: Page,
  metadata: object,
): string {
  if (accepted.form === 'table') {
    const options = { now: context.registry.clock.stamp(), included: includedOf(request), withColumns: true, metadata };
    return JSON.stringify(tableOf(target.resource, page.objects, options));
  }
  if (accepted.form === 'metadata') {
    const items = page.objects.map(partialMetadata);
    return JSON.stringify({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items });
  }
  const head = JSON.stringify({
    kind: `${target.resource.kind}List`,
    apiVersion: apiVersionOf(target.resource),
    metadata,
  });
  return `${head.slice(0, -1)},"items":[${page.objects.map(object => textOfItem(target, object)).join(',')}]}`;
}

function pageOf(context: ApiContext, target: Target, request: ApiRequest): Page {
  const { query } = request;
  const token = query.get('continue');
  const limit = Number(query.get('limit') ?? 0) || 0;
  const select = selectionOf(target.resource, query);
  const start = token ? resumed(context, target, token, query) : begun(context, target, query);
  const inNamespace = start.objects.filter(
    object => target.namespace === undefined || object.metadata.namespace === target.namespace,
  );
  const wanted = select === undefined ? inNamespace : inNamespace.filter(select);
  const rest = start.after === undefined ? wanted : wanted.filter(object => keyOf(object) > (start.after ?? ''));
  if (limit <= 0 || rest.length <= limit) {
    return { version: start.version, objects: rest, continueToken: undefined, remaining: undefined };
  }
  const objects = rest.slice(0, limit);
  const last = objects.at(-1);
  context.snapshots.keep(snapshotKey(target, start.version), start.objects);
  return {
    version: start.version,
    objects,
    continueToken: tokenOf(start.version, last === undefined ? '' : keyOf(last)),
    remaining: select === undefined ? rest.length - limit : undefined,
  };
}

interface Start {
  readonly version: number;
  readonly objects: readonly KubernetesObject[];
  /** Key of the last object of the page before. */
  readonly after: string | undefined;
}

function begun(context: ApiContext, target: Target, query: URLSearchParams): Start {
  const { store } = context.registry;
  const asked = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  checkMatch(asked, match);
  const version = parseVersion(asked);
  if (version !== undefined && version > store.version()) throw tooLargeVersion(version, store.version());
  if (match !== 'Exact' || version === undefined) {
    return { version: store.version(), objects: store.list(target.storage), after: undefined };
  }
  return { version, objects: listAt(store, target, version), after: undefined };
}

/** The resource as it was at a version: the list of now with the changes since then undone. Throws 410 if the history is too short. */
function listAt(store: Store, target: Target, version: number): readonly KubernetesObject[] {
  const changes = store.since(version);
  if (changes === undefined) throw expired(version, store.version());
  const objects = new Map(store.list(target.storage).map(object => [keyOf(object), object]));
  for (const { resource, object, before, type } of changes.toReversed()) {
    if (resource.group !== target.storage.group || resource.name !== target.storage.name) continue;
    if (type === 'ADDED' || before === undefined) objects.delete(keyOf(object));
    else objects.set(keyOf(object), before);
  }
  return [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

function resumed(context: ApiContext, target: Target, token: string, query: URLSearchParams): Start {
  const asked = query.get('resourceVersion') ?? '';
  if (query.get('resourceVersionMatch')) {
    const message = 'Forbidden: resourceVersionMatch is forbidden when continue is provided';
    throw optionsRefusal('ListOptions', 'resourceVersionMatch', 'FieldValueForbidden', message);
  }
  if (asked !== '' && asked !== '0') throw badRequest('specifying resource version is not allowed when using continue');
  const read = readToken(token);
  if (read === undefined) throw badRequest('continue key is not valid: it was not made by this server');
  const { store } = context.registry;
  const { version, after } = read;
  if (version === atLatest) return { version: store.version(), objects: store.list(target.storage), after };
  const objects = context.snapshots.find(snapshotKey(target, version));
  if (objects !== undefined) return { version, objects, after };
  throw new StatusError(410, 'Expired', inconsistent, undefined, { continue: tokenOf(atLatest, after) });
}

/** Stands in a token for whatever version there is when it comes. */
const atLatest = -1;
const inconsistent =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

function checkMatch(version: string, match: string): void {
  const refuse = (why: string) =>
    optionsRefusal('ListOptions', 'resourceVersionMatch', 'FieldValueForbidden', `Forbidden: ${why}`);
  if (match === '') return;
  if (version === '') throw refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (match === 'Exact' && version === '0')
    throw refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    const message = `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan"`;
    throw optionsRefusal('ListOptions', 'resourceVersionMatch', 'FieldValueNotSupported', message);
  }
}

/** A resourceVersion as a number; undefined for "" and "0", which mean any. Throws 400. */
export function parseVersion(text: string): number | undefined {
  if (text === '' || text === '0') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw badRequest(
    `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
}

/** The client has seen a future that this server does not know. */
export function tooLargeVersion(asked: number, current: number): StatusError {
  return new StatusError(504, 'Timeout', `Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

function keyOf({ metadata }: KubernetesObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

function snapshotKey(target: Target, version: number): string {
  return `${target.storage.group}/${target.storage.name}@${version}`;
}

function tokenOf(version: number, after: string): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: version, start: after })).toString('base64url');
}

function readToken(token: string): { readonly version: number; readonly after: string } | undefined {
  const [, version, after] =
    /^\{"v":"meta\.k8s\.io\/v1","rv":(-1|\d{1,15}),"start":"([^"\\]*)"\}$/.exec(
      Buffer.from(token, 'base64url').toString('utf8'),
    ) ?? [];
  return version === undefined || after === undefined ? undefined : { version: Number(version), after };
}
