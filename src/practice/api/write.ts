import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, fieldsOf, type JsonObject, stringOf, toObject, withAt } from '../json.ts';
import { patched } from '../patch/patch.ts';
import { readAs } from '../registry/metadata.ts';
import type { PatchType, Subresource } from '../registry.ts';
import { apiVersionOf, resources, type ServedResource } from '../resources.ts';
import { badRequest, StatusError } from '../status.ts';
import { findingsOf } from '../validation/rules.ts';
import { warningsOf } from '../validation/warnings.ts';
import type { Accepted } from './accept.ts';
import { contentTypeOf, duplicateKeys, readObject, readValue, unsupportedType } from './body.ts';
import { asCoreEvent } from './event-forms.ts';
import {
  type ApiRequest,
  type ApiResponse,
  fieldManagerOf,
  isDryRun,
  isSet,
  optionsRefusal,
  refusal,
} from './exchange.ts';
import { present } from './present.ts';
import { keysOf } from './repeated-fields.ts';
import { type ApiContext, shown, type Target } from './target.ts';

/** POST to a collection. */
export function createOne(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  const sent = readObject(request, target.resource);
  checkKind(target.resource, sent);
  const warnings = unknownFields(target.resource, sent, request);
  const object = inNamespace(target, sent);
  const options = {
    dryRun: isDryRun(request.query.getAll('dryRun'), 'CreateOptions'),
    fieldManager: fieldManagerOf(request),
  };
  return written(target, warnings, () => {
    const created = context.registry.create(target.storage, toObject(stored(target, object)), options);
    return [created, present(context, target, request, accepted, created, 201)];
  });
}

/** PUT of an object or its status. */
export function replaceOne(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  const name = target.name ?? '';
  const sent = readObject(request, target.resource);
  checkKind(target.resource, sent);
  const warnings = unknownFields(target.resource, sent, request);
  const object = named(inNamespace(target, sent), name);
  const options = { ...writeOptions(request, 'UpdateOptions'), ...subresourceOf(target) };
  return written(target, warnings, () => {
    const updated = context.registry.update(target.storage, toObject(stored(target, object)), options);
    return [updated, present(context, target, request, accepted, updated)];
  });
}

const patchTypes: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
};
const applyType = 'application/apply-patch+yaml';

/** PATCH of an object or its status, server-side apply included (controller-semantics.md I5, I6). */
export function patchOne(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  const contentType = contentTypeOf(request);
  if (contentType === applyType) return applyOne(context, target, request, accepted);
  const { type, patch } = readPatch(request, target.resource);
  const { registry } = context;
  const name = target.name ?? '';
  const before = registry.get(target.storage, target.namespace, name);
  const result = named(patched(target.resource, fieldsOf(shown(target, before)), name, type, patch), name);
  if (at(result, 'metadata', 'namespace') !== before.metadata.namespace) throw otherNamespace();
  const warnings = unknownInPatch(target, result, request);
  const options = { ...writeOptions(request, 'PatchOptions'), ...subresourceOf(target) };
  return written(target, warnings, () => {
    const updated = registry.update(target.storage, toObject(stored(target, result)), options);
    return [updated, present(context, target, request, accepted, updated)];
  });
}

/** The patch in the body, of any type but apply. Throws 415 for other content. */
export function readPatch(
  request: ApiRequest,
  resource: ServedResource,
): { readonly type: PatchType; readonly patch: unknown } {
  const type = patchTypes[contentTypeOf(request)];
  if (type === undefined) throw unsupportedType([...Object.keys(patchTypes), applyType]);
  return { type, patch: readValue(request.body, 'application/json', resource) };
}

function applyOne(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  const name = target.name ?? '';
  if (!request.query.get('fieldManager')) {
    throw optionsRefusal(
      'PatchOptions',
      'fieldManager',
      'FieldValueRequired',
      'Required value: is required for apply patch',
    );
  }
  const sent = readObject(request, target.resource);
  checkKind(target.resource, sent);
  const object = named(inNamespace(target, sent), name);
  const isNew = context.registry.find(target.storage, target.namespace, name) === undefined;
  return written(target, [], () => {
    const applied = context.registry.apply(target.storage, toObject(stored(target, object)), {
      ...writeOptions(request, 'PatchOptions'),
      ...subresourceOf(target),
      force: isSet(request.query, 'force'),
    });
    return [applied, present(context, target, request, accepted, applied, isNew ? 201 : 200)];
  });
}

export function writeOptions(
  request: ApiRequest,
  kind: string,
): { readonly dryRun: boolean; readonly fieldManager: string } {
  return { dryRun: isDryRun(request.query.getAll('dryRun'), kind), fieldManager: fieldManagerOf(request) };
}

function subresourceOf(target: Target): { readonly subresource?: Subresource } {
  const { subresource } = target;
  return subresource === 'status' || subresource === 'finalize' ? { subresource } : {};
}

function stored(target: Target, object: JsonObject): JsonObject {
  return target.resource === resources.groupEvents ? asCoreEvent(object) : object;
}

/** The object with the kind of its endpoint, which it may leave out. Throws 400 for another kind. */
function checkKind(resource: ServedResource, object: JsonObject): void {
  const kind = stringOf(object['kind']) || resource.kind;
  const apiVersion = stringOf(object['apiVersion']) || apiVersionOf(resource);
  if (apiVersion !== apiVersionOf(resource)) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`,
    );
  }
  if (kind === resource.kind) return;
  throw badRequest(
    `${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: no kind "${kind}" is registered for version "${apiVersion}" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"`,
  );
}

function inNamespace(target: Target, object: JsonObject): JsonObject {
  const own = stringOf(at(object, 'metadata', 'namespace'));
  if (!target.resource.namespaced) return withAt(object, ['metadata', 'namespace'], undefined);
  if (own && own !== target.namespace) throw otherNamespace();
  return withAt(object, ['metadata', 'namespace'], target.namespace);
}

function otherNamespace(): StatusError {
  return badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

function named(object: JsonObject, name: string): JsonObject {
  const own = stringOf(at(object, 'metadata', 'name')) || name;
  if (own === name) return withAt(object, ['metadata', 'name'], name);
  throw badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`);
}

/** Fields the kind does not have, and fields that stand twice: refused, warned of, or passed over, as `fieldValidation` says. Returns the warnings. */
function unknownFields(resource: ServedResource, object: JsonObject, request: ApiRequest): readonly string[] {
  const { unknown } = readAs(resource, object);
  const mode = validationMode(request);
  if (mode === 'Ignore') return [];
  const lines = duplicateKeys(request);
  const faults = inTextOrder(request, unknown);
  if (lines.length + faults.length === 0) return [];
  if (mode === 'Warn') return [...lines, ...faults];
  const yaml = lines.length === 0 ? [] : [`yaml: unmarshal errors:\n  ${lines.join('\n  ')}`];
  throw badRequest(
    `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: strict decoding error: ${[...yaml, ...faults].join(', ')}`,
  );
}

/** The faults of a JSON body as the decoder comes upon them. What it does not know it does not call repeated. */
function inTextOrder(request: ApiRequest, unknown: readonly string[]): readonly string[] {
  if (contentTypeOf(request) !== 'application/json') return unknown.map(field => `unknown field "${field}"`);
  const isUnknown = (field: string): boolean =>
    unknown.some(outer => field === outer || field.startsWith(`${outer}.`) || field.startsWith(`${outer}[`));
  const faults = keysOf(request.body).flatMap(({ field, isRepeated }) => {
    if (unknown.includes(field)) return [`unknown field "${field}"`];
    return isRepeated && !isUnknown(field) ? [`duplicate field "${field}"`] : [];
  });
  return [...new Set(faults)];
}

function unknownInPatch(target: Target, result: JsonObject, request: ApiRequest): readonly string[] {
  const faults = readAs(target.resource, result).unknown.map(field => `unknown field "${field}"`);
  const mode = validationMode(request);
  if (faults.length === 0 || mode === 'Ignore') return [];
  if (mode === 'Warn') return faults;
  const message = `Invalid value: ${JSON.stringify(JSON.stringify(result))}: strict decoding error: ${faults.join(', ')}`;
  throw new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  });
}

function validationMode(request: ApiRequest): 'Strict' | 'Warn' | 'Ignore' {
  const mode = request.query.get('fieldValidation') || 'Warn';
  if (mode === 'Strict' || mode === 'Warn' || mode === 'Ignore') return mode;
  const message = `Unsupported value: ${JSON.stringify(mode)}: supported values: "Ignore", "Warn", "Strict"`;
  throw optionsRefusal('CreateOptions', 'fieldValidation', 'FieldValueNotSupported', message);
}

/** Writes, and answers with all that the server warns of: fields it has passed over, even where it then refuses, and what is odd in what it took. */
function written(
  target: Target,
  warnings: readonly string[],
  write: () => readonly [KubernetesObject, ApiResponse],
): ApiResponse {
  try {
    const [object, answer] = write();
    const fields = fieldsOf(object);
    return withWarnings(answer, [...warnings, ...warningsOf(fields, findingsOf(target.storage, fields))]);
  } catch (error) {
    if (error instanceof StatusError) return withWarnings(refusal(error), warnings);
    throw error;
  }
}

function withWarnings(response: ApiResponse, warnings: readonly string[]): ApiResponse {
  if (warnings.length === 0) return response;
  const warning = warnings.map(text => `299 - ${JSON.stringify(text)}`).join(', ');
  return { ...response, headers: { ...response.headers, warning } };
}
