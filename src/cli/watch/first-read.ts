import { failureTold } from '../../cluster/failure.ts';
import type { KindName, Mirror } from '../../cluster/mirror.ts';
import { Refusal } from '../refusal.ts';

/** Resolves once every kind has been read, or cannot be. Throws a `Refusal` if neither sets nor Deployments, or no pods, may be read. */
export async function firstRead(mirror: Mirror, server: string, until: AbortSignal): Promise<void> {
  await new Promise<void>(resolve => {
    const isRead = () => mirror.kinds.every(kind => mirror.status(kind)?.state !== 'loading');
    const finish = () => {
      end();
      until.removeEventListener('abort', finish);
      resolve();
    };
    const end = mirror.subscribe(() => {
      if (isRead()) finish();
    });
    until.addEventListener('abort', finish, { once: true });
    if (isRead() || until.aborted) finish();
  });
  if (until.aborted) return;
  const failure = failureOf(mirror, 'Pod') ?? (failureOf(mirror, 'StatefulSet') && failureOf(mirror, 'Deployment'));
  if (failure !== undefined) throw new Refusal([failureTold(failure, server)]);
}

function failureOf(mirror: Mirror, kind: KindName) {
  const status = mirror.status(kind);
  return status?.state === 'failed' || status?.state === 'forbidden' ? status.failure : undefined;
}
