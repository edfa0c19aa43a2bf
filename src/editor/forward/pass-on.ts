import type { Socket } from 'node:net';
import type { Connection, ForwardEnd, PodPath } from '../../cluster/connection.ts';

/** How long a pod may go on being silent after its visitor has said all, in milliseconds. */
const LINGER = 10_000;

/**
 * Passes on what a visitor and a port of a pod say to each other, no faster than the other side takes it. Resolves when that is over; rejects
 * with a `ClusterError` where it cannot begin, and the visitor has lost nothing then. `onOpen` is called once it has begun.
 *
 * The end of what a visitor says cannot be told over this wire, so the pod is listened to until it has been silent for a while.
 */
export async function passOn(
  connection: Pick<Connection, 'forward'>,
  { pod, port }: { readonly pod: PodPath; readonly port: number },
  visitor: Socket,
  gone: AbortSignal,
  onOpen: () => void,
): Promise<ForwardEnd> {
  let silence: ReturnType<typeof setTimeout> | undefined;
  let hasSaidAll = false;
  const stream = await connection.forward(pod, port, {
    signal: gone,
    onData(data) {
      if (hasSaidAll) linger();
      return written(visitor, data);
    },
  });
  onOpen();
  function linger(): void {
    clearTimeout(silence);
    silence = setTimeout(() => stream.close(), LINGER);
  }
  visitor.on('data', data => {
    visitor.pause();
    void stream.write(data).then(() => visitor.resume());
  });
  const saidAll = () => {
    hasSaidAll = true;
    linger();
  };
  visitor.once('end', saidAll);
  visitor.resume();
  const end = await stream.ended;
  visitor.off('end', saidAll);
  clearTimeout(silence);
  if (end.reason === 'ended' && !visitor.destroyed) await new Promise<void>(resolve => visitor.end(resolve));
  return end;
}

/** Resolves when the visitor takes more, or has gone. */
function written(visitor: Socket, data: Uint8Array): Promise<void> | undefined {
  if (visitor.destroyed || visitor.write(data)) return undefined;
  return new Promise(resolve => {
    const done = () => {
      visitor.off('drain', done);
      visitor.off('close', done);
      resolve();
    };
    visitor.once('drain', done);
    visitor.once('close', done);
  });
}
