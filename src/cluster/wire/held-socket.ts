import { onceAborted } from './aborted.ts';
import type { MessageSocket } from './message-socket.ts';

/** A socket that its holder, or one of some signals, may close. */
export interface HeldSocket {
  /** Whether it was closed from here. */
  readonly isClosed: boolean;
  close(): void;
  /** Fulfilled once it is over, whoever closed it; rejects with what its listener failed with. */
  readonly over: Promise<'clean' | 'cut'>;
}

export function holdSocket(socket: MessageSocket, signals: readonly (AbortSignal | undefined)[]): HeldSocket {
  let isClosed = false;
  const close = () => {
    isClosed = true;
    socket.close();
  };
  const letGo = onceAborted(signals, close);
  return {
    get isClosed() {
      return isClosed;
    },
    close,
    over: socket.closed.then(end => {
      letGo();
      if (end.reason === 'fault') throw end.error;
      return end.reason;
    }),
  };
}
