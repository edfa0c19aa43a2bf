import { at } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import { methodNotAllowed, noSuchPath } from '../status.ts';
import { readObject } from './body.ts';
import { type ApiRequest, type ApiResponse, jsonResponse } from './exchange.ts';

export const reviewGroup = 'authorization.k8s.io';

function review(name: string, kind: string): ServedResource {
  return {
    ...resources.namespaces,
    group: reviewGroup,
    name,
    kind,
    singular: kind.toLowerCase(),
    shortNames: [],
    subresources: [],
  };
}

/** Questions about what the client may do. They are answered, not kept. */
export const reviewResources: readonly ServedResource[] = [
  review('selfsubjectaccessreviews', 'SelfSubjectAccessReview'),
  review('selfsubjectrulesreviews', 'SelfSubjectRulesReview'),
];

/** Whoever holds the token may do everything, so every answer is yes. */
export function answerReview(path: readonly string[], request: ApiRequest): ApiResponse {
  const resource = reviewResources.find(each => each.name === path[3] && path.length === 4 && path[2] === each.version);
  if (resource === undefined) throw noSuchPath();
  if (request.method !== 'POST') throw methodNotAllowed();
  const question = readObject(request, resource);
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
  return jsonResponse(201, { kind: resource.kind, apiVersion: `${reviewGroup}/v1`, metadata: {}, spec, status });
}
