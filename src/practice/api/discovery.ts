import type { KubernetesVersion } from '../../core/kubernetes-version.ts';
import { apiVersionOf, resources, type ServedResource, servedResources } from '../resources.ts';
import { noSuchPath } from '../status.ts';
import { gitVersionOf } from '../version.ts';
import { aggregatedDiscovery } from './accept.ts';
import { type ApiRequest, type ApiResponse, jsonResponse } from './exchange.ts';
import { reviewGroups, reviewResources } from './reviews.ts';

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** What `/version` says: the server whose rules are kept here. */
export function versionInfo(kubernetes: KubernetesVersion): object {
  return {
    major: String(kubernetes.major),
    minor: String(kubernetes.minor),
    gitVersion: gitVersionOf(kubernetes),
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: '',
    platform: 'practice/cluster',
  };
}

interface Subresource {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

const objectVerbs = ['get', 'patch', 'update'];
const subresourceKinds: Readonly<Record<string, Omit<Subresource, 'name'>>> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: objectVerbs },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
  binding: { group: '', version: 'v1', kind: 'Binding', verbs: ['create'] },
  exec: { group: '', version: 'v1', kind: 'PodExecOptions', verbs: ['create', 'get'] },
  attach: { group: '', version: 'v1', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  portforward: { group: '', version: 'v1', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  finalize: { group: '', version: 'v1', kind: 'Namespace', verbs: ['update'] },
};

function subresourcesOf(resource: ServedResource): readonly Subresource[] {
  return resource.subresources.map(name => {
    const own = { group: resource.group, version: resource.version, kind: resource.kind };
    const usual = { ...own, verbs: name === 'log' ? ['get'] : objectVerbs };
    return { name, ...(subresourceKinds[name] ?? usual) };
  });
}

/** What can be done with the objects of a resource, as discovery says it. Namespaces are deleted one by one. */
export function verbsOf(resource: ServedResource): readonly string[] {
  if (reviewGroups.includes(resource.group)) return ['create'];
  return resource === resources.namespaces ? verbs.filter(verb => verb !== 'deletecollection') : verbs;
}

const everything = [...servedResources, ...reviewResources];
const groups = [...new Set(everything.map(({ group }) => group).filter(group => group !== ''))];

export function isServedGroup(group: string): boolean {
  return groups.includes(group);
}

/** `/api`, `/apis` and the lists of what a group version serves. Throws 404. */
export function discover(path: readonly string[], request: ApiRequest): ApiResponse {
  const [root, ...rest] = path;
  const aggregated = rest.length === 0 ? aggregatedDiscovery(request.headers['accept']) : undefined;
  if (aggregated !== undefined) return aggregate(root === 'api' ? [''] : groups, aggregated);
  if (root === 'api') {
    if (rest.length === 0) return jsonResponse(200, coreVersions);
    return resourceList('', rest[0] ?? '');
  }
  const [group, version] = rest;
  if (group === undefined) {
    return jsonResponse(200, { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupOf) });
  }
  if (!groups.includes(group)) throw noSuchPath();
  if (version !== undefined) return resourceList(group, version);
  return jsonResponse(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) });
}

const coreVersions = { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };

function groupOf(name: string): object {
  const version = { groupVersion: `${name}/v1`, version: 'v1' };
  return { name, versions: [version], preferredVersion: version };
}

function resourceList(group: string, version: string): ApiResponse {
  const served = everything.filter(resource => resource.group === group && resource.version === version);
  const [first] = served;
  if (first === undefined) throw noSuchPath();
  const listed = served.flatMap(resource => [
    {
      name: resource.name,
      singularName: resource.singular,
      namespaced: resource.namespaced,
      kind: resource.kind,
      verbs: verbsOf(resource),
      ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
      ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
    },
    ...subresourcesOf(resource).map(each => ({
      name: `${resource.name}/${each.name}`,
      singularName: '',
      namespaced: resource.namespaced,
      ...(each.group === group && each.version === version ? {} : { group: each.group, version: each.version }),
      kind: each.kind,
      verbs: each.verbs,
    })),
  ]);
  return jsonResponse(200, {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf(first),
    resources: listed,
  });
}

/** All groups with their resources in one document, which saves kubectl a request a group. */
function aggregate(names: readonly string[], version: 'v2' | 'v2beta1'): ApiResponse {
  const body = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: names.map(name => ({
      metadata: { name, creationTimestamp: null },
      versions: [
        {
          version: 'v1',
          freshness: 'Current',
          resources: everything.filter(resource => resource.group === name).map(aggregatedResource),
        },
      ],
    })),
  };
  const contentType = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
  return { ...jsonResponse(200, body), contentType };
}

function aggregatedResource(resource: ServedResource): object {
  const kindOf = ({
    group,
    version,
    kind,
  }: {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }) => ({
    group,
    version,
    kind,
  });
  return {
    resource: resource.name,
    responseKind: kindOf(resource),
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: verbsOf(resource),
    shortNames: resource.shortNames,
    categories: resource.categories,
    subresources: subresourcesOf(resource).map(each => ({
      subresource: each.name,
      responseKind: kindOf(each),
      verbs: each.verbs,
    })),
  };
}
