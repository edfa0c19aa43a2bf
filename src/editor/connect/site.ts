import type { Site } from '../../cluster/change.ts';
import { kubeconfigPaths } from '../../cluster/kubeconfig.ts';
import type { LiveCluster } from './session.ts';

/** Where a kubectl command must look to meet the same cluster: the context, and the file where kubectl would not read it by itself. */
export function siteOf({ context }: LiveCluster): Site {
  const known = kubeconfigPaths({ environment: process.env }).merged;
  return { context: context.name, ...(known.includes(context.file) ? {} : { kubeconfig: context.file }) };
}
