import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Bridge {
  /** Where to post `{ "method": "screenshot", "args": ["tree"] }`; holds a token that nobody else knows. */
  readonly address: string;
  close(): void;
}

/** Lets tests inside the extension host call methods of this process: a small HTTP server on 127.0.0.1. */
export async function openBridge(
  call: (method: string, args: readonly unknown[]) => Promise<unknown>,
): Promise<Bridge> {
  const token = randomBytes(24).toString('hex');
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== `/${token}`) {
      response.writeHead(403).end();
      return;
    }
    try {
      const { method, args }: { method: string; args: readonly unknown[] } = JSON.parse(await textOf(request));
      response.end(JSON.stringify({ value: await call(method, args) }));
    } catch (error) {
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/${token}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const part of request) text += part;
  return text;
}
