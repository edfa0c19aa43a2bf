import { spawn } from 'node:child_process';
import path from 'node:path';
import type { ClusterEntry, ExecEntry } from '../config/entries.ts';
import { ClusterError } from '../connection.ts';
import { fieldsOf, parseJson } from './json.ts';
import { withoutCredentials } from './redact.ts';

/** Credentials that a program printed; certificate and key are PEM. */
export interface ExecCredential {
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  /** Milliseconds since 1970. */
  readonly expires?: number;
}

export interface ExecOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly deadline: number;
}

/** As much output as a program may print; a credential has a few kilobytes. */
const LARGEST_OUTPUT = 1_000_000;
/** Letters of a complaint that are looked at. */
const MOST_SAID = 10_000;

/**
 * Runs the program of a kubeconfig user and reads the ExecCredential that it prints (client.authentication.k8s.io). No shell is involved.
 * Fails with `credentials`, saying the first line of what the program complained about, secrets left out. client-node's own way hangs on
 * a program that reads its input, knows no deadline and does not hand over KUBERNETES_EXEC_INFO, which some programs insist on.
 */
export async function runExec(exec: ExecEntry, cluster: ClusterEntry, options: ExecOptions): Promise<ExecCredential> {
  const output = await run(exec, infoFor(exec, cluster), options).catch((error: unknown) => {
    if (error instanceof ClusterError) throw error;
    // A name or an argument that no program can have.
    throw failure(exec, error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
  });
  const status = fieldsOf(fieldsOf(parseJson(output))['status']);
  const text = (key: string) => (typeof status[key] === 'string' && status[key] !== '' ? status[key] : undefined);
  const [token, certificate, key] = [text('token'), text('clientCertificateData'), text('clientKeyData')];
  if (token === undefined && (certificate === undefined || key === undefined)) throw failure(exec, 'ExecCredential?');
  const expires = Date.parse(text('expirationTimestamp') ?? '');
  return {
    ...(token === undefined ? {} : { token }),
    ...(certificate === undefined || key === undefined ? {} : { certificate, key }),
    ...(Number.isNaN(expires) ? {} : { expires }),
  };
}

function run(exec: ExecEntry, info: string, options: ExecOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const own = Object.fromEntries(exec.env.map(({ name, value }) => [name, value]));
    const child = spawn(exec.command, exec.args, {
      env: { ...options.environment, ...own, KUBERNETES_EXEC_INFO: info },
      // A program that wants to ask something gets the end of its input instead of waiting for ever.
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    let complaint = '';
    let ended: ClusterError | undefined;
    const end = (error: ClusterError) => {
      ended ??= error;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open; waiting for it would wait for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => end(failure(exec, 'ETIMEDOUT')), options.deadline);
    const abort = () => end(new ClusterError({ kind: 'aborted', detail: 'closed' }));
    options.signal.addEventListener('abort', abort, { once: true });
    if (options.signal.aborted) abort();
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > LARGEST_OUTPUT) end(failure(exec, 'EMSGSIZE'));
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (complaint.length < LARGEST_OUTPUT) complaint += chunk;
    });
    child.on('error', error => {
      ended ??= failure(exec, 'code' in error ? String(error.code) : error.name);
    });
    child.on('close', code => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
      if (ended !== undefined) reject(ended);
      else if (code !== 0) reject(failure(exec, firstLine(complaint) ?? `exit ${code}`));
      else resolve(output);
    });
  });
}

function failure(exec: ExecEntry, what: string): ClusterError {
  return new ClusterError({ kind: 'credentials', detail: `${path.basename(exec.command)}: ${what}` });
}

function firstLine(text: string): string | undefined {
  const line = text.split('\n').find(candidate => candidate.trim() !== '');
  return line === undefined ? undefined : withoutCredentials(line.trim().slice(0, MOST_SAID)).slice(0, 300);
}

function infoFor(exec: ExecEntry, cluster: ClusterEntry): string {
  const { server, tlsServerName, insecure, certificateAuthorityData, proxyUrl } = cluster;
  const described = {
    server,
    ...(tlsServerName === undefined ? {} : { 'tls-server-name': tlsServerName }),
    ...(insecure ? { 'insecure-skip-tls-verify': true } : {}),
    ...(certificateAuthorityData === undefined ? {} : { 'certificate-authority-data': certificateAuthorityData }),
    ...(proxyUrl === undefined ? {} : { 'proxy-url': proxyUrl }),
  };
  const spec = { interactive: false, ...(exec.provideClusterInfo ? { cluster: described } : {}) };
  return JSON.stringify({ apiVersion: exec.apiVersion, kind: 'ExecCredential', spec });
}
