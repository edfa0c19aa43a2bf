import { at } from '../json.ts';
import { apiVersionOf, resources, type ServedResource } from '../resources.ts';
import { methodNotAllowed, noSuchPath } from '../status.ts';
import { readObject } from './body.ts';
import { type ApiRequest, type ApiResponse, jsonResponse } from './exchange.ts';

const authorization = 'authorization.k8s.io';
const authentication = 'authentication.k8s.io';
/** Groups whose objects are questions. */
export const reviewGroups: readonly string[] = [authorization, authentication];

function review(group: string, name: string, kind: string): ServedResource {
  return {
    ...resources.namespaces,
    group,
    name,
    kind,
    singular: kind.toLowerCase(),
    shortNames: [],
    subresources: [],
  };
}

/** Questions about who the client is and what it may do. They are answered, not kept. */
export const reviewResources: readonly ServedResource[] = [
  review(authorization, 'selfsubjectaccessreviews', 'SelfSubjectAccessReview'),
  review(authorization, 'selfsubjectrulesreviews', 'SelfSubjectRulesReview'),
  review(authentication, 'selfsubjectreviews', 'SelfSubjectReview'),
];

/** Whom the token stands for: the one person who practises. */
const holder = { username: 'practice', groups: ['system:masters', 'system:authenticated'] };

/** Whoever holds the token may do everything, so every answer is yes. */
export function answerReview(path: readonly string[], request: ApiRequest): ApiResponse {
  const [, group, version, name] = path;
  const resource = reviewResources.find(
    each => path.length === 4 && each.group === group && each.version === version && each.name === name,
  );
  if (resource === undefined) throw noSuchPath();
  if (request.method !== 'POST') throw methodNotAllowed();
  const question = readObject(request, resource);
  const apiVersion = apiVersionOf(resource);
  if (resource.kind === 'SelfSubjectReview')
    return jsonResponse(201, { kind: resource.kind, apiVersion, metadata: {}, status: { userInfo: holder } });
  const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
  const status =
    resource.kind === 'SelfSubjectAccessReview'
      ? { allowed: true, reason: 'the practice cluster allows everything' }
      : {
          resourceRules: [everything],
          nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
          incomplete: false,
        };
  const spec = at(question, 'spec') ?? {};
  return jsonResponse(201, { kind: resource.kind, apiVersion, metadata: {}, spec, status });
}
