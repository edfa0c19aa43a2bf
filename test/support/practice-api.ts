import type { ApiResponse } from '../../src/practice/api/exchange.ts';
import { type ApiOptions, createApi } from '../../src/practice/api/handler.ts';
import { type VirtualClock, virtualClock } from '../../src/practice/clock.ts';
import { createRegistry } from '../../src/practice/registry/create-registry.ts';
import type { Registry } from '../../src/practice/registry.ts';
import { resources } from '../../src/practice/resources.ts';
import { createStore, type StoreOptions } from '../../src/practice/store.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON, or as text where it is none. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly type?: string;
  readonly accept?: string;
  readonly agent?: string;
  readonly token?: string;
}

export interface PracticeApi {
  readonly clock: VirtualClock;
  readonly registry: Registry;
  /** Faults of the server itself; a test that leaves some has found a bug. */
  readonly faults: readonly unknown[];
  call(method: string, path: string, body?: unknown, options?: CallOptions): Answer;
  /** Opens a watch and collects its events. */
  watch(path: string, options?: CallOptions): Watched;
}

export interface Watched {
  readonly status: number;
  readonly events: readonly unknown[];
  readonly ended: boolean;
  stop(): void;
}

const token = 'a-token';

/** The API in this process, with the namespace `shop` and no controllers, on a clock that stands still. */
export function practiceApi(options: StoreOptions = {}): PracticeApi {
  const clock = virtualClock();
  const registry = createRegistry(createStore(clock, options));
  registry.create(resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  return apiOf(registry, clock);
}

/** The API of objects that are there already, and perhaps of controllers that move them. */
export function apiOf(registry: Registry, clock: VirtualClock, more: Partial<ApiOptions> = {}): PracticeApi {
  const faults: unknown[] = [];
  const api = createApi(registry, { token, timers: clock, report: error => faults.push(error), ...more });

  const send = (method: string, path: string, body: unknown, call: CallOptions): ApiResponse => {
    const [pathname = '', search = ''] = path.split('?');
    return api({
      method,
      path: pathname.split('/').filter(part => part !== ''),
      query: new URLSearchParams(search),
      headers: {
        authorization: `Bearer ${call.token ?? token}`,
        'content-type': call.type ?? 'application/json',
        accept: call.accept ?? 'application/json',
        'user-agent': call.agent ?? 'tester/1.0',
      },
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    });
  };

  return {
    clock,
    registry,
    faults,
    call(method, path, body, call = {}) {
      const response = send(method, path, body, call);
      const text = typeof response.body === 'function' ? '' : response.body.toString();
      return { status: response.status, headers: response.headers ?? {}, body: parsed(text) };
    },
    watch(path, call = {}) {
      const response = send('GET', path, undefined, call);
      const events: unknown[] = [];
      const watched = { status: response.status, events, ended: false, stop: () => {} };
      if (typeof response.body !== 'function') events.push(parsed(response.body.toString()));
      else {
        watched.stop = response.body(
          text =>
            events.push(
              ...text
                .split('\n')
                .filter(line => line !== '')
                .map(parsed),
            ),
          () => {
            watched.ended = true;
          },
        );
      }
      return watched;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A StatefulSet as a person writes it. */
export function webSet(spec: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      serviceName: 'web',
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'nginx:1', ports: [{ containerPort: 80, name: 'http' }] }] },
      },
      ...spec,
    },
  };
}

export const sets = '/apis/apps/v1/namespaces/shop/statefulsets';
export const pods = '/api/v1/namespaces/shop/pods';

export function simplePod(name: string, spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...metadata },
    spec: { containers: [{ name: 'app', image: 'nginx:1' }], ...spec },
  };
}

/** The value at a path such as `spec.containers.0.image`; undefined where there is none. */
export function pick(value: unknown, path: string): unknown {
  let current = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = Object.getOwnPropertyDescriptor(current, key)?.value;
  }
  return current;
}

/** The items of a list; none where there is no list. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The values at a path in every item of a list, or of the list under `items`. */
export function pluck(value: unknown, path: string): unknown[] {
  const list = Array.isArray(value) ? value : pick(value, 'items');
  return Array.isArray(list) ? list.map(item => pick(item, path)) : [];
}
