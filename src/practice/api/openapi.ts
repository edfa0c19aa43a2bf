import type { JsonObject } from '../json.ts';
import { apiVersionOf, type ServedResource, servedResources } from '../resources.ts';
import type { Field, FieldType, ListType } from '../schema/types.ts';
import { kindOfStruct, structNames, structOf } from '../schema/types.ts';
import { noSuchPath } from '../status.ts';
import { gitVersionOf, recordedVersion } from '../version.ts';
import { type ApiRequest, type ApiResponse, jsonResponse } from './exchange.ts';
import { type Meanings, meaningOf } from './meanings.ts';
import { openApiProtobuf, openApiProtobufAnswer, openApiProtobufType } from './openapi-protobuf.ts';

/** `/openapi/v2` and `/openapi/v3`, made from the same table as everything else: enough for kubectl to validate, patch and explain. */
export function serveOpenApi(path: readonly string[], request: ApiRequest, meanings: Meanings): ApiResponse {
  const [version, ...rest] = path.slice(1);
  if (version === 'v2' && rest.length === 0) {
    return request.headers['accept']?.startsWith(openApiProtobufType) === true
      ? { status: 200, contentType: openApiProtobufAnswer, body: openApiProtobuf(documentV2()) }
      : jsonResponse(200, documentV2());
  }
  if (version !== 'v3') throw noSuchPath();
  const groupVersion = rest.join('/');
  if (groupVersion === '') return jsonResponse(200, index());
  const served = servedResources.filter(resource => pathOf(resource) === groupVersion);
  if (served.length === 0) throw noSuchPath();
  return jsonResponse(200, documentV3(served, meanings));
}

/** What is described are the types of the recorded version, whatever version is played. */
const info = { title: 'Kubernetes', version: gitVersionOf(recordedVersion) };

function pathOf(resource: ServedResource): string {
  return resource.group === '' ? `api/${resource.version}` : `apis/${apiVersionOf(resource)}`;
}

function index(): object {
  const paths = [...new Set(servedResources.map(pathOf))];
  const hash = gitVersionOf(recordedVersion);
  return {
    paths: Object.fromEntries(paths.map(path => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }])),
  };
}

function documentV3(served: readonly ServedResource[], meanings: Meanings): object {
  const names = reachable(served.map(resource => structNameOf(resource)));
  const schemas = names.map(name => [fullName(name), schemaOf(name, '#/components/schemas/', meanings)]);
  return { openapi: '3.0.0', info, paths: pathsOf(served), components: { schemas: Object.fromEntries(schemas) } };
}

function documentV2(): JsonObject {
  const definitions = structNames.map(name => [fullName(name), schemaOf(name, '#/definitions/')]);
  return { swagger: '2.0', info, paths: pathsOf(servedResources), definitions: Object.fromEntries(definitions) };
}

/** kubectl looks here whether the server validates fields and runs dry. */
function pathsOf(served: readonly ServedResource[]): object {
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation'].map(name => ({
    name,
    in: 'query',
    schema: { type: 'string' },
  }));
  const paths = served.flatMap(resource => {
    const { group, version, kind, name } = resource;
    const scope = resource.namespaced ? 'namespaces/{namespace}/' : '';
    const operation = (action: string) => ({
      parameters,
      responses: { 200: { description: 'OK' } },
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': { group, version, kind },
    });
    const collection = `/${pathOf(resource)}/${scope}${name}`;
    return [
      [collection, { get: operation('list'), post: operation('post') }] as const,
      [`${collection}/{name}`, { get: operation('get'), put: operation('put'), patch: operation('patch') }] as const,
    ];
  });
  return Object.fromEntries(paths);
}

function structNameOf(resource: ServedResource): string {
  const key = [resource.group, resource.version, resource.kind].join('/');
  return structNames.find(name => kindOfStruct(name)?.join('/') === key) ?? '';
}

function fullName(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  return `${structOf(name).package}.${last}`;
}

/** The structs and everything they refer to. */
function reachable(roots: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (name === '' || found.has(name)) return;
    found.add(name);
    for (const { type } of structOf(name).fields.values()) visitType(type);
  };
  const visitType = (type: FieldType): void => {
    if (type.form === 'struct') visit(type.name);
    if (type.form === 'list') visitType(type.items);
    if (type.form === 'map') visitType(type.values);
  };
  for (const root of roots) visit(root);
  return [...found].sort();
}

function schemaOf(name: string, prefix: string, meanings: Meanings = {}): object {
  const struct = structOf(name);
  const kind = kindOfStruct(name);
  const [group, version, kindName] = kind ?? [];
  const properties = [...struct.fields].map(([field, own]) => {
    const description = meaningOf(meanings, name, field);
    return [field, { ...(description === undefined ? {} : { description }), ...propertyOf(own, prefix) }];
  });
  return {
    type: 'object',
    ...(struct.required.length === 0 ? {} : { required: struct.required }),
    properties: Object.fromEntries(properties),
    ...(struct.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
    ...(kind === undefined ? {} : { 'x-kubernetes-group-version-kind': [{ group, version, kind: kindName }] }),
  };
}

function propertyOf({ type, retainKeys }: Field, prefix: string): object {
  const own = typeSchema(type, prefix);
  const strategies = [
    ...(type.form === 'list' && type.mergeKey !== undefined ? ['merge'] : []),
    ...(retainKeys ? ['retainKeys'] : []),
  ];
  return strategies.length === 0 ? own : { ...own, 'x-kubernetes-patch-strategy': strategies.join(',') };
}

const scalarSchemas = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  quantity: { type: 'string' },
  intstr: { type: 'string', format: 'int-or-string' },
  time: { type: 'string', format: 'date-time' },
  microtime: { type: 'string', format: 'date-time' },
  bytes: { type: 'string', format: 'byte' },
  any: { type: 'object' },
} as const;

function typeSchema(type: FieldType, prefix: string): object {
  switch (type.form) {
    case 'scalar':
      return scalarSchemas[type.scalar];
    case 'struct':
      // version 3 reads nothing beside a $ref
      return prefix.includes('components')
        ? { allOf: [{ $ref: prefix + fullName(type.name) }] }
        : { $ref: prefix + fullName(type.name) };
    case 'map':
      return {
        type: 'object',
        additionalProperties: typeSchema(type.values, prefix),
        ...(type.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
      };
    case 'list':
      return { type: 'array', items: typeSchema(type.items, prefix), ...listNotes(type) };
  }
}

function listNotes(type: ListType): object {
  return {
    'x-kubernetes-list-type': type.kind,
    ...(type.keys.length === 0 ? {} : { 'x-kubernetes-list-map-keys': type.keys }),
    ...(type.mergeKey ? { 'x-kubernetes-patch-merge-key': type.mergeKey } : {}),
  };
}
