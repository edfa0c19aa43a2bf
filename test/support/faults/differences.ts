import { isDeepStrictEqual } from 'node:util';
import { trim } from '../../../src/cluster/mirror/trim.ts';
import type { KindName, Mirror } from '../../../src/cluster/mirror.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';

/** What the server holds, by kind. */
export type Truth = ReadonlyMap<KindName, readonly KubernetesObject[]>;

/** Object by object, field by field, what a mirror has and the server has not, or the other way round, or otherwise. */
export function differences(mirror: Mirror, truth: Truth): string[] {
  return [...truth].flatMap(([kind, objects]) => {
    const known = byName(mirror.list(kind));
    const wanted = byName(objects.map(trim));
    const names = new Set([...known.keys(), ...wanted.keys()]);
    return [...names].flatMap(name => {
      const [has, should] = [known.get(name), wanted.get(name)];
      if (isDeepStrictEqual(has, should)) return [];
      const how = has === undefined ? 'missing' : should === undefined ? 'gone from the server' : 'another';
      return [`${kind} ${name}: ${how}`];
    });
  });
}

function byName(objects: readonly KubernetesObject[]): Map<string, KubernetesObject> {
  return new Map(objects.map(object => [`${object.metadata.namespace ?? ''}/${object.metadata.name}`, object]));
}
