import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { ClusterError, type ServedResource, type ServerVersion } from '../connection.ts';
import { failureOfAnswer } from './failures.ts';
import { type Fields, fieldsOf, isFields, isKubernetesObject, parseJson } from './json.ts';
import { chunksOf, readBody, type WireAnswer } from './transport.ts';

/** The JSON object of a good answer; anything else is a `ClusterError`. */
export async function readJson(answer: WireAnswer): Promise<Fields> {
  const value = parseJson(await readBody(await good(answer)));
  if (!isFields(value)) throw notKubernetes(answer.contentType);
  return value;
}

/** The body of a good answer as it comes; anything else is a `ClusterError`. */
export async function readChunks(answer: WireAnswer): Promise<AsyncGenerator<Buffer>> {
  return chunksOf(await good(answer));
}

/** The object in an answer; what has no kind is a `ClusterError`. */
export function asObject(value: Fields): KubernetesObject {
  // Created objects of review kinds have no name.
  if (isKubernetesObject(value)) return value;
  const named = { ...value, metadata: { name: '', ...fieldsOf(value['metadata']) } };
  if (isKubernetesObject(named)) return named;
  throw notKubernetes('kind');
}

/** What a server says its version is. */
export function asVersion(value: Fields): ServerVersion {
  const { gitVersion, major, minor } = value;
  if (typeof gitVersion !== 'string') throw notKubernetes('version');
  return { gitVersion, major: String(major ?? ''), minor: String(minor ?? '') };
}

/** The kinds in the discovery document of a group and version, without the parts of kinds. */
export function servedResources(value: Fields): ServedResource[] {
  const resources = Array.isArray(value['resources']) ? value['resources'].map(fieldsOf) : [];
  return resources.flatMap(({ name, kind, namespaced, verbs }) => {
    // `statefulsets/scale` is a part of a kind, not a kind.
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    return [{ name, kind, namespaced: namespaced === true, verbs: Array.isArray(verbs) ? verbs.map(String) : [] }];
  });
}

async function good(answer: WireAnswer): Promise<WireAnswer> {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new ClusterError(failureOfAnswer({ ...answer, body: await readBody(answer) }, Date.now()));
}

function notKubernetes(detail: string): ClusterError {
  return new ClusterError({ kind: 'not-kubernetes', detail });
}
