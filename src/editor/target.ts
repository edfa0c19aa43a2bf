/** What a command is about. Rows, lenses and pickers all hand one on; it names an object and holds none, since objects change. */
export interface Target {
  readonly kind: TargetKind;
  readonly namespace: string;
  readonly name: string;
  /** The key of the open context that holds it. Without one it is meant for the active context, as a manifest is. */
  readonly context?: string;
}

export type TargetKind =
  | 'StatefulSet'
  | 'Deployment'
  | 'Pod'
  | 'PersistentVolumeClaim'
  | 'Service'
  | 'PodDisruptionBudget'
  | 'PersistentVolume'
  | 'ControllerRevision'
  | 'ReplicaSet';

export function isTarget(value: unknown): value is Target {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, namespace, name } = value as Partial<Record<keyof Target, unknown>>;
  return typeof namespace === 'string' && typeof name === 'string' && typeof kind === 'string' && KINDS.has(kind);
}

/** Every kind that a command may be called on, in the order in which they are offered. */
export const targetKinds: readonly TargetKind[] = [
  'StatefulSet',
  'Deployment',
  'Pod',
  'PersistentVolumeClaim',
  'Service',
  'PodDisruptionBudget',
  'PersistentVolume',
  'ControllerRevision',
  'ReplicaSet',
];

const KINDS: ReadonlySet<string> = new Set(targetKinds);

/** Whether objects of a kind are in a namespace. */
export function isNamespaced(kind: TargetKind): boolean {
  return kind !== 'PersistentVolume';
}

/** `StatefulSet web`, as sentences name an object. */
export function named(target: { readonly kind: string; readonly name: string }): string {
  return `${target.kind} ${target.name}`;
}
