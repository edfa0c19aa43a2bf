import { checkObject } from '../../src/core/manifest/check.ts';
import type { Finding } from '../../src/core/manifest/finding.ts';
import { formatPath } from '../../src/core/manifest/path.ts';
import type { Fields } from '../../src/core/manifest/place.ts';

const TEMPLATE = 'spec.template.';

/** A set with this pod spec beside one container, which `container` adds to; `claims` are the names of its claim templates. */
export function setWithPod(
  spec: Fields,
  container: Fields = {},
  { claims = [], annotations = {} }: { readonly claims?: readonly string[]; readonly annotations?: Fields } = {},
): Fields {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: {
        metadata: { labels: { app: 'db' }, annotations },
        spec: { containers: [{ name: 'server', image: 'db:1', ...container }], ...spec },
      },
      volumeClaimTemplates: claims.map(name => ({
        metadata: { name },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      })),
    },
  };
}

/** A Deployment with this pod spec beside one container. */
export function deploymentWithPod(spec: Fields): Fields {
  const { serviceName: _none, volumeClaimTemplates: _none2, ...rest } = setWithPod(spec)['spec'] as Fields;
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'db' }, spec: rest };
}

/** What the API server refuses in an object: codes with the places to edit, from the template on. */
export function refusedIn(object: Fields): string[] {
  return refusals(object).map(({ code, path }) => `${code} ${formatPath(path).replace(TEMPLATE, '')}`);
}

/** The same places as the server names them. */
export function fieldsRefusedIn(object: Fields): string[] {
  return refusals(object).map(({ path, field }) => (field ?? formatPath(path)).replace(TEMPLATE, ''));
}

function refusals(object: Fields): Finding[] {
  return checkObject(object).filter(({ basis }) => basis === 'api');
}
