import { at, deepEqual, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import type { FieldError } from '../status.ts';
import { invalidValue, notSupported, required } from './errors.ts';

const withRules: readonly ServedResource[] = [resources.roles, resources.clusterRoles];
const withReferences: readonly ServedResource[] = [resources.roleBindings, resources.clusterRoleBindings];

/** What the server refuses of roles and bindings (`pkg/apis/rbac/validation`). */
export function rbacErrors(resource: ServedResource, object: JsonObject): readonly FieldError[] {
  if (withRules.includes(resource))
    return listOf(object['rules']).flatMap((rule, index) => ruleErrors(rule, `rules[${index}]`, resource.namespaced));
  return withReferences.includes(resource) ? bindingErrors(resource, object) : [];
}

/** A binding stays with its role: it would grant something else under the same name. */
export function rbacChangeErrors(
  resource: ServedResource,
  object: JsonObject,
  before: JsonObject,
): readonly FieldError[] {
  if (!withReferences.includes(resource) || deepEqual(object['roleRef'], before['roleRef'])) return [];
  const { apiGroup, kind, name } = objectOf(object['roleRef']);
  // as Go prints the type that the server keeps inside
  return [invalidValue('roleRef', { APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')];
}

function ruleErrors(rule: unknown, field: string, isNamespaced: boolean): readonly FieldError[] {
  const isEmpty = (key: string): boolean => listOf(at(rule, key)).length === 0;
  const verbs = isEmpty('verbs') ? [required(`${field}.verbs`, 'verbs must contain at least one value')] : [];
  if (!isEmpty('nonResourceURLs')) {
    const urls = listOf(at(rule, 'nonResourceURLs'));
    const mixed = 'rules cannot apply to both regular resources and non-resource URLs';
    return [
      ...verbs,
      ...(isNamespaced
        ? [invalidValue(`${field}.nonResourceURLs`, urls, 'namespaced rules cannot apply to non-resource URLs')]
        : []),
      ...(isEmpty('apiGroups') && isEmpty('resources') && isEmpty('resourceNames')
        ? []
        : [invalidValue(`${field}.nonResourceURLs`, urls, mixed)]),
    ];
  }
  return [
    ...verbs,
    ...(isEmpty('apiGroups')
      ? [required(`${field}.apiGroups`, 'resource rules must supply at least one api group')]
      : []),
    ...(isEmpty('resources')
      ? [required(`${field}.resources`, 'resource rules must supply at least one resource')]
      : []),
  ];
}

function bindingErrors(resource: ServedResource, object: JsonObject): readonly FieldError[] {
  const kinds = resource.namespaced ? ['ClusterRole', 'Role'] : ['ClusterRole'];
  const kind = stringOf(at(object, 'roleRef', 'kind')) ?? '';
  const name = stringOf(at(object, 'roleRef', 'name')) ?? '';
  return [
    ...(kinds.includes(kind) ? [] : [notSupported('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [required('roleRef.name')] : []),
    ...listOf(object['subjects']).flatMap((subject, index) =>
      stringOf(at(subject, 'name')) ? [] : [required(`subjects[${index}].name`)],
    ),
  ];
}
