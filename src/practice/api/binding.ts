import { at, fieldsOf, stringOf, toObject, withAt } from '../json.ts';
import { readAs } from '../registry/metadata.ts';
import { resources, type ServedResource } from '../resources.ts';
import { badRequest, conflict } from '../status.ts';
import { readObject } from './body.ts';
import { type ApiRequest, type ApiResponse, jsonResponse, success } from './exchange.ts';
import type { ApiContext, Target } from './target.ts';
import { writeOptions } from './write.ts';

const bindingResource: ServedResource = { ...resources.pods, name: 'bindings', kind: 'Binding' };

/** POST of a binding: gives a pod its node, once. */
export function bindPod(context: ApiContext, target: Target, request: ApiRequest): ApiResponse {
  const pod = context.registry.get(resources.pods, target.namespace, target.name ?? '');
  const binding = readAs(bindingResource, readObject(request, bindingResource)).object;
  const node = stringOf(at(binding, 'target', 'name')) ?? '';
  if (node === '') throw badRequest('target.name: Required value');
  if (pod.spec.nodeName) {
    throw conflict(
      resources.pods,
      pod.metadata.name,
      `pod ${pod.metadata.name} is already assigned to node "${pod.spec.nodeName}"`,
    );
  }
  const bound = toObject(withAt(fieldsOf(pod), ['spec', 'nodeName'], node));
  context.registry.update(target.storage, bound, writeOptions(request, 'CreateOptions'));
  return jsonResponse(201, success());
}
