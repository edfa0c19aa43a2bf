import { createServer, type Server } from 'node:net';

/** Nobody outside of this machine gets in. */
const LOCAL = '127.0.0.1';

/** Why a port of this machine cannot be had. */
export class PortRefused extends Error {
  readonly port: number;
  readonly why: 'taken' | 'forbidden';

  constructor(port: number, why: 'taken' | 'forbidden') {
    super(`port ${port} is ${why}`);
    this.name = 'PortRefused';
    this.port = port;
    this.why = why;
  }
}

/** Listens at a port of this machine, 0 for any that is free. Resolves with the number; rejects with `PortRefused`. */
export function listenLocally(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      const isForbidden = error.code === 'EACCES' || error.code === 'EPERM';
      reject(new PortRefused(port, isForbidden ? 'forbidden' : 'taken'));
    };
    server.once('error', refuse);
    server.listen({ host: LOCAL, port, exclusive: true }, () => {
      server.off('error', refuse);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** The port of a machine that stands for one inside a pod: the same, or 8080 for 80, because those below 1024 are mostly kept for administrators. */
export function portAlike(port: number): number {
  return port < 1024 ? port + 8000 : port;
}

/** The port to propose for one inside a pod: the one that stands for it, else any that is free. */
export async function proposedPort(port: number): Promise<number> {
  for (const candidate of [portAlike(port), 0]) {
    const server = createServer();
    try {
      const found = await listenLocally(server, candidate);
      await new Promise(resolve => server.close(resolve));
      return found;
    } catch (error) {
      if (!(error instanceof PortRefused)) throw error;
    }
  }
  return port;
}

/** Reads a port that a person typed. */
export function portIn(text: string): number | undefined {
  const port = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
