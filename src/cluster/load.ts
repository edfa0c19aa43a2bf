import type { connect } from './kube.ts';

/**
 * Loads what speaks to clusters. It holds client-node, weighs megabytes and takes 100 ms, so it is a bundle of its own (`dist/kube.js`)
 * that nothing imports at load; the second call is free.
 */
export async function loadKube(): Promise<{ readonly connect: typeof connect }> {
  return import('./kube.ts');
}
