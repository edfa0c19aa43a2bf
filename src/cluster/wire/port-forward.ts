import type { ForwardEnd, ForwardOptions, PodPath, PortStream } from '../connection.ts';
import { holdSocket } from './held-socket.ts';
import type { PodStreams } from './pod-streams.ts';

/**
 * Two channels for one port, which nodes have spoken since 1.6. The API server hands these WebSockets on to the node as they are; the newer
 * `SPDY/3.1+portforward.k8s.io` is taken from 1.31 on only, and brings nothing that one connection for each visitor needs.
 */
const PROTOCOLS = ['v4.channel.k8s.io'];
const CHANNEL = { data: 0, error: 1 } as const;
/** Each channel begins with the number of the port. */
const HEAD = 2;

/** Opens one connection to a port of a pod over the port-forward API. */
export async function reachPort(
  streams: PodStreams,
  pod: PodPath,
  port: number,
  { onData, signal }: ForwardOptions,
): Promise<PortStream> {
  const socket = await streams.open(pod, {
    subresource: 'portforward',
    query: [['ports', String(port)]],
    protocols: PROTOCOLS,
    // A node that cannot pass on what we send gives no sign of life until it can.
    mustAnswer: false,
    signal,
  });
  const heads = [HEAD, HEAD];
  let refusal = '';
  const held = holdSocket(socket, [streams.closing, signal]);

  socket.onMessage(message => {
    const channel = message[0] ?? CHANNEL.error;
    const head = Math.min(heads[channel] ?? 0, message.length - 1);
    if (channel < heads.length) heads[channel] = (heads[channel] ?? 0) - head;
    const rest = message.subarray(1 + head);
    if (rest.length === 0 || held.isClosed) return undefined;
    if (channel === CHANNEL.data) return onData(rest);
    if (channel === CHANNEL.error) {
      refusal += rest.toString('utf8');
      // Nothing more will come, and some nodes leave it to us to hang up.
      socket.close();
    }
    return undefined;
  });
  const ended = held.over.then((end): ForwardEnd => {
    if (refusal !== '') return { reason: 'refused', detail: refusal };
    return { reason: held.isClosed ? 'closed' : end === 'clean' ? 'ended' : 'cut' };
  });
  return {
    write: data => socket.send(Buffer.concat([Buffer.from([CHANNEL.data]), data])),
    ended,
    close: held.close,
  };
}
