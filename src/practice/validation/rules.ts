import type { KubernetesVersion } from '../../core/kubernetes-version.ts';
import { checkObject } from '../../core/manifest/check.ts';
import type { Finding } from '../../core/manifest/finding.ts';
import { type Place, at as placeAt, placeOf } from '../../core/manifest/place.ts';
import { podBehavior } from '../../core/manifest/rules/behavior/pod.ts';
import { inRange } from '../../core/manifest/rules/demands.ts';
import { dnsLabel, integer, oneOf } from '../../core/manifest/rules/fields.ts';
import { metadataRules, type NameForm } from '../../core/manifest/rules/metadata.ts';
import { podSpecRules, podTemplateRules } from '../../core/manifest/rules/pod.ts';
import { workloadSelectorRules } from '../../core/manifest/rules/selector.ts';
import type { JsonObject } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';

/** Kinds whose manifests the editor knows: one function checks them for both. */
const checked: readonly ServedResource[] = [
  resources.statefulSets,
  resources.deployments,
  resources.services,
  resources.persistentVolumeClaims,
  resources.persistentVolumes,
  resources.storageClasses,
  resources.podDisruptionBudgets,
];
const { roles, roleBindings, clusterRoles, clusterRoleBindings } = resources;
const nameForms: ReadonlyMap<ServedResource, NameForm> = new Map([
  [resources.namespaces, 'label'],
  ...[roles, roleBindings, clusterRoles, clusterRoleBindings].map(each => [each, 'segment'] as const),
]);

/**
 * What the manifest rules say of an object that has been read as its kind and got its defaults, whether the API refuses it or only
 * warns. Of kinds that the editor does not know they look at the parts that all kinds share.
 */
export function findingsOf(
  resource: ServedResource,
  object: JsonObject,
  version: KubernetesVersion,
): readonly Finding[] {
  if (checked.includes(resource)) return checkObject(object, { version });
  const root = placeOf(object);
  return [
    ...metadataRules(root, nameForms.get(resource) ?? 'subdomain'),
    ...specFindings(resource, placeAt(root, 'spec')),
  ];
}

/** What the server warns of in an object that it has taken, and more that it does not: of a pod the editor's rules see only templates. */
export function odditiesOf(
  resource: ServedResource,
  object: JsonObject,
  version: KubernetesVersion,
): readonly Finding[] {
  const findings = findingsOf(resource, object, version);
  return resource === resources.pods ? [...findings, ...podBehavior(placeOf(object), 'Pod', version)] : findings;
}

function* specFindings(resource: ServedResource, spec: Place): Iterable<Finding> {
  if (resource === resources.pods) {
    yield* podSpecRules(spec, new Set());
    yield* oneOf(placeAt(spec, 'restartPolicy'), ['Always', 'OnFailure', 'Never']);
    for (const field of ['hostname', 'subdomain']) yield* dnsLabel(placeAt(spec, field));
    yield* inRange(placeAt(spec, 'activeDeadlineSeconds'), 1);
  }
  if (resource === resources.replicaSets) {
    yield* integer(placeAt(spec, 'replicas'));
    yield* integer(placeAt(spec, 'minReadySeconds'));
    yield* workloadSelectorRules(spec);
    yield* podTemplateRules(placeAt(spec, 'template'), { kind: 'Deployment', claims: [] });
  }
}
