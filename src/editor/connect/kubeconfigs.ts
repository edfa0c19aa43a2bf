import {
  type KubeContext,
  type Kubeconfig,
  type KubeconfigSources,
  kubeconfigPaths as pathsOf,
  readKubeconfig,
} from '../../cluster/kubeconfig.ts';
import { kubeconfigPaths } from '../settings.ts';

function sources(): KubeconfigSources {
  return { environment: process.env, extraPaths: kubeconfigPaths() };
}

/** The user's kubeconfigs: those of kubectl, and those that the settings add. */
export function userKubeconfig(): Promise<Kubeconfig> {
  return readKubeconfig(sources());
}

/** The files of it, whether they exist or not. */
export function userKubeconfigFiles(): readonly string[] {
  const { merged, extra } = pathsOf(sources());
  return [...merged, ...extra];
}

/** The kubeconfig that the practice cluster wrote, read by the very same rules. */
export async function practiceKubeconfig(
  path: string,
): Promise<{ readonly kubeconfig: Kubeconfig; readonly context: KubeContext }> {
  const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: path } });
  const context = kubeconfig.contexts.find(candidate => candidate.id === kubeconfig.current) ?? kubeconfig.contexts[0];
  if (context === undefined) throw new Error(`no context in ${path}`);
  return { kubeconfig, context };
}
