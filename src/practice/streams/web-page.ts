import type { Pod } from '../../core/statefulset/model.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';

/** Answers one connection to a port of a pod. */
export interface Visitor {
  receive(data: Buffer): void;
}

interface Reply {
  write(data: Buffer): void;
  end(): void;
}

const longestHead = 16 * 1024;

/** Whether somebody listens there: on the ports that containers declare, on all where none declares any. */
export function listensOn(pod: Pod, port: number): boolean {
  const declared = pod.spec.containers.flatMap(container => container.ports ?? []);
  return (
    declared.length === 0 || declared.some(each => each.containerPort === port && (each.protocol ?? 'TCP') === 'TCP')
  );
}

/** A small web server: whatever is asked, it says which pod answers. What is no HTTP is answered with the same words, without a head. */
export function webPage(registry: Registry, pod: Pod, port: number, reply: Reply): Visitor {
  let head = '';
  let answered = false;

  function answer(): void {
    answered = true;
    const request = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r\n/.exec(head);
    const content = contentOf(port, registry.find(resources.pods, pod.metadata.namespace, pod.metadata.name) ?? pod);
    if (request === null) reply.write(Buffer.from(content));
    else {
      const headers = [
        'HTTP/1.1 200 OK',
        'Content-Type: text/plain; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(content)}`,
        `Date: ${new Date(registry.clock.stamp()).toUTCString()}`,
        'Connection: close',
      ];
      reply.write(Buffer.from(`${headers.join('\r\n')}\r\n\r\n${request[1] === 'HEAD' ? '' : content}`));
    }
    reply.end();
  }

  return {
    receive(data) {
      if (answered || data.length === 0) return;
      head += data.toString('latin1');
      const isRequest = /^[A-Z]+ /.test(head);
      if (!isRequest || head.includes('\r\n\r\n') || head.length > longestHead) answer();
    },
  };
}

function contentOf(port: number, pod: Pod): string {
  const images = pod.spec.containers.map(container => container.image ?? '').join(', ');
  const revision = pod.metadata.labels?.['controller-revision-hash'];
  const lines = [
    `pod: ${pod.metadata.name}`,
    `namespace: ${pod.metadata.namespace ?? ''}`,
    `image: ${images}`,
    `node: ${pod.spec.nodeName ?? ''}`,
    ...(revision === undefined ? [] : [`revision: ${revision}`]),
    `port: ${port}`,
  ];
  return `${lines.join('\n')}\n`;
}
