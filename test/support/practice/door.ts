/** What the contract asks of the practice API, through whatever door. Objects are JSON; a refusal is an `Answer` with its Status as body. */
export interface Door {
  create(object: object, dryRun?: boolean): Promise<Answer>;
  read(kind: Kind, name: string): Promise<Answer>;
  list(kind: Kind, selector?: string): Promise<Answer>;
  patch(
    object: object,
    type: PatchForm,
    options?: { readonly manager?: string; readonly force?: boolean },
  ): Promise<Answer>;
  replace(object: object): Promise<Answer>;
  remove(kind: Kind, name: string): Promise<Answer>;
  /** Any request at all. Paths name the namespace `default`, whichever it is behind this door. */
  call(method: string, path: string, body?: unknown, type?: string): Promise<Answer>;
  /** Collects `TYPE name` until stopped. Resolves when the server listens. */
  watch(kind: Kind): Promise<{ readonly events: readonly string[]; stop(): void }>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Path of the collection in the namespace `default`. */
  readonly path: string;
}

export type PatchForm = 'json' | 'merge' | 'strategic' | 'apply';

export const kinds = {
  statefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet', path: '/apis/apps/v1/namespaces/default/statefulsets' },
  configMap: { apiVersion: 'v1', kind: 'ConfigMap', path: '/api/v1/namespaces/default/configmaps' },
} as const satisfies Record<string, Kind>;

/** How each form of a patch is called on the wire. */
export const contentTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

export function nameOf(object: object): string {
  return String(Reflect.get(Reflect.get(object, 'metadata'), 'name'));
}
