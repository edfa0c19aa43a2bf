import { type ApiRequest, type ApiResponse, isSet, textResponse } from './exchange.ts';

const roots = ['healthz', 'livez', 'readyz'] as const;
const always = ['ping', 'log', 'etcd'];
const checks: Readonly<Record<(typeof roots)[number], readonly string[]>> = {
  healthz: always,
  livez: always,
  readyz: [...always, 'etcd-readiness', 'informer-sync', 'shutdown'],
};

/** How the server is: well, or it would not answer. `?verbose` tells every check. Undefined for a path that asks something else. */
export function serveHealth(request: ApiRequest): ApiResponse | undefined {
  const [first, check, ...more] = request.path;
  const root = roots.find(each => each === first);
  if (root === undefined || more.length > 0) return undefined;
  if (check !== undefined) return checks[root].includes(check) ? textResponse(200, 'ok') : undefined;
  if (!isSet(request.query, 'verbose')) return textResponse(200, 'ok');
  const lines = checks[root].map(name => `[+]${name} ok`);
  return textResponse(200, [...lines, `${root} check passed`, ''].join('\n'));
}
