import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, fieldsOf, isObject, type JsonObject, numberOf, stringOf, toObject, withAt } from '../json.ts';
import { patched } from '../patch/patch.ts';
import { readAs } from '../registry/metadata.ts';
import { scaleResource } from '../resources.ts';
import { badRequest, conflict, invalid } from '../status.ts';
import { selectorText } from '../tables/columns.ts';
import { invalidValue } from '../validation/errors.ts';
import { accepted } from './accept.ts';
import { readObject } from './body.ts';
import type { ApiRequest, ApiResponse } from './exchange.ts';
import { validateFields, validatePatched } from './field-validation.ts';
import { present } from './present.ts';
import type { ApiContext, Target } from './target.ts';
import { withWarnings } from './warnings.ts';
import { readPatch, writeOptions } from './write.ts';

/** GET, PUT and PATCH of a scale: autoscaling/v1, whatever it is the scale of (controller-semantics.md I3). */
export function serveScale(context: ApiContext, target: Target, request: ApiRequest): ApiResponse | undefined {
  const object = context.registry.get(target.storage, target.namespace, target.name ?? '');
  const form = accepted(request.headers['accept']);
  const shown = (scale: JsonObject): ApiResponse =>
    present(context, { ...target, resource: scaleResource }, request, form, toObject(scale));
  switch (request.method) {
    case 'GET':
      return shown(scaleOf(object));
    case 'PUT': {
      const sent = readObject(request, scaleResource);
      const warnings = validateFields(scaleResource, sent, request);
      return withWarnings(shown(rescaled(context, target, request, object, sent)), warnings);
    }
    case 'PATCH': {
      const { type, patch } = readPatch(request);
      const next = patched(scaleResource, scaleOf(object), object.metadata.name, type, patch);
      const warnings = validatePatched(scaleResource, type, patch, next, request);
      return withWarnings(shown(rescaled(context, target, request, object, next)), warnings);
    }
    default:
      return undefined;
  }
}

function scaleOf(object: KubernetesObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = numberOf(at(object, 'spec', 'replicas')) ?? 0;
  const selector = at(object, 'spec', 'selector');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberOf(at(object, 'status', 'replicas')) ?? 0,
      ...(isObject(selector) ? { selector: selectorText(selector) } : {}),
    },
  };
}

function rescaled(
  context: ApiContext,
  target: Target,
  request: ApiRequest,
  object: KubernetesObject,
  sent: JsonObject,
): JsonObject {
  const scale = readAs(scaleResource, sent).object;
  const { name } = object.metadata;
  const own = stringOf(at(scale, 'metadata', 'name')) || name;
  if (own !== name) throw badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`);
  const version = stringOf(at(scale, 'metadata', 'resourceVersion'));
  if (version && version !== object.metadata.resourceVersion) throw conflict(target.resource, name);
  const replicas = numberOf(at(scale, 'spec', 'replicas')) ?? 0;
  if (replicas < 0) {
    throw invalid(scaleResource, name, [invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0')]);
  }
  const next = toObject(withAt(fieldsOf(object), ['spec', 'replicas'], replicas));
  const options = { ...writeOptions(request, 'UpdateOptions'), subresource: 'scale' as const };
  return scaleOf(context.registry.update(target.storage, next, options));
}
