import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { at, listOf } from './json.ts';

export interface Access {
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  readonly token: string;
  /** Of the cluster, the context and the user; `ordinal-practice` unless told. */
  readonly name?: string;
}

export interface KubeconfigFile {
  readonly path: string;
  /** Removes what was made for this run; a file whose path was given stays. */
  remove(): void;
}

const practiceName = 'ordinal-practice';
/** By this a file is known as one that may be written over. */
const writer = 'ordinal.practice';

/** A kubeconfig with certificate and token inside. JSON is YAML, and needs no quoting rules of its own. */
export function kubeconfig({ port, certificate, token, name = practiceName }: Access): string {
  const server = `https://127.0.0.1:${port}`;
  const authority = Buffer.from(certificate).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': authority } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'default' } }],
    'current-context': name,
    extensions: [{ name: writer, extension: { provider: 'ordinal' } }],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/**
 * Writes it where only this user can read it: to `file`, or into a new folder. Throws `ForeignFile` rather than write over a file
 * that no practice cluster has written, such as a person's own kubeconfig.
 */
export function writeKubeconfig(access: Access, file?: string): KubeconfigFile {
  if (file !== undefined) {
    requireOwn(file);
    rmSync(file, { force: true }); // its mode is that of its making
    writeFileSync(file, kubeconfig(access), { mode: 0o600 });
    return { path: file, remove: () => {} };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-practice-'));
  const own = path.join(folder, 'kubeconfig');
  writeFileSync(own, kubeconfig(access), { mode: 0o600 });
  return { path: own, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A file that a practice cluster must not write over. */
export class ForeignFile extends Error {
  readonly file: string;

  constructor(file: string) {
    super(`${file} was not written by a practice cluster`);
    this.file = file;
  }
}

/** Throws `ForeignFile` for a file that is there and that no practice cluster has written. */
export function requireOwn(file: string): void {
  if (existsSync(file) && !isOwn(readFileSync(file, 'utf8'))) throw new ForeignFile(file);
}

function isOwn(text: string): boolean {
  try {
    return listOf(at(JSON.parse(text), 'extensions')).some(extension => at(extension, 'name') === writer);
  } catch {
    return false;
  }
}
