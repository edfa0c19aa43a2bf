import { compose } from '../../core/manifest/yaml/compose.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { ServedResource } from '../resources.ts';
import { badRequest, StatusError } from '../status.ts';
import { goQuote } from '../validation/go.ts';
import type { ApiRequest } from './exchange.ts';
import { jsonFault } from './json-fault.ts';
import { protobufType, readProtobuf } from './protobuf.ts';

/** Objects larger than this are refused, as by the real server. */
export const largestBody = 3 * 1024 * 1024;

export function tooLarge(): StatusError {
  return new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${largestBody}`);
}

/** The media type without its parameters; JSON when none is given, or an empty one. */
export function contentTypeOf(request: ApiRequest): string {
  return (request.headers['content-type'] || 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
}

const objectTypes = ['application/json', 'application/yaml', 'application/apply-patch+yaml'];

/** The object in the body of a creation or replacement. Throws 400 and 415. */
export function readObject(request: ApiRequest, resource: ServedResource): JsonObject {
  const type = contentTypeOf(request);
  const binary = type === protobufType ? readProtobuf(Buffer.from(request.body, 'latin1')) : undefined;
  if (binary !== undefined) return binary;
  if (type === protobufType) throw unreadProtobuf(resource);
  if (!objectTypes.includes(type)) throw unsupportedType(['application/json', 'application/yaml']);
  const value = readValue(request.body, type, resource);
  if (isObject(value)) return requireTyped(value, resource, request.body);
  throw unrecognized(
    resource,
    `couldn't get version/kind; json parse error: json: cannot unmarshal ${kindOf(value)} into Go value of type ${typeMeta}`,
    request.body,
  );
}

/** The two lines that say what an object is are read before anything else. */
function requireTyped(object: JsonObject, resource: ServedResource, body: string): JsonObject {
  const odd = Object.keys(object).find(
    key => (key === 'kind' || key === 'apiVersion') && object[key] !== null && typeof object[key] !== 'string',
  );
  if (odd === undefined) return object;
  const fault = `json: cannot unmarshal ${kindOf(object[odd])} into Go struct field .${odd} of type string`;
  throw unrecognized(resource, `couldn't get version/kind; json parse error: ${fault}`, body);
}

/** What the server reads of a body before it knows its kind, as Go prints its type. */
const typeMeta =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** The JSON of a patch. Throws 400. */
export function readPatchValue(body: string, isStrategic: boolean): unknown {
  return parsed(body, fault => {
    throw badRequest(isStrategic ? fault : `error decoding patch: ${fault}`);
  });
}

/** Any JSON or YAML. */
function readValue(body: string, type: string, resource: ServedResource): unknown {
  if (!type.endsWith('yaml')) return readJson(body, resource);
  const document = firstDocument(body);
  const { value, faults } = compose(document);
  const [fault] = faults.filter(each => each.code !== 'duplicate-key');
  if (fault !== undefined) throw unrecognized(resource, yamlFault(document, fault), body);
  return asFromJson(value ?? {}, number => {
    throw unrecognized(resource, `json: unsupported value: ${number}`, body);
  });
}

/** What YAML makes of itself on its way to the decoder, which reads JSON: keys in order, and no numbers that JSON has not. */
function asFromJson(value: unknown, refuse: (number: string) => never): unknown {
  if (Array.isArray(value)) return value.map(item => asFromJson(item, refuse));
  if (typeof value === 'number' && !Number.isFinite(value))
    return refuse(Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf');
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort((one, other) => (one < other ? -1 : 1));
  return Object.fromEntries(keys.map(key => [key, asFromJson(value[key], refuse)]));
}

/** Only the first document of a body counts. */
function firstDocument(body: string): string {
  const parts = body.split(/^(?:---|\.\.\.)(?:[ \t].*)?$/m);
  return parts.find(part => /^[ \t]*[^\s#]/m.test(part)) ?? '';
}

/** Keys that stand twice in a YAML body, as the server tells them; line numbers count from the top of the body. */
export function duplicateKeys(request: ApiRequest): readonly string[] {
  if (!contentTypeOf(request).endsWith('yaml')) return [];
  const document = firstDocument(request.body);
  const before = request.body.slice(0, request.body.indexOf(document)).split('\n').length - 1;
  return compose(document)
    .faults.filter(({ code }) => code === 'duplicate-key')
    .map(({ start, end, path }) => {
      const line = before + lineOf(document, valueStart(document, start, end));
      return `line ${line}: key ${goQuote(String(path.at(-1) ?? ''))} already set in map`;
    });
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where the value of a key begins, which is the place that the server names: a map or list may stand on the lines below. */
function valueStart(text: string, start: number, end: number): number {
  const gap = /^["']?\s*:(?:\s|#[^\n]*(?:\n|$))*/.exec(text.slice(end))?.[0].length ?? 0;
  const column = (offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
  const isBelow = lineOf(text, end + gap) > lineOf(text, start);
  return isBelow && column(end + gap) < column(start) ? start : end + gap;
}

/** A fault in the words of the server's YAML reader. What its parser stumbles over it counts from line 0, and anchors have no line. */
function yamlFault(
  document: string,
  fault: { readonly code: string; readonly start: number; readonly end: number },
): string {
  if (fault.code === 'unknown-anchor') {
    const name = document.slice(fault.start, fault.end).replace(/^\*/, '');
    return `yaml: unknown anchor '${name}' referenced`;
  }
  const line = lineOf(document, fault.start) - (fault.code === 'bad-indentation' ? 1 : 0);
  return `yaml: line ${line}: ${yamlFaults[fault.code] ?? 'could not be read'}`;
}

const yamlFaults: Readonly<Record<string, string>> = {
  'tab-indentation': 'found character that cannot start any token',
  'bad-indentation': 'did not find expected key',
  'missing-colon': "could not find expected ':'",
  'colon-in-value': 'mapping values are not allowed in this context',
  'unclosed-quote': 'found unexpected end of stream',
  'unclosed-bracket': "did not find expected ',' or ']'",
};

function readJson(body: string, resource: ServedResource): unknown {
  return parsed(body, fault => {
    throw unrecognized(resource, `couldn't get version/kind; json parse error: ${fault}`, body);
  });
}

/** JSON without `__proto__`, which no kind has a field for. */
function parsed(body: string, refuse: (fault: string) => never): unknown {
  try {
    return JSON.parse(body, body.includes('__proto__') ? withoutPrototype : undefined);
  } catch {
    return refuse(jsonFault(body) ?? 'cannot be read');
  }
}

function withoutPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

function unrecognized(resource: ServedResource, why: string, body: string): StatusError {
  return badRequest(
    `the object provided is unrecognized (must be of type ${resource.kind}): ${why} (${summaryOf(Buffer.from(body))})`,
  );
}

/** The beginning of a body, as text where it looks like JSON. */
function summaryOf(body: Buffer): string {
  if (body.length === 0) return '<empty>';
  const start = body.subarray(0, summarized).toString(body[0] === openBrace ? 'utf8' : 'hex');
  return body.length > summarized ? `${start} ...` : start;
}

const summarized = 30;
const openBrace = 0x7b;

export function unsupportedType(accepted: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return new StatusError(415, 'UnsupportedMediaType', message);
}

/** Some clients send a few kinds in this form alone, `kubectl debug node/…` its pod: the code is the usual one, the words say what to do. */
function unreadProtobuf({ kind }: ServedResource): StatusError {
  const debug =
    kind === 'Pod' ? '; kubectl debug of a node sends one so, and its nodes have no inside to look into' : '';
  const message = `the practice cluster does not read a ${kind} sent as protobuf${debug}: send it as JSON or YAML, as kubectl apply does`;
  return new StatusError(415, 'UnsupportedMediaType', message);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : value === null ? 'null' : typeof value;
}
