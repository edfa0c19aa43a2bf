import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, numberOf, stringOf } from '../json.ts';
import { readAs } from '../registry/metadata.ts';
import type { DeleteOptions } from '../registry.ts';
import type { ServedResource } from '../resources.ts';
import { apiVersionOf, resources } from '../resources.ts';
import { StatusError } from '../status.ts';
import type { Accepted } from './accept.ts';
import { readObject } from './body.ts';
import { type ApiRequest, type ApiResponse, isDryRun, jsonResponse, optionsRefusal, success } from './exchange.ts';
import { present } from './present.ts';
import { selectionOf } from './selectors.ts';
import type { ApiContext, Target } from './target.ts';

/** DELETE of one object: what is gone is answered with a Status, what lingers with the object (controller-semantics.md I8). */
export function deleteOne(context: ApiContext, target: Target, request: ApiRequest, accepted: Accepted): ApiResponse {
  const options = deleteOptions(request);
  const { object, gone } = context.registry.delete(target.storage, target.namespace, target.name ?? '', options);
  // a pod is shown even when it is gone, as the real server does
  if (!gone || target.resource === resources.pods) return present(context, target, request, accepted, object);
  const { group, name: kind } = target.resource;
  const { name, uid } = object.metadata;
  const details = { name, ...(group === '' ? {} : { group }), kind, ...(uid === undefined ? {} : { uid }) };
  return jsonResponse(200, success(details));
}

/** DELETE of all objects that the selectors name. */
export function deleteMany(context: ApiContext, target: Target, request: ApiRequest): ApiResponse {
  const { registry } = context;
  const options = deleteOptions(request);
  const select = selectionOf(target.resource, request.query);
  const objects = registry.list(target.storage, target.namespace).filter(object => select?.(object) ?? true);
  const deleted = objects.flatMap(object => deletedOne(context, target, object, options));
  const metadata = { resourceVersion: String(registry.store.version()) };
  const kind = `${target.resource.kind}List`;
  return jsonResponse(200, { kind, apiVersion: apiVersionOf(target.resource), metadata, items: deleted });
}

function deletedOne(
  context: ApiContext,
  target: Target,
  object: KubernetesObject,
  options: DeleteOptions,
): KubernetesObject[] {
  try {
    return [context.registry.delete(target.storage, object.metadata.namespace, object.metadata.name, options).object];
  } catch (error) {
    // it went while others were deleted
    if (error instanceof StatusError && error.code === 404) return [];
    throw error;
  }
}

const policies = ['Background', 'Foreground', 'Orphan'] as const;
const optionsResource: ServedResource = {
  ...resources.pods,
  group: '',
  name: 'deleteoptions',
  kind: 'DeleteOptions',
};

/** Options from the body and the query; the query is asked where the body says nothing. Throws 422. */
function deleteOptions(request: ApiRequest): DeleteOptions {
  const sent = request.body === '' ? {} : readObject(request, optionsResource);
  const body = readAs(optionsResource, sent).object;
  const { query } = request;
  const grace = numberOf(body['gracePeriodSeconds']) ?? numberFrom(query.get('gracePeriodSeconds'));
  const propagation = propagationFrom(
    stringOf(body['propagationPolicy']) ?? query.get('propagationPolicy') ?? undefined,
  );
  const orphan = body['orphanDependents'] === true || query.get('orphanDependents') === 'true';
  if (propagation !== undefined && (orphan || body['orphanDependents'] === false)) {
    const message = `Invalid value: "${propagation}": orphanDependents and deletionPropagation cannot be both set`;
    throw optionsRefusal('DeleteOptions', 'propagationPolicy', 'FieldValueInvalid', message);
  }
  const uid = stringOf(at(body, 'preconditions', 'uid'));
  const resourceVersion = stringOf(at(body, 'preconditions', 'resourceVersion'));
  const dryRun = Array.isArray(body['dryRun']) ? body['dryRun'].map(String) : query.getAll('dryRun');
  return {
    dryRun: isDryRun(dryRun, 'DeleteOptions'),
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    ...(propagation === undefined ? (orphan ? { propagation: 'Orphan' } : {}) : { propagation }),
    preconditions: {
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
  };
}

function numberFrom(text: string | null): number | undefined {
  return text !== null && /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function propagationFrom(text: string | undefined): DeleteOptions['propagation'] {
  if (text === undefined || text === '') return undefined;
  const policy = policies.find(each => each === text);
  if (policy !== undefined) return policy;
  const supported = [...policies, '']
    .toSorted()
    .map(each => `"${each}"`)
    .join(', ');
  const message = `Unsupported value: ${JSON.stringify(text)}: supported values: ${supported}`;
  throw optionsRefusal('DeleteOptions', 'propagationPolicy', 'FieldValueNotSupported', message);
}
