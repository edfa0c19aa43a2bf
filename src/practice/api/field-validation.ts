import type { JsonObject } from '../json.ts';
import { decodeAs, readAs } from '../registry/metadata.ts';
import type { PatchType } from '../registry.ts';
import type { ServedResource } from '../resources.ts';
import { DecodeFault } from '../schema/decode.ts';
import { badRequest, StatusError } from '../status.ts';
import { goPrint, goQuote } from '../validation/go.ts';
import { contentTypeOf, duplicateKeys } from './body.ts';
import { type ApiRequest, optionsRefusal } from './exchange.ts';
import { keysOf } from './repeated-fields.ts';

/** What is made of fields that a kind does not have and of fields that stand twice (validation-rules.md, section 2). */
type Mode = 'Strict' | 'Warn' | 'Ignore';

/** Refuses what strict decoding refuses in a body, or returns it as warnings, as `fieldValidation` says. Throws 400. */
export function validateFields(resource: ServedResource, object: JsonObject, request: ApiRequest): readonly string[] {
  const { unknown } = readAs(resource, object);
  const mode = modeOf(request, request.method === 'POST' ? 'CreateOptions' : 'UpdateOptions');
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

/** The same of what a patch makes; the server then shows the patch, or what came of it. Throws 422. */
export function validatePatched(
  resource: ServedResource,
  type: PatchType,
  patch: unknown,
  result: JsonObject,
  request: ApiRequest,
): readonly string[] {
  const shown = type === 'strategic' ? goPrint(patch) : JSON.stringify(result);
  const faults = unknownIn(resource, type, shown, result).map(field => `unknown field "${field}"`);
  const mode = modeOf(request, 'PatchOptions');
  if (faults.length === 0 || mode === 'Ignore') return [];
  if (mode === 'Warn') return faults;
  throw patchRefusal(shown, `strict decoding error: ${faults.join(', ')}`);
}

function unknownIn(resource: ServedResource, type: PatchType, shown: string, result: JsonObject): readonly string[] {
  try {
    return decodeAs(resource, result).unknown;
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    throw patchRefusal(shown, type === 'strategic' ? error.unconverted : error.message);
  }
}

function patchRefusal(shown: string, why: string): StatusError {
  const message = `Invalid value: ${goQuote(shown)}: ${why}`;
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'patch' }];
  return new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, { causes });
}

function modeOf(request: ApiRequest, options: string): Mode {
  const mode = request.query.get('fieldValidation') || 'Warn';
  if (mode === 'Strict' || mode === 'Warn' || mode === 'Ignore') return mode;
  const message = `Unsupported value: ${goQuote(mode)}: supported values: "", "Ignore", "Strict", "Warn"`;
  throw optionsRefusal(options, 'fieldValidation', 'FieldValueNotSupported', message);
}
