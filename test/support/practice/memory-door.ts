import { virtualClock } from '../../../src/practice/clock.ts';
import { furnish } from '../../../src/practice/controllers/bootstrap.ts';
import { startControllers } from '../../../src/practice/controllers/start.ts';
import { createRegistry } from '../../../src/practice/registry/create-registry.ts';
import { createStore } from '../../../src/practice/store.ts';
import { apiOf } from '../practice-api.ts';
import { type Answer, contentTypes, type Door, kinds, nameOf } from './door.ts';

/** How long the virtual clock of the door in memory runs on before each request, in milliseconds. */
const stride = 200;

/** The handler called directly, before controllers on a clock that runs on with every request. */
export function memoryDoor(): Door {
  const clock = virtualClock();
  const registry = createRegistry(createStore(clock));
  const faults: unknown[] = [];
  const stop = startControllers(registry, { report: (_controller, _key, error) => faults.push(error) });
  furnish(registry);
  const api = apiOf(registry, clock);
  api.call('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
  const pathOf = (object: object): string =>
    Object.values(kinds).find(({ kind }) => kind === Reflect.get(object, 'kind'))?.path ?? '';
  const call = async (method: string, path: string, body?: unknown, type?: string): Promise<Answer> => {
    clock.advance(stride);
    return api.call(method, path, body, type === undefined ? {} : { type });
  };
  return {
    call,
    create: (object, dryRun = false) => call('POST', `${pathOf(object)}${dryRun ? '?dryRun=All' : ''}`, object),
    read: ({ path }, name) => call('GET', `${path}/${name}`),
    list: ({ path }, selector) =>
      call('GET', selector === undefined ? path : `${path}?labelSelector=${encodeURIComponent(selector)}`),
    patch(object, type, { manager = 'contract', force = false } = {}) {
      const body = type === 'json' ? Reflect.get(object, 'operations') : object;
      // Nothing but an apply may be forced, nor say that it is not.
      const forced = type === 'apply' ? `&force=${force}` : '';
      const path = `${pathOf(object)}/${nameOf(object)}?fieldManager=${manager}${forced}`;
      return call('PATCH', path, body, contentTypes[type]);
    },
    replace: object => call('PUT', `${pathOf(object)}/${nameOf(object)}`, object),
    remove: ({ path }, name) => call('DELETE', `${path}/${name}`),
    async watch({ path }) {
      const events: string[] = [];
      const watched = api.watch(`${path}?watch=1`);
      return {
        get events() {
          return [
            ...events,
            ...watched.events.map(
              event => `${Reflect.get(Object(event), 'type')} ${nameOf(Reflect.get(Object(event), 'object'))}`,
            ),
          ];
        },
        stop: watched.stop,
      };
    },
    async close() {
      stop();
      if (faults.length > 0) throw faults[0];
    },
  };
}
