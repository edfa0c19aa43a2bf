import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Access {
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  readonly token: string;
}

export interface KubeconfigFile {
  readonly path: string;
  remove(): void;
}

/** The name of the cluster, the context and the user. */
const practiceName = 'ordinal-practice';

/** A kubeconfig with certificate and token inside. JSON is YAML, and needs no quoting rules of its own. */
export function kubeconfig({ port, certificate, token }: Access): string {
  const server = `https://127.0.0.1:${port}`;
  const authority = Buffer.from(certificate).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: practiceName, cluster: { server, 'certificate-authority-data': authority } }],
    users: [{ name: practiceName, user: { token } }],
    contexts: [{ name: practiceName, context: { cluster: practiceName, user: practiceName, namespace: 'default' } }],
    'current-context': practiceName,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Writes it where only this user can read it. */
export function writeKubeconfig(access: Access): KubeconfigFile {
  const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-practice-'));
  const file = path.join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfig(access), { mode: 0o600 });
  return { path: file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
