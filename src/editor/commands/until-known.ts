import type { LiveCluster } from '../connect/session.ts';
import { untilMirror } from './until-mirror.ts';

/** How long the reasons that the cluster gives are waited for, in milliseconds: events are not followed all the time. */
const PATIENCE = 3_000;

/** Resolves once events and nodes have been listed, or cannot be, or take too long. */
export async function untilKnown({ mirror }: LiveCluster, namespace: string): Promise<void> {
  const isKnown = () => (['Event', 'Node'] as const).every(kind => mirror.status(kind, namespace)?.state !== 'loading');
  await untilMirror(mirror, () => isKnown() || undefined, PATIENCE);
}
