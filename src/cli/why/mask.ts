import { withoutSecrets } from '../../core/secrets.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';

type Objects = Readonly<Record<string, readonly KubernetesObject[] | undefined>>;
type Fields = Readonly<Record<string, unknown>>;
/** Stands for a value. The same value always gets the same stand-in, so that what was equal stays equal. */
type StandIn = (value: string) => string;
type MaskField = (value: unknown, standIn: StandIn) => unknown;

/** Annotations whose values Kubernetes itself writes, and which verdicts or people read. */
const KEPT_ANNOTATIONS: ReadonlySet<string> = new Set([
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deployment.kubernetes.io/revision-history',
  'kubectl.kubernetes.io/restartedAt',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'pv.kubernetes.io/provisioned-by',
  'storageclass.kubernetes.io/is-default-class',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
  'volume.kubernetes.io/storage-provisioner',
]);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Sources of volumes that hold names only. All others may hold keys, addresses and options. */
const NAMED_SOURCES: ReadonlySet<string> = new Set([
  'name',
  'persistentVolumeClaim',
  'emptyDir',
  'configMap',
  'secret',
  'projected',
  'downwardAPI',
  'ephemeral',
]);

const VOLUME_SPEC: ReadonlySet<string> = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** What is done to a field of this name, wherever it stands. */
const MASKS: Readonly<Record<string, MaskField>> = {
  annotations: maskAnnotations,
  managedFields: value => list(value).map(entry => only(entry, ['manager', 'operation', 'subresource', 'time'])),
  env: (value, standIn) => list(value).map(entry => withStandIn(entry, 'value', standIn)),
  httpHeaders: (value, standIn) => list(value).map(entry => withStandIn(entry, 'value', standIn)),
  command: maskAll,
  args: maskAll,
  mountOptions: maskAll,
  parameters: maskAll,
  volumes: (value, standIn) => list(value).map(volume => maskUnless(volume, NAMED_SOURCES, standIn)),
  // What a container wrote when it ended may be the end of its log.
  terminated: (value, standIn) => withStandIn(value, 'message', standIn),
  message: value => (typeof value === 'string' ? withoutSecrets(value) : value),
  note: value => (typeof value === 'string' ? withoutSecrets(value) : value),
};

/**
 * Objects without what may be secret: values of variables, arguments of programs, annotations, options of volumes, the ends of logs.
 * Templates and the revisions made from them are masked alike, so that the verdict on what is left is the same.
 */
export function masked(objects: Objects): Objects {
  const known = new Map<string, string>();
  const standIn: StandIn = value => {
    const found = known.get(value) ?? `masked-${known.size + 1}`;
    known.set(value, found);
    return found;
  };
  const kinds = Object.entries(objects).filter(([kind]) => kind !== 'Secret' && kind !== 'ConfigMap');
  return Object.fromEntries(
    kinds.map(([kind, items]) => [kind, items?.map(item => maskObject(kind, item, standIn))] as const),
  );
}

function maskObject(kind: string, object: KubernetesObject, standIn: StandIn): KubernetesObject {
  const fields = mask(object, standIn) as KubernetesObject & { readonly spec?: unknown; readonly status?: unknown };
  switch (kind) {
    case 'PersistentVolume':
      return { ...fields, spec: maskUnless(fields.spec, VOLUME_SPEC, standIn) } as KubernetesObject;
    case 'Node':
      return {
        ...fields,
        spec: only(fields.spec, ['unschedulable', 'taints']),
        status: only(fields.status, ['conditions', 'allocatable', 'capacity']),
      } as KubernetesObject;
    default:
      return fields;
  }
}

function mask(value: unknown, standIn: StandIn): unknown {
  if (Array.isArray(value)) return value.map(item => mask(item, standIn));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      const special = Object.hasOwn(MASKS, key) ? MASKS[key] : undefined;
      // A label or selector may bear such a name too; it is then text, and says nothing.
      const masking = special !== undefined && (typeof field === 'object' || key === 'message' || key === 'note');
      return [key, masking ? special(field, standIn) : mask(field, standIn)];
    }),
  );
}

function maskAnnotations(value: unknown, standIn: StandIn): unknown {
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== LAST_APPLIED)
      .map(([key, text]) => [key, KEPT_ANNOTATIONS.has(key) ? text : standIn(String(text))]),
  );
}

function maskUnless(value: unknown, kept: ReadonlySet<string>, standIn: StandIn): unknown {
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, kept.has(key) ? mask(field, standIn) : maskAll(field, standIn)]),
  );
}

/** Every text in it, whatever its form. */
function maskAll(value: unknown, standIn: StandIn): unknown {
  if (typeof value === 'string') return standIn(value);
  if (Array.isArray(value)) return value.map(item => maskAll(item, standIn));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, maskAll(field, standIn)]));
}

function withStandIn(value: unknown, key: string, standIn: StandIn): unknown {
  if (!isFields(value)) return value;
  const text = value[key];
  const rest = mask(value, standIn) as Fields;
  return text === undefined || text === '' ? rest : { ...rest, [key]: standIn(String(text)) };
}

function only(value: unknown, keys: readonly string[]): unknown {
  if (!isFields(value)) return value;
  return Object.fromEntries(keys.flatMap(key => (key in value ? [[key, value[key]]] : [])));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
