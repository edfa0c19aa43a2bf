// Boils the JSON schema that a kube-apiserver publishes down to what the practice API server needs of the kinds it serves.
//   node scripts/practice-schema.mjs DEFINITIONS.json src/practice/schema/kinds.json
// DEFINITIONS.json holds `definitions`, as /openapi/v2 does. Descriptions are left out. The notation is told in src/practice/schema/types.ts.
import { readFileSync, writeFileSync } from 'node:fs';

const roots = [
  'io.k8s.api.apps.v1.ControllerRevision',
  'io.k8s.api.apps.v1.Deployment',
  'io.k8s.api.apps.v1.ReplicaSet',
  'io.k8s.api.apps.v1.StatefulSet',
  'io.k8s.api.authorization.v1.SelfSubjectAccessReview',
  'io.k8s.api.authorization.v1.SelfSubjectRulesReview',
  'io.k8s.api.autoscaling.v1.Scale',
  'io.k8s.api.core.v1.Binding',
  'io.k8s.api.core.v1.ConfigMap',
  'io.k8s.api.core.v1.Endpoints',
  'io.k8s.api.core.v1.Event',
  'io.k8s.api.core.v1.LimitRange',
  'io.k8s.api.core.v1.Namespace',
  'io.k8s.api.core.v1.Node',
  'io.k8s.api.core.v1.PersistentVolume',
  'io.k8s.api.core.v1.PersistentVolumeClaim',
  'io.k8s.api.core.v1.Pod',
  'io.k8s.api.core.v1.ResourceQuota',
  'io.k8s.api.core.v1.Secret',
  'io.k8s.api.core.v1.Service',
  'io.k8s.api.core.v1.ServiceAccount',
  'io.k8s.api.discovery.v1.EndpointSlice',
  'io.k8s.api.events.v1.Event',
  'io.k8s.api.policy.v1.Eviction',
  'io.k8s.api.policy.v1.PodDisruptionBudget',
  'io.k8s.api.rbac.v1.ClusterRole',
  'io.k8s.api.rbac.v1.ClusterRoleBinding',
  'io.k8s.api.rbac.v1.Role',
  'io.k8s.api.rbac.v1.RoleBinding',
  'io.k8s.api.scheduling.v1.PriorityClass',
  'io.k8s.api.storage.v1.StorageClass',
  'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
];
const scalars = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intstr',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'microtime',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
};

const [source, target] = process.argv.slice(2);
const { definitions } = JSON.parse(readFileSync(source, 'utf8'));
const short = new Map();
const structs = {};
for (const root of roots) visit(root);
writeFileSync(
  target,
  `${JSON.stringify(Object.fromEntries(Object.entries(structs).sort(([a], [b]) => (a < b ? -1 : 1))), null, 1)}\n`,
);

/** The last part of the name, with its group before it when two groups share it. */
function visit(name) {
  const known = short.get(name);
  if (known !== undefined) return known;
  const parts = name.split('.');
  const last = parts.at(-1);
  const label = structs[last] === undefined ? last : `${parts.at(-3)}.${last}`;
  short.set(name, label);
  const definition = definitions[name];
  const struct = { in: name.slice(0, -last.length - 1) };
  structs[label] = struct;
  if (definition['x-kubernetes-map-type'] === 'atomic') struct.atomic = true;
  if (definition['x-kubernetes-group-version-kind']) {
    const { group, version, kind } = definition['x-kubernetes-group-version-kind'][0];
    if (definition['x-kubernetes-group-version-kind'].length === 1) struct.kind = [group, version, kind];
  }
  if (definition.required?.length) struct.required = definition.required;
  struct.fields = {};
  for (const [field, schema] of Object.entries(definition.properties ?? {})) {
    const strategy = schema['x-kubernetes-patch-strategy'] ?? '';
    struct.fields[field] = (strategy.includes('retainKeys') ? 'retain ' : '') + typeOf(schema, name, field);
  }
  return label;
}

function typeOf(schema, name, field) {
  if (schema.$ref) {
    const target = schema.$ref.slice('#/definitions/'.length);
    return scalars[target] ?? visit(target);
  }
  const type = [schema.type].flat().find(each => each !== 'null');
  if (type === 'array') return `${listOf(schema)} ${typeOf(schema.items, name, field)}`;
  if (type === 'object' && schema.additionalProperties) {
    return `${schema['x-kubernetes-map-type'] === 'atomic' ? '{atomic}' : '{}'} ${typeOf(schema.additionalProperties, name, field)}`;
  }
  if (type === 'integer') return schema.format;
  if (type === 'number') return 'double';
  if (type === 'boolean') return 'bool';
  if (type === 'string') return schema.format === 'byte' ? 'bytes' : 'string';
  throw new Error(`${name}.${field}: ${JSON.stringify(schema)}`);
}

function listOf(schema) {
  const merge = (schema['x-kubernetes-patch-strategy'] ?? '').includes('merge');
  const key = merge ? `~${schema['x-kubernetes-patch-merge-key'] ?? ''}` : '';
  const kind = schema['x-kubernetes-list-type'];
  if (kind === 'map') return `[map:${schema['x-kubernetes-list-map-keys'].join(',')}${key}]`;
  if (kind === 'set') return `[set${key}]`;
  return `[${key}]`;
}
