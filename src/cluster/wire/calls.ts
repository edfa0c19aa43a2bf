import type { DeleteOptions, ListOptions, PatchType, ResourcePath, WriteOptions } from '../connection.ts';
import { fieldsOf } from './json.ts';
import { deleteBody, listQuery, PATCH_TYPES, urlAt, urlOf, writeQuery } from './paths.ts';
import type { WireRequest } from './transport.ts';

/** What is asked of the API server, before anybody has logged in. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Milliseconds for the whole answer, where it is not the usual time. */
  readonly deadline?: number;
  /** Takes what is no JSON, too. */
  readonly plain?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The version of the server. */
export function versionCall(server: URL): Call {
  return { method: 'GET', url: urlAt(server, ['version']) };
}

/** The kinds that are served in a version of a group; the group `''` is the core group. */
export function resourcesCall(server: URL, group: string, version: string): Call {
  const path = group === '' ? ['api', version] : ['apis', group, version];
  return { method: 'GET', url: urlAt(server, path) };
}

/** A page of a list. */
export function listCall(server: URL, resource: ResourcePath, options: ListOptions): Call {
  return { method: 'GET', url: urlOf(server, resource, undefined, listQuery(options)), signal: options.signal };
}

export function getCall(server: URL, resource: ResourcePath, name: string): Call {
  return { method: 'GET', url: urlOf(server, resource, name, {}) };
}

export function createCall(server: URL, resource: ResourcePath, body: unknown, options: WriteOptions): Call {
  return { method: 'POST', url: urlOf(server, resource, undefined, writeQuery(options)), body };
}

export function patchCall(
  server: URL,
  resource: ResourcePath,
  name: string,
  patch: { readonly type: PatchType; readonly body: unknown },
  options: WriteOptions,
): Call {
  const target = options.subresource === undefined ? name : `${name}/${options.subresource}`;
  const url = urlOf(server, resource, target, writeQuery(options));
  return { method: 'PATCH', url, body: patch.body, contentType: PATCH_TYPES[patch.type] };
}

export function deleteCall(server: URL, resource: ResourcePath, name: string, options: DeleteOptions): Call {
  return { method: 'DELETE', url: urlOf(server, resource, name, {}), body: deleteBody(options) };
}

/** The call as it goes over the wire: its body as text, and the headers that tell of it beside those that log in. */
export function wireRequest(
  { method, url, body: value, contentType = 'application/json', plain = false }: Call,
  options: WireRequest['options'],
  signal: AbortSignal,
): WireRequest {
  const body = value === undefined ? undefined : JSON.stringify(value);
  const headers = {
    ...fieldsOf(options.headers),
    accept: plain ? 'application/json, */*' : 'application/json',
    ...(body === undefined ? {} : { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) }),
    ...(method === 'GET' && !plain ? { 'accept-encoding': 'gzip' } : {}),
  };
  return { method, url, options: { ...options, headers }, ...(body === undefined ? {} : { body }), signal };
}
