import type { Pod } from '../../core/statefulset/model.ts';
import type { ApiRequest } from '../api/exchange.ts';
import type { Machine } from '../machine/sandbox.ts';
import { resources } from '../resources.ts';
import { badRequest } from '../status.ts';
import { spdySession } from './spdy/session.ts';
import type { SpdyStream } from './spdy/stream.ts';
import { podOf } from './task.ts';
import { listensOn, webPage } from './web-page.ts';
import type { Upgrade, Wire } from './wire.ts';
import { agreedProtocol, type Wish } from './wish.ts';

/** What kubectl speaks since 1.31: SPDY inside a WebSocket. */
const tunnel = 'SPDY/3.1+portforward.k8s.io';
const spdyProtocol = 'portforward.k8s.io';
/** What older libraries speak: two channels for each port that the request names. */
const channelProtocols = ['v4.channel.k8s.io', 'channel.k8s.io'];

/** Reaches ports of a pod for a client that speaks one of the protocols. Throws what is wrong with the request. */
export function portForwardUpgrade(machine: Machine, wish: Wish): Upgrade {
  const { over, offered } = wish;
  const pod = podOf(machine.registry, wish.target);
  if (pod.status?.phase !== 'Running')
    throw badRequest(`unable to forward port because pod is not running. Current status=${pod.status?.phase ?? ''}`);
  const known = over === 'spdy' ? [spdyProtocol] : [tunnel, ...channelProtocols];
  const asksNothing = over === 'spdy' && offered.length === 0;
  const protocol = asksNothing ? spdyProtocol : agreedProtocol(known, wish);
  if (channelProtocols.includes(protocol)) {
    const ports = portsOf(wish.request);
    return { over, protocol, serve: wire => overChannels(machine, pod, ports, wire) };
  }
  return { over, protocol, serve: wire => overSpdy(machine, pod, wire) };
}

function portsOf(request: ApiRequest): number[] {
  const ports = request.query
    .getAll('ports')
    .flatMap(text => text.split(','))
    .map(Number);
  const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 65_536;
  if (ports.length === 0 || !ports.every(isPort))
    throw badRequest('query parameter "port" must be a number from 1 to 65535');
  return ports;
}

/** For each connection of the client there are two streams, one for the data and one for what went wrong. */
function overSpdy(machine: Machine, pod: Pod, wire: Wire): void {
  const errors = new Map<string, SpdyStream>();
  endWithPod(machine, pod, wire);
  spdySession(wire, stream => {
    const id = stream.headers.get('requestid') ?? '';
    if (stream.headers.get('streamtype') === 'error') {
      errors.set(id, stream);
      return;
    }
    const port = Number(stream.headers.get('port'));
    const error = errors.get(id);
    errors.delete(id);
    if (!listensOn(pod, port)) {
      error?.write(Buffer.from(refused(port, pod)));
      error?.end();
      stream.end();
      return;
    }
    const end = (): void => {
      stream.end();
      error?.end();
    };
    const visitor = webPage(machine.registry, pod, port, { write: stream.write, end });
    stream.onData(visitor.receive);
    stream.onEnd(end);
  });
}

/** Channel 2n is the data of the n-th port, 2n+1 what went wrong; both begin with the port's number. One connection for each port. */
function overChannels(machine: Machine, pod: Pod, ports: readonly number[], wire: Wire): void {
  const send = (channel: number, data: Buffer): void => wire.send(Buffer.concat([Buffer.from([channel]), data]));
  endWithPod(machine, pod, wire);
  const visitors = ports.map((port, index) => {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    send(2 * index, number);
    send(2 * index + 1, number);
    if (!listensOn(pod, port)) {
      send(2 * index + 1, Buffer.from(refused(port, pod)));
      return undefined;
    }
    // there is no way to end one channel alone
    const end = (): void => {
      if (ports.length === 1) wire.close();
    };
    return webPage(machine.registry, pod, port, { write: data => send(2 * index, data), end });
  });
  wire.onData(message => {
    const channel = message[0] ?? 255;
    if (channel % 2 === 0) visitors[channel / 2]?.receive(message.subarray(1));
  });
}

function endWithPod(machine: Machine, pod: Pod, wire: Wire): void {
  const stop = machine.registry.subscribe(({ type, resource, object }) => {
    if (type === 'DELETED' && resource === resources.pods && object.metadata.uid === pod.metadata.uid) wire.close();
  });
  wire.onClose(stop);
}

function refused(port: number, pod: Pod): string {
  const why = `failed to connect to localhost:${port} inside namespace "${pod.metadata.uid ?? ''}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused`;
  return `error forwarding port ${port} to pod ${pod.metadata.uid ?? ''}, uid : ${why}`;
}
