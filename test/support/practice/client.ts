import { readFileSync } from 'node:fs';
import https from 'node:https';

/** Talks to a practice cluster as its kubeconfig says, by plain requests, each on a connection of its own. */
export interface PracticeClient {
  /** `https://127.0.0.1:12345` */
  readonly server: string;
  /** The certificate to trust, PEM. */
  readonly authority: string;
  readonly token: string;
  /** Any request at all, with whatever headers. */
  send(method: string, path: string, body?: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<Sent>;
  /** JSON there and back. */
  call(
    method: string,
    path: string,
    body?: unknown,
    type?: string,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
}

export interface Sent {
  readonly status: number;
  readonly text: string;
}

/** What is read of a kubeconfig that a practice cluster wrote. */
interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** A client of the cluster that the kubeconfig at a path names first. */
export function practiceClient(kubeconfig: string): PracticeClient {
  const { clusters, users }: Kubeconfig = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const [{ cluster }] = clusters;
  const { server } = cluster;
  const authority = Buffer.from(cluster['certificate-authority-data'], 'base64').toString();
  const { token } = users[0].user;

  const send: PracticeClient['send'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const own = { authorization: `Bearer ${token}`, ...headers };
      const request = https.request(
        `${server}${path}`,
        { method, ca: authority, agent: false, headers: own },
        response => {
          let text = '';
          response.setEncoding('utf8').on('data', chunk => {
            text += String(chunk);
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      request.on('error', reject);
      request.end(body);
    });

  return {
    server,
    authority,
    token,
    send,
    async call(method, path, body, type = 'application/json') {
      const sent = await send(method, path, body === undefined ? undefined : JSON.stringify(body), {
        'content-type': type,
      });
      return { status: sent.status, body: JSON.parse(sent.text) };
    },
  };
}
