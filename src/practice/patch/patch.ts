import { isList, isObject, type JsonObject } from '../json.ts';
import type { PatchType } from '../registry.ts';
import type { ServedResource } from '../resources.ts';
import { structOfKind } from '../schema/types.ts';
import { badRequest, invalid, StatusError } from '../status.ts';
import { applyJsonPatch, PatchFault } from './json-patch.ts';
import { applyMergePatch } from './merge-patch.ts';
import { applyStrategicPatch } from './strategic.ts';

/** The object after a patch of any type but apply. Throws 400 for a patch that is none, 422 for one that cannot be carried out. */
export function patched(
  resource: ServedResource,
  object: JsonObject,
  name: string,
  type: PatchType,
  patch: unknown,
): JsonObject {
  try {
    const result = resultOf(resource, object, type, patch);
    if (isObject(result) && isObject(result['metadata'])) return result;
  } catch (error) {
    if (!(error instanceof PatchFault)) throw error;
    // of a JSON patch the real server does not say what was wrong
    const message = 'the server rejected our request due to an error in our request';
    throw type === 'json' ? new StatusError(422, 'Invalid', message, {}) : badRequest(error.message);
  }
  throw invalid(resource, name, [{ field: 'metadata', type: 'Required', message: 'Required value' }]);
}

function resultOf(resource: ServedResource, object: JsonObject, type: PatchType, patch: unknown): unknown {
  if (type === 'json') {
    if (!isList(patch)) throw notDecoded(patch, '[]interface {}');
    if (patch.length > maxOperations) {
      const message = `The allowed maximum operations in a JSON patch is ${maxOperations}, got ${patch.length}`;
      throw new StatusError(413, 'RequestEntityTooLarge', message);
    }
    return applyJsonPatch(object, patch);
  }
  if (!isObject(patch)) throw notDecoded(patch, 'map[string]interface {}');
  if (type === 'merge') return applyMergePatch(object, patch);
  const struct = structOfKind(resource.group, resource.version, resource.kind);
  return applyStrategicPatch({ form: 'struct', name: struct?.name ?? '' }, object, patch);
}

const maxOperations = 10_000;

function notDecoded(patch: unknown, wanted: string): StatusError {
  const found = isList(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
  return badRequest(`error decoding patch: json: cannot unmarshal ${found} into Go value of type ${wanted}`);
}
