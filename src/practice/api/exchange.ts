import { type StatusDetails, StatusError } from '../status.ts';
import { goQuote } from '../validation/go.ts';

/** A request, however it came in. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded segments of the path: `['apis', 'apps', 'v1']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Text; protobuf as one character a byte (latin1). */
  readonly body: string;
}

/** An answer that goes on: called once, it sends until its `end` or until the result is called. */
export type Stream = (send: (text: string) => void, end: () => void) => () => void;

export interface ApiResponse {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Stream;
  /** Milliseconds that the answer is held back. */
  readonly delay?: number;
}

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return { status, contentType: 'application/json', headers, body: `${JSON.stringify(body)}\n` };
}

export function textResponse(status: number, body: string): ApiResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

/** A refusal as the client gets it. */
export function refusal(error: StatusError): ApiResponse {
  const seconds = error.details?.retryAfterSeconds;
  return jsonResponse(error.code, error.status(), seconds === undefined ? {} : { 'retry-after': String(seconds) });
}

/** What is said of a success that leaves no object to show. */
export function success(details?: StatusDetails): unknown {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    ...(details === undefined ? {} : { details }),
  };
}

/** `true` and `1` are yes; anything else is no. */
export function isSet(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value === '' || value === 'true' || value === '1' || value === 'True' || value === 'TRUE' || value === 't';
}

/** Who writes, for managedFields: as told, or the program of the User-Agent header. Throws 422 for a name that cannot be one. */
export function fieldManagerOf(request: ApiRequest, kind: string): string {
  const told = request.query.get('fieldManager');
  if (told && Buffer.byteLength(told) > longestManager) {
    const message = `Too long: may not be more than ${longestManager} bytes`;
    throw optionsRefusal(kind, 'fieldManager', 'FieldValueTooLong', message);
  }
  if (told && /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(told)) {
    const message = `Invalid value: ${goQuote(told)}: should only contain printable characters`;
    throw optionsRefusal(kind, 'fieldManager', 'FieldValueInvalid', message);
  }
  if (told) return told;
  const agent = (request.headers['user-agent'] ?? '').split('/')[0] ?? '';
  return agent.slice(0, longestManager) || 'unknown';
}

const longestManager = 128;

/** Whether to change nothing and answer what would be. Throws 422 for anything but `All`. */
export function isDryRun(values: readonly string[], kind: string): boolean {
  const other = values.find(value => value !== '' && value !== 'All');
  if (other === undefined) return values.includes('All');
  const message = `Unsupported value: ${JSON.stringify(other)}: supported values: "All"`;
  throw optionsRefusal(kind, 'dryRun', 'FieldValueNotSupported', message);
}

/** A query parameter or an option in a body that cannot be. */
export function optionsRefusal(kind: string, field: string, reason: string, message: string): StatusError {
  return new StatusError(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind,
    causes: [{ reason, message, field }],
  });
}
