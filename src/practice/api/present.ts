import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { type Included, partialMetadata, tableOf } from '../tables/table.ts';
import type { Accepted } from './accept.ts';
import type { ApiRequest, ApiResponse } from './exchange.ts';
import { type ApiContext, shown, type Target } from './target.ts';

/** Objects do not change, so their text is made once, however many clients watch. */
const texts = new WeakMap<KubernetesObject, string>();
const itemTexts = new WeakMap<KubernetesObject, string>();

/** An object as JSON text. */
export function textOfObject(target: Target, object: KubernetesObject): string {
  if (target.resource !== target.storage) return JSON.stringify(shown(target, object));
  return remembered(texts, object, () => JSON.stringify(object));
}

/** An object as it stands in a list: without apiVersion and kind, which the list tells. */
export function textOfItem(target: Target, object: KubernetesObject): string {
  const bare = (): string => JSON.stringify({ ...shown(target, object), kind: undefined, apiVersion: undefined });
  return target.resource === target.storage ? remembered(itemTexts, object, bare) : bare();
}

function remembered(cache: WeakMap<KubernetesObject, string>, object: KubernetesObject, make: () => string): string {
  const known = cache.get(object);
  if (known !== undefined) return known;
  const made = make();
  cache.set(object, made);
  return made;
}

/** What of each object goes into the rows of a Table. */
export function includedOf(request: ApiRequest): Included {
  const asked = request.query.get('includeObject');
  return asked === 'None' || asked === 'Object' ? asked : 'Metadata';
}

/** One object in the form that was asked for. JSON is YAML too, so both types have one text. */
export function present(
  context: ApiContext,
  target: Target,
  request: ApiRequest,
  accepted: Accepted,
  object: KubernetesObject,
  status = 200,
): ApiResponse {
  const { form, contentType } = accepted;
  const metadata = { resourceVersion: object.metadata.resourceVersion };
  const now = context.registry.clock.stamp();
  const text =
    form === 'table'
      ? JSON.stringify(
          tableOf(target.resource, [object], { now, included: includedOf(request), withColumns: true, metadata }),
        )
      : form === 'metadata'
        ? JSON.stringify(partialMetadata(object))
        : textOfObject(target, object);
  return { status, contentType, body: `${text}\n` };
}
