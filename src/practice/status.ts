import { qualifiedKind, qualifiedName } from './resources.ts';
import type { Resource } from './store.ts';

export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** The body of every refusal, as Kubernetes words it. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: object;
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code?: number;
}

/** A refusal of the API server. Controllers catch it just as a client reads it from the wire. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;
  /** `metadata` of the Status: where a list can be gone on with. */
  readonly metadata: { readonly continue?: string };

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: StatusDetails,
    metadata: StatusError['metadata'] = {},
  ) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.metadata = metadata;
  }

  /** The refusal as a Status object. */
  status(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.metadata,
      status: 'Failure',
      message: this.message,
      ...(this.reason === '' ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

/** What is wrong with one field: the path as the server writes it (`spec.template.spec.containers[0].image`) and why. */
export interface FieldError {
  readonly field: string;
  readonly type: keyof typeof causeReasons;
  /** The words after the field: `Invalid value: -1: must be greater than or equal to 0`. */
  readonly message: string;
}

const causeReasons = {
  Required: 'FieldValueRequired',
  Invalid: 'FieldValueInvalid',
  NotSupported: 'FieldValueNotSupported',
  Duplicate: 'FieldValueDuplicate',
  Forbidden: 'FieldValueForbidden',
  NotFound: 'FieldValueNotFound',
  TooLong: 'FieldValueTooLong',
  TooMany: 'FieldValueTooMany',
} as const;

function about(resource: Resource, name: string): StatusDetails {
  return { ...named(name), ...(resource.group === '' ? {} : { group: resource.group }), kind: resource.name };
}

/** Go leaves out an empty name. */
function named(name: string): Pick<StatusDetails, 'name'> {
  return name === '' ? {} : { name };
}

export function notFound(resource: Resource, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${qualifiedName(resource)} "${name}" not found`, about(resource, name));
}

/** The path names nothing that is served. */
export function noSuchPath(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** The practice cluster's own words for a kind that it does not have. */
export function notPlayed(group: string, plural: string): StatusError {
  const what = `the practice cluster does not have ${plural}.${group}`;
  return new StatusError(
    404,
    'NotFound',
    `${what}: it plays StatefulSets, Deployments and what stands around them`,
    {},
  );
}

export function alreadyExists(resource: Resource, name: string): StatusError {
  const message = `${qualifiedName(resource)} "${name}" already exists`;
  return new StatusError(409, 'AlreadyExists', message, about(resource, name));
}

/** Somebody was faster, or a precondition does not hold. */
export function conflict(resource: Resource, name: string, why: string = modified): StatusError {
  const message = `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`;
  return new StatusError(409, 'Conflict', message, about(resource, name));
}

const modified = 'the object has been modified; please apply your changes to the latest version and try again';

export function invalid(resource: Resource, name: string, errors: readonly FieldError[]): StatusError {
  const sentences = [...new Set(errors.map(error => `${error.field}: ${error.message}`))];
  const list = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
  return new StatusError(422, 'Invalid', `${qualifiedKind(resource)} "${name}" is invalid: ${list}`, {
    ...named(name),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.kind,
    causes: errors.map(({ field, type, message }) => ({ reason: causeReasons[type], message, field })),
  });
}

/** A query parameter that cannot be, of a request with options of this kind. */
export function invalidOptions(kind: string, field: string, message: string): StatusError {
  const reason = message.startsWith('Forbidden') ? causeReasons.Forbidden : causeReasons.Invalid;
  const details = { kind, causes: [{ reason, message, field }] };
  return new StatusError(422, 'Invalid', `${kind} "" is invalid: ${field}: ${message}`, details);
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function forbidden(resource: Resource, name: string, why: string, causes?: readonly StatusCause[]): StatusError {
  const details = causes === undefined ? about(resource, name) : { ...about(resource, name), causes };
  return new StatusError(403, 'Forbidden', `${qualifiedName(resource)} "${name}" is forbidden: ${why}`, details);
}

export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** The watch or the page starts at a version that the history no longer holds. */
export function expired(version: number | string, oldest: number): StatusError {
  return new StatusError(410, 'Expired', `too old resource version: ${version} (${oldest})`);
}

export function internalError(why: string): StatusError {
  return new StatusError(500, 'InternalError', `Internal error occurred: ${why}`, {
    causes: [{ reason: 'InternalError', message: why }],
  });
}
