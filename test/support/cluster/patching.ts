import { ClusterError, type Connection } from '../../../src/cluster/connection.ts';
import { type Fields, fieldsOf, isKubernetesObject } from '../../../src/cluster/wire/json.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { deafConnection } from './deaf.ts';

/** One object behind a connection that patches and applies as an API server does: generation moves with the spec, a failed test is a 422. */
export interface PatchingServer {
  readonly connection: Connection;
  readonly object: KubernetesObject | undefined;
  /** `patch json`, `patch apply dry`, `get` */
  readonly requests: string[];
  /** Somebody else writes. */
  spec(change: Fields): void;
  status(): void;
  replace(object: KubernetesObject | undefined): void;
  /** Runs just before the next write is looked at. */
  before(task: () => void): void;
  fail(error: ClusterError): void;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}

export function patchingServer(initial: KubernetesObject | undefined): PatchingServer {
  let object = initial;
  let version = 100;
  const tasks: (() => void)[] = [];
  const failures: ClusterError[] = [];
  const requests: string[] = [];

  const found = (): KubernetesObject => {
    if (object === undefined) throw new ClusterError({ kind: 'not-found', detail: 'not found', status: 404 });
    return object;
  };
  const stored = (next: unknown, generation: number): KubernetesObject => {
    version += 1;
    const copy = {
      ...fieldsOf(next),
      metadata: { ...fieldsOf(fieldsOf(next)['metadata']), generation, resourceVersion: String(version) },
    };
    if (!isKubernetesObject(copy)) throw new TypeError('no object');
    return copy;
  };
  const write = (next: unknown, dry: boolean) => {
    const before = object;
    const same = JSON.stringify(fieldsOf(next)['spec']) === JSON.stringify(fieldsOf(before)['spec']);
    const after = stored(next, (before?.metadata.generation ?? 0) + (same ? 0 : 1));
    if (!dry) object = after;
    return after;
  };
  const begin = (request: string) => {
    requests.push(request);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
  };

  const connection: Connection = {
    ...deafConnection('https://patching.test'),
    resources: async (group, name) => {
      requests.push(`resources ${group}/${name}`);
      if (group === 'gone.example') throw new ClusterError({ kind: 'not-found', detail: 'not found', status: 404 });
      return [{ name: 'widgets', kind: 'Widget', namespaced: false, verbs: [] }];
    },
    get: async () => {
      begin('get');
      return found();
    },
    create: async () => found(),
    async patch(_, __, type, body, options = {}) {
      begin(`patch ${type}${options.dryRun ? ' dry' : ''}`);
      tasks.shift()?.();
      if (type === 'apply') {
        const given = fieldsOf(fieldsOf(body)['metadata'])['resourceVersion'];
        if (given !== undefined && given !== object?.metadata.resourceVersion) {
          throw new ClusterError({ kind: 'conflict', status: 409, detail: 'the object has been modified' });
        }
        const { spec, ...rest } = fieldsOf(body);
        const before = fieldsOf(object);
        const metadata = { uid: 'made', ...fieldsOf(before['metadata']), ...fieldsOf(rest['metadata']) };
        return write(
          { ...before, ...rest, metadata, spec: { ...fieldsOf(before['spec']), ...fieldsOf(spec) } },
          options.dryRun === true,
        );
      }
      const copy: unknown = structuredClone(found());
      for (const operation of Array.isArray(body) ? body : []) patchOne(copy, operation);
      return write(copy, options.dryRun === true);
    },
    async delete(_, __, options = {}) {
      begin(`delete${options.dryRun ? ' dry' : ''}`);
      tasks.shift()?.();
      if (options.uid !== undefined && found().metadata.uid !== options.uid) {
        throw new ClusterError({ kind: 'conflict', status: 409, detail: 'uid' });
      }
      if (options.resourceVersion !== undefined && found().metadata.resourceVersion !== options.resourceVersion) {
        throw new ClusterError({ kind: 'conflict', status: 409, detail: 'the object has been modified' });
      }
      if (!options.dryRun) object = undefined;
    },
  };

  return {
    connection,
    requests,
    get object() {
      return object;
    },
    spec(change) {
      object = write({ ...found(), spec: { ...fieldsOf(fieldsOf(object)['spec']), ...change } }, false);
    },
    status() {
      object = stored(found(), found().metadata.generation ?? 0);
    },
    replace(next) {
      object = next;
    },
    before: task => tasks.push(task),
    fail: error => failures.push(error),
  };
}

/** One operation of a JSON patch (RFC 6902), as far as objects and list elements go. */
export function patchOne(root: unknown, { op, path, value }: Operation): void {
  const steps = path
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((at, step) => (Array.isArray(at) ? at[Number(step)] : fieldsOf(at)[step]), root);
  if (typeof parent !== 'object' || parent === null) throw invalid();
  const current: unknown = Reflect.get(parent, last);
  if (op === 'test' && JSON.stringify(current) !== JSON.stringify(value)) throw invalid();
  if (op === 'replace' && current === undefined) throw invalid();
  if (op === 'add' || op === 'replace') Reflect.set(parent, last, value);
}

function invalid(): ClusterError {
  const detail = 'the server rejected our request due to an error in our request';
  return new ClusterError({ kind: 'invalid', detail, status: 422 });
}
