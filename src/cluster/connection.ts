import type { KubernetesObject } from '../core/statefulset/model.ts';

/**
 * The narrow door to one API server that the rest of Ordinal uses. `kube.ts` makes one from client-node (its own bundle);
 * tests make one that lies, hangs and drops. Every method rejects with a `ClusterError`, never with anything else.
 * Objects are in wire form: times are RFC 3339 text, and each carries its own `apiVersion` and `kind`, items of lists too.
 */
export interface Connection {
  /** The `id` of the kubeconfig context, and where it leads, for sentences. */
  readonly context: string;
  readonly server: string;
  version(): Promise<ServerVersion>;
  /** What the server serves in one group and version (`apps`, `v1`); `not-found` if it does not serve it at all. */
  resources(group: string, version: string): Promise<readonly ServedResource[]>;
  list(resource: ResourcePath, options: ListOptions): Promise<ObjectList>;
  /** Runs until the stream ends; resolves with the reason. Never rejects while streaming. */
  watch(resource: ResourcePath, options: WatchOptions, onEvent: (event: WatchEvent) => void): Promise<WatchEnd>;
  /**
   * Reads a container's log, and with `follow` what comes after. `onText` gets it piece by piece, not line by line, and no more is read
   * before its promise is fulfilled. Resolves when the log ends; rejects with a `ClusterError` where it breaks off, `aborted` by the signal.
   */
  log(pod: PodPath, options: LogOptions, onText: (text: string) => void | Promise<void>): Promise<void>;
  /**
   * Runs a command in a container. Resolves once the server has taken it; rejects with a `ClusterError` where it does not. How it ends is told
   * by `ended`, a program that cannot be started too.
   */
  exec(pod: PodPath, options: ExecOptions): Promise<Execution>;
  /** Opens one connection to a port of a pod. Resolves once the server has taken it: whether somebody listens there is told by `ended`. */
  forward(pod: PodPath, port: number, options: ForwardOptions): Promise<PortStream>;
  get(resource: ResourcePath, name: string): Promise<KubernetesObject>;
  create(resource: ResourcePath, body: unknown, options?: WriteOptions): Promise<KubernetesObject>;
  patch(
    resource: ResourcePath,
    name: string,
    type: PatchType,
    body: unknown,
    options?: WriteOptions,
  ): Promise<KubernetesObject>;
  delete(resource: ResourcePath, name: string, options?: DeleteOptions): Promise<void>;
  /** A person has logged in: credentials that were not accepted are asked for anew with the next request. */
  logInAgain(): void;
  /** Ends every request, watch and stream under way, and closes the sockets. */
  close(): void;
  /** Fires with `close`: whatever is built on this connection ends then. */
  readonly closed: AbortSignal;
}

/** Where objects of a kind live: `{ group: 'apps', version: 'v1', name: 'statefulsets', namespace: 'prod' }`; no namespace means all of them, or a kind without. */
export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface PodPath {
  readonly namespace: string;
  readonly name: string;
}

export interface LogOptions {
  /** May be left out where the pod has one only. */
  readonly container?: string;
  readonly follow?: boolean;
  /** Of the container before its last restart. */
  readonly previous?: boolean;
  readonly sinceSeconds?: number;
  /** How many of the last lines; all of them without it. */
  readonly tailLines?: number;
  readonly signal?: AbortSignal;
}

export interface ExecOptions {
  readonly container: string;
  /** Program and arguments; no shell reads them. */
  readonly command: readonly string[];
  /** Runs at a terminal of its own, whose output is `stdout` alone. */
  readonly tty?: boolean;
  /** Whether anything will be written to its input. */
  readonly stdin?: boolean;
  /** No more is read before the promise is fulfilled. */
  readonly onOutput: (text: string, from: 'stdout' | 'stderr') => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** A command under way in a container. */
export interface Execution {
  write(text: string): void;
  /** Of its terminal, in letters. */
  resize(columns: number, rows: number): void;
  /** The last output has been taken before. Rejects only with what `onOutput` failed with, a fault of the caller. */
  readonly ended: Promise<ExecEnd>;
  /** Lets go of it. A shell at a terminal ends with that; what else happens to the program is the node's matter. */
  close(): void;
}

/**
 * How a command ended: with a code; `failed` without one, mostly because there is no such program (`detail` are the node's words); `cut`: the
 * connection broke and nobody knows; `closed` from this side.
 */
export type ExecEnd =
  | { readonly reason: 'exited'; readonly code: number }
  | { readonly reason: 'failed'; readonly detail: string }
  | { readonly reason: 'cut' | 'closed' };

export interface ForwardOptions {
  /** No more is read before the promise is fulfilled. */
  readonly onData: (data: Uint8Array) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** One connection to a port of a pod. */
export interface PortStream {
  /** Resolves when more may be written; never rejects. */
  write(data: Uint8Array): Promise<void>;
  /** What came last has been taken before. Rejects only with what `onData` failed with, a fault of the caller. */
  readonly ended: Promise<ForwardEnd>;
  close(): void;
}

/** `refused`: the node could not reach the port, and says why (`connection refused`); `cut`: the connection to the server broke. */
export type ForwardEnd =
  | { readonly reason: 'ended' | 'cut' | 'closed' }
  | { readonly reason: 'refused'; readonly detail: string };

export interface ServerVersion {
  readonly gitVersion: string;
  readonly major: string;
  readonly minor: string;
}

export interface ServedResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

export interface ListOptions {
  readonly limit?: number;
  readonly continue?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
  /** What is kept of each item, as it is read; all of it unless told. */
  readonly keep?: (object: KubernetesObject) => KubernetesObject;
  readonly signal?: AbortSignal;
}

export interface ObjectList {
  readonly items: readonly KubernetesObject[];
  readonly resourceVersion: string;
  readonly continue?: string;
}

export interface WatchOptions {
  readonly resourceVersion: string;
  readonly fieldSelector?: string;
  readonly signal: AbortSignal;
  /** Called once, when the server has taken the watch and before its first event. */
  readonly onOpen?: () => void;
}

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubernetesObject }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string };

/**
 * Why a watch ended: `closed` by the server between two events; `cut` inside one, or by a socket that died; `silent` longer than bookmarks
 * allow; `gone`: the version is too old, list again; `failed`: refused, or the stream says something that is no event.
 */
export type WatchEnd =
  | { readonly reason: 'closed' | 'cut' | 'silent' | 'aborted' }
  | { readonly reason: 'gone' }
  | { readonly reason: 'failed'; readonly error: ClusterError };

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface WriteOptions {
  readonly dryRun?: boolean;
  readonly fieldManager?: string;
  readonly force?: boolean;
  readonly subresource?: 'scale' | 'status';
  /** Refuse fields that the server does not know, as kubectl does by default. */
  readonly strict?: boolean;
}

export interface DeleteOptions {
  readonly dryRun?: boolean;
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly uid?: string;
  readonly resourceVersion?: string;
}

export interface FailureCause {
  readonly field: string;
  readonly message: string;
  readonly reason: string;
}

/** What went wrong, in a form that `words` can say. Never holds a header, a token or a certificate. */
export interface ClusterFailure {
  readonly kind:
    | 'unreachable'
    | 'timeout'
    | 'certificate'
    | 'unauthorized'
    | 'forbidden'
    | 'not-found'
    | 'conflict'
    | 'invalid'
    | 'too-many-requests'
    | 'not-kubernetes'
    | 'server'
    | 'aborted'
    /** The kubeconfig's credentials could not be had: a program failed, a file is missing, a login expired. */
    | 'credentials'
    /** The kubeconfig wants a program to run, and nobody has said that it may. `detail` is the program. */
    | 'untrusted';
  /** The server's own words, or the system's code (`ECONNREFUSED`). */
  readonly detail: string;
  readonly status?: number;
  /** Of a 422 or 409: what is wrong at which field, in the server's words. */
  readonly causes?: readonly FailureCause[];
  /** The proxy that was to be passed, where it was the proxy that could not be reached. Without user and password. */
  readonly proxy?: string;
  /** Of a 429 or 503: when to try again. */
  readonly retryAfterSeconds?: number;
}

/** Where a request failed: the `id` of the context, and where its server answers. */
export interface FailedAt {
  readonly context: string;
  readonly server: string;
}

export class ClusterError extends Error {
  readonly failure: ClusterFailure;
  /** Known of requests, so that a sentence names the right cluster among several. */
  readonly at: FailedAt | undefined;

  constructor(failure: ClusterFailure, at?: FailedAt) {
    super(`${failure.kind}: ${failure.detail}`);
    this.name = 'ClusterError';
    this.failure = failure;
    this.at = at;
  }

  /** Each bundle holds this class once; an error made in `kube.js` must be one in `extension.js` too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Object && 'name' in value && value.name === 'ClusterError' && 'failure' in value;
  }
}
