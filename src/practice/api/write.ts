import { at, fieldsOf, type JsonObject, stringOf, toObject, withAt } from '../json.ts';
import { patched } from '../patch/patch.ts';
import type { PatchType, Subresource } from '../registry.ts';
import { apiVersionOf, resources, type ServedResource } from '../resources.ts';
import { badRequest, type StatusError } from '../status.ts';
import type { Accepted } from './accept.ts';
import { contentTypeOf, readObject, readPatchValue, unsupportedType } from './body.ts';
import { asCoreEvent } from './event-forms.ts';
import { type ApiRequest, type ApiResponse, fieldManagerOf, isDryRun, isSet, optionsRefusal } from './exchange.ts';
import { validateFields, validatePatched } from './field-validation.ts';
import { present } from './present.ts';
import { type ApiContext, shown, type Target } from './target.ts';
import { written } from './warnings.ts';

/** POST to a collection. */
export function createOne(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  const sent = readObject(request, target.resource);
  checkKind(target.resource, sent);
  const warnings = validateFields(target.resource, sent, request);
  const object = inNamespace(target, sent);
  const options = {
    dryRun: isDryRun(request.query.getAll('dryRun'), 'CreateOptions'),
    fieldManager: fieldManagerOf(request, 'CreateOptions'),
  };
  return written(context, target, warnings, () => {
    const created = context.registry.create(target.storage, toObject(stored(target, object)), options);
    return [created, present(context, target, request, accepted, created, 201)];
  });
}

/** PUT of an object or its status. */
export function replaceOne(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  const name = target.name ?? '';
  const sent = readObject(request, target.resource);
  checkKind(target.resource, sent);
  const warnings = validateFields(target.resource, sent, request);
  const object = named(inNamespace(target, sent), name);
  const options = { ...writeOptions(request, 'UpdateOptions'), ...subresourceOf(target) };
  return written(context, target, warnings, () => {
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
  if (request.query.has('force')) throw forcedWithoutApply();
  const { type, patch } = readPatch(request);
  const { registry } = context;
  const name = target.name ?? '';
  const before = registry.get(target.storage, target.namespace, name);
  const result = named(patched(target.resource, fieldsOf(shown(target, before)), name, type, patch), name);
  if (at(result, 'metadata', 'namespace') !== before.metadata.namespace) throw otherNamespace();
  const warnings = validatePatched(target.resource, type, patch, result, request);
  const options = { ...writeOptions(request, 'PatchOptions'), ...subresourceOf(target) };
  return written(context, target, warnings, () => {
    const updated = registry.update(target.storage, toObject(stored(target, result)), options);
    return [updated, present(context, target, request, accepted, updated)];
  });
}

function forcedWithoutApply(): StatusError {
  const message = 'Forbidden: may not be specified for non-apply patch';
  return optionsRefusal('PatchOptions', 'force', 'FieldValueForbidden', message);
}

/** The patch in the body, of any type but apply. Throws 415 for other content. */
export function readPatch(request: ApiRequest): { readonly type: PatchType; readonly patch: unknown } {
  const type = patchTypes[contentTypeOf(request)];
  if (type === undefined) throw unsupportedType([...Object.keys(patchTypes), applyType]);
  return { type, patch: readPatchValue(request.body, type === 'strategic') };
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
  requireVersion(target.resource, sent);
  checkKind(target.resource, sent);
  const object = named(inNamespace(target, sent), name);
  const isNew = context.registry.find(target.storage, target.namespace, name) === undefined;
  return written(context, target, [], () => {
    const applied = context.registry.apply(target.storage, toObject(stored(target, object)), {
      ...writeOptions(request, 'PatchOptions'),
      ...subresourceOf(target),
      force: isSet(request.query, 'force'),
    });
    return [applied, present(context, target, request, accepted, applied, isNew ? 201 : 200)];
  });
}

/** An apply may not leave out its version, because its fields are owned in that version. */
function requireVersion(resource: ServedResource, sent: JsonObject): void {
  const version = stringOf(sent['apiVersion']) ?? '';
  if (version === apiVersionOf(resource)) return;
  throw badRequest(
    `Incorrect version specified in apply patch. Specified patch version: ${version}, expected: ${apiVersionOf(resource)}`,
  );
}

export function writeOptions(
  request: ApiRequest,
  kind: string,
): { readonly dryRun: boolean; readonly fieldManager: string } {
  return { dryRun: isDryRun(request.query.getAll('dryRun'), kind), fieldManager: fieldManagerOf(request, kind) };
}

function subresourceOf(target: Target): { readonly subresource?: Subresource } {
  const { subresource } = target;
  return subresource === 'status' || subresource === 'finalize' || subresource === 'ephemeralcontainers'
    ? { subresource }
    : {};
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
