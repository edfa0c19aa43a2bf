import { type UnderCursor, underCursor } from '../core/manifest/cursor.ts';
import type { TextRange } from '../core/manifest/locate.ts';
import { documentAt, type Manifest, type ManifestDocument } from '../core/manifest/parse.ts';
import type { Path } from '../core/manifest/path.ts';
import { mountableVolumes } from '../core/manifest/volume-names.ts';
import { podName } from '../core/statefulset/ordinals.ts';
import { type FieldHelp, fieldMeaning } from './field-help.ts';
import type { Knowledge } from './knowledge.ts';
import { objectOf } from './object-at.ts';
import { permittedValues } from './permitted.ts';
import { claimsText, held, podsText, type SetView, setView } from './set-view.ts';

/** What a hover says, paragraph by paragraph; `say.data` makes the text, in which names stand in backticks. */
export interface Hover extends TextRange {
  readonly parts: readonly Told[];
}

interface Told {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * What a field does here: of a StatefulSet computed with this manifest's own names, then, with `help`, what Kubernetes says of it.
 * `undefined` where there is nothing to say.
 */
export function hover(manifest: Manifest, offset: number, knowledge?: Knowledge, help?: FieldHelp): Hover | undefined {
  const document = documentAt(manifest, offset);
  const under = document === undefined ? undefined : underCursor(document, offset);
  if (document === undefined || under === undefined) return undefined;
  const object = objectOf(document, under.path);
  if (object === undefined || !object.checked) return undefined;
  const set = setView(object);
  const path = under.path.slice(object.prefix.length);
  const where = { document, under, path, volumes: mountableVolumes(object.value) };
  const own = [
    ...(set === undefined ? [] : (tellers.get(general(path))?.(set, where, knowledge) ?? [])),
    ...headless(object.kind, where),
  ];
  const parts = [...own, ...(help !== undefined && under.onKey ? meaning(help, object.kind, path) : [])];
  return parts.length === 0 ? undefined : { start: under.start, end: under.end, parts };
}

/** What the one text that `clusterIP` takes beside addresses means for a set. Fact: a Service without an address has DNS records of its pods. */
function headless(kind: string, { path, under }: Where): Told[] {
  if (kind !== 'Service' || general(path) !== 'spec.clusterIP') return [];
  return under.node.type === 'scalar' && under.node.value === 'None' ? [told('hover-headless', {})] : [];
}

function meaning(help: FieldHelp, kind: string, path: Path): Told[] {
  const field = fieldMeaning(help, kind, path);
  if (field === undefined) return [];
  const type = told(`hover-${field.type}`, {});
  const permitted = permittedValues(
    help.fields,
    kind,
    path.map(step => (typeof step === 'number' ? '#' : step)),
  );
  const values =
    permitted.length < 2 ? [] : [told('hover-values', { values: permitted.map(value => `\`${value}\``).join(', ') })];
  // Hovers are Markdown, which Kubernetes' sentences are not.
  return field.meaning === ''
    ? [type, ...values]
    : [
        type,
        ...values,
        told('hover-meaning', { meaning: field.meaning.replaceAll(/[\\*_<>[\]]/g, mark => `\\${mark}`) }),
      ];
}

interface Where {
  readonly document: ManifestDocument;
  readonly under: UnderCursor;
  readonly path: Path;
  readonly volumes: ReturnType<typeof mountableVolumes>;
}

type Teller = (set: SetView, where: Where, knowledge: Knowledge | undefined) => Told[];

const tellers: ReadonlyMap<string, Teller> = new Map(
  Object.entries<Teller>({
    'spec.replicas': replicas,
    'spec.serviceName': serviceName,
    'spec.podManagementPolicy': set => [told(set.isParallel ? 'hover-parallel' : 'hover-ordered-ready', order(set))],
    'spec.updateStrategy': updateStrategy,
    'spec.updateStrategy.type': updateStrategy,
    'spec.updateStrategy.rollingUpdate.partition': partition,
    'spec.ordinals.start': ({ name, start, ...set }) => [
      told('hover-ordinals-start', {
        start,
        pod: podName(name, start),
        pods: podsText({ ...set, name, start }, 0, set.replicas - 1),
      }),
    ],
    'spec.minReadySeconds': set => [
      told(set.isParallel ? 'hover-min-ready' : 'hover-min-ready-ordered', { seconds: set.minReadySeconds }),
    ],
    'spec.volumeClaimTemplates': set => set.claimTemplates.flatMap(template => claims(set, template)),
    'spec.volumeClaimTemplates.#.metadata.name': (set, { under }) => claims(set, valueText(under)),
    'spec.persistentVolumeClaimRetentionPolicy': set => [...whenDeleted(set), ...whenScaled(set)],
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': whenDeleted,
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled': whenScaled,
    'spec.template.spec.containers.#.volumeMounts.#.name': mount,
    'spec.template.spec.initContainers.#.volumeMounts.#.name': mount,
  }),
);

function replicas(set: SetView, _where: Where, knowledge: Knowledge | undefined): Told[] {
  const live = knowledge?.statefulSet(set.namespace, set.name);
  const now =
    live === undefined
      ? []
      : [
          told('hover-live', {
            ready: live.ready,
            replicas: live.replicas,
            updated: live.updated,
            partition: live.partition,
          }),
        ];
  if (set.replicas === 0) return [told('hover-no-replicas', { set: set.name }), ...now];
  const code = set.isParallel ? 'hover-replicas-parallel' : 'hover-replicas';
  return [told(code, order(set)), ...now];
}

function serviceName(set: SetView): Told[] {
  if (set.serviceName === '') return [told('hover-no-service-name', { set: set.name })];
  const namespace = set.namespace ?? 'NAMESPACE';
  const dns = `${podName(set.name, set.start)}.${set.serviceName}.${namespace}.svc.cluster.local`;
  const short = `${podName(set.name, set.start)}.${set.serviceName}`;
  return [told('hover-service-name', { dns, short, service: set.serviceName, set: set.name })];
}

function updateStrategy(set: SetView): Told[] {
  if (set.isOnDelete) return [told('hover-on-delete', { set: set.name })];
  return set.partition > 0 ? partition(set) : [told('hover-rolling-update', order(set))];
}

function partition(set: SetView): Told[] {
  const border = held(set);
  const values = {
    partition: set.partition,
    held: podsText(set, 0, border - 1),
    updated: podsText(set, border, set.replicas - 1),
  };
  if (set.replicas === 0 || set.partition === 0) return [told('hover-partition-none', order(set))];
  return [told(border === set.replicas ? 'hover-partition-all-held' : 'hover-partition', values)];
}

function claims(set: SetView, template: string): Told[] {
  if (template === '') return [];
  return [
    told('hover-claims', {
      template,
      claims: claimsText({ ...set, replicas: Math.max(set.replicas, 1) }, template),
      pods: podsText(set, 0, Math.max(set.replicas, 1) - 1),
    }),
    ...whenDeleted(set),
    ...whenScaled(set),
  ];
}

function whenDeleted(set: SetView): Told[] {
  return [
    told(set.whenDeleted === 'Delete' ? 'hover-when-deleted-delete' : 'hover-when-deleted-retain', { set: set.name }),
  ];
}

function whenScaled(set: SetView): Told[] {
  return [
    told(set.whenScaled === 'Delete' ? 'hover-when-scaled-delete' : 'hover-when-scaled-retain', { set: set.name }),
  ];
}

function mount(set: SetView, { under, volumes }: Where): Told[] {
  const name = valueText(under);
  const volume = volumes.find(candidate => candidate.name === name);
  if (volume === undefined) return [];
  if (volume.from === 'volume') return [told('hover-mount-volume', { name })];
  return [
    told('hover-mount-claim', { name, claims: claimsText({ ...set, replicas: Math.max(set.replicas, 1) }, name) }),
  ];
}

/** Pods in the order of creation, and its two ends. */
function order(set: SetView): Told['values'] {
  const last = Math.max(set.replicas, 1) - 1;
  return {
    set: set.name,
    count: set.replicas,
    pods: podsText(set, 0, last),
    first: podName(set.name, set.start),
    last: podName(set.name, set.start + last),
  };
}

/** A path with `#` for every index, and dots between. */
function general(path: Path): string {
  return path.map(step => (typeof step === 'number' ? '#' : step)).join('.');
}

function valueText({ node }: UnderCursor): string {
  return node.type === 'scalar' && typeof node.value === 'string' ? node.value : '';
}

function told(code: string, values: Told['values']): Told {
  return { code, values };
}
