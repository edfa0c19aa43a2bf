import type { KubernetesObject, Labels, ManagedFieldsEntry } from './statefulset/model.ts';

/** Who else means to decide what an object is, and so may undo a change of ours. */
export type Owner =
  /** Another object controls it, through its operator. */
  | { readonly by: 'controller'; readonly apiVersion: string; readonly kind: string; readonly name: string }
  | { readonly by: 'argo-cd'; readonly name: string }
  | {
      readonly by: 'flux';
      readonly kind: 'Kustomization' | 'HelmRelease';
      readonly name: string;
      /** `undefined` where the labels do not tell. */
      readonly namespace: string | undefined;
    }
  | { readonly by: 'helm'; readonly name: string }
  /** Decides how many pods there are, and nothing else. */
  | { readonly by: 'autoscaler'; readonly name: string };

/** The one who decides comes first. Read from owner references, labels, annotations and who wrote which field. */
export function ownersOf({ metadata }: KubernetesObject): Owner[] {
  const { labels = {}, annotations = {}, managedFields = [] } = metadata;
  const own = (table: Readonly<Record<string, string>>, key: string) =>
    Object.hasOwn(table, key) ? table[key] : undefined;
  const named = (by: 'argo-cd' | 'helm', name: string | undefined): Owner[] =>
    name === undefined || name === '' ? [] : [{ by, name }];
  const controller = metadata.ownerReferences?.find(reference => reference.controller === true);
  return [
    ...(controller === undefined
      ? []
      : [
          {
            by: 'controller' as const,
            apiVersion: controller.apiVersion,
            kind: controller.kind,
            name: controller.name,
          },
        ]),
    ...named('argo-cd', argoApplication(metadata, managedFields)),
    ...fluxSource('Kustomization', own(labels, 'kustomize.toolkit.fluxcd.io/name'), labels),
    ...fluxSource('HelmRelease', own(labels, 'helm.toolkit.fluxcd.io/name'), labels),
    ...named(
      'helm',
      helmRelease(own(annotations, 'meta.helm.sh/release-name'), own(labels, 'helm.sh/chart'), metadata),
    ),
    ...autoscalers(managedFields),
  ];
}

/** `app:apps/StatefulSet:shop/web` is how Argo CD marks what it applies; older installations use a label. */
function argoApplication(
  { labels = {}, annotations = {} }: KubernetesObject['metadata'],
  managedFields: readonly ManagedFieldsEntry[],
): string | undefined {
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0];
  const labelled = tracked ?? labels['argocd.argoproj.io/instance'];
  if (labelled !== undefined) return labelled;
  // Many tools set app.kubernetes.io/instance; only Argo CD's own writing makes it Argo CD's.
  const wrote = managedFields.some(({ manager }) => manager?.startsWith('argocd') === true);
  return wrote ? labels['app.kubernetes.io/instance'] : undefined;
}

const FLUX_NAMESPACE = {
  Kustomization: 'kustomize.toolkit.fluxcd.io/namespace',
  HelmRelease: 'helm.toolkit.fluxcd.io/namespace',
} as const;

/** Flux labels what it applies with the object that says so. */
function fluxSource(kind: keyof typeof FLUX_NAMESPACE, name: string | undefined, labels: Labels): Owner[] {
  if (name === undefined || name === '') return [];
  return [{ by: 'flux', kind, name, namespace: labels[FLUX_NAMESPACE[kind]] }];
}

function helmRelease(
  release: string | undefined,
  chart: string | undefined,
  { labels = {} }: KubernetesObject['metadata'],
): string | undefined {
  if (release !== undefined) return release;
  return labels['app.kubernetes.io/managed-by'] === 'Helm'
    ? (labels['app.kubernetes.io/instance'] ?? chart)
    : undefined;
}

/** Autoscalers write through the scale subresource; people do so too, with kubectl, and are not meant. */
function autoscalers(managedFields: readonly ManagedFieldsEntry[]): Owner[] {
  const names = managedFields.flatMap(({ manager, subresource }) => {
    if (manager === undefined || subresource !== 'scale') return [];
    if (manager.startsWith('keda')) return ['KEDA'];
    return manager === 'kube-controller-manager' || manager.startsWith('horizontal-pod-autoscaler')
      ? ['HorizontalPodAutoscaler']
      : [];
  });
  return [...new Set(names)].map(name => ({ by: 'autoscaler', name }));
}
