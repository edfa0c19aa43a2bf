import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { ServedResource } from '../resources.ts';
import { columnsOf } from './kinds.ts';

export type Included = 'Metadata' | 'Object' | 'None';

export interface TableOptions {
  /** Milliseconds since 1970, for ages. */
  readonly now: number;
  readonly included: Included;
  /** Later Tables of a watch leave out what the first one told. */
  readonly withColumns: boolean;
  readonly metadata: object;
}

/** Objects as a Table, which is what `kubectl get` asks for. */
export function tableOf(
  resource: ServedResource,
  objects: readonly KubernetesObject[],
  options: TableOptions,
): unknown {
  const columns = columnsOf(resource);
  const definitions = columns.map(({ name, type, format, priority }) => ({
    name,
    type,
    format,
    description: '',
    priority,
  }));
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    columnDefinitions: options.withColumns ? definitions : null,
    rows: objects.map(object => ({
      cells: columns.map(({ cell }) => cell(object, options.now)),
      object: includedObject(object, options.included),
    })),
  };
}

function includedObject(object: KubernetesObject, included: Included): unknown {
  if (included === 'None') return null;
  return included === 'Object' ? object : partialMetadata(object);
}

/** Only the metadata of an object. */
export function partialMetadata(object: KubernetesObject): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
