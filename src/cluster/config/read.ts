import { withoutTrailing } from '../../core/without-trailing.ts';
import type { ClusterEntry, ContextEntry, ExecEntry, Impersonation, UserEntry } from './entries.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A cluster; `undefined` if it has no server. */
export function clusterEntry(
  name: string,
  value: unknown,
  resolve: (file: string) => string,
): ClusterEntry | undefined {
  const fields = fieldsOf(value);
  const server = text(fields['server']);
  if (server === undefined) return undefined;
  return withoutAbsent<ClusterEntry>({
    name,
    server: withoutTrailing(server, '/'),
    // Data goes before a file, as in kubectl; client-node has it the other way round.
    certificateAuthority: text(fields['certificate-authority-data'])
      ? undefined
      : file(fields['certificate-authority'], resolve),
    certificateAuthorityData: text(fields['certificate-authority-data']),
    insecure: fields['insecure-skip-tls-verify'] === true,
    tlsServerName: text(fields['tls-server-name']),
    proxyUrl: text(fields['proxy-url']),
  });
}

export function userEntry(name: string, value: unknown, resolve: (file: string) => string): UserEntry {
  const fields = fieldsOf(value);
  return withoutAbsent<UserEntry>({
    name,
    token: text(fields['token']),
    tokenFile: file(fields['tokenFile'], resolve),
    username: text(fields['username']),
    password: text(fields['password']),
    clientCertificate: text(fields['client-certificate-data'])
      ? undefined
      : file(fields['client-certificate'], resolve),
    clientCertificateData: text(fields['client-certificate-data']),
    clientKey: text(fields['client-key-data']) ? undefined : file(fields['client-key'], resolve),
    clientKeyData: text(fields['client-key-data']),
    impersonate: impersonation(fields),
    exec: execEntry(fields['exec'], resolve),
    authProvider: authProvider(fields['auth-provider']),
  });
}

export function contextEntry(name: string, value: unknown): ContextEntry {
  const fields = fieldsOf(value);
  return withoutAbsent<ContextEntry>({
    name,
    cluster: text(fields['cluster']) ?? '',
    user: text(fields['user']) ?? '',
    namespace: text(fields['namespace']),
  });
}

function execEntry(value: unknown, resolve: (file: string) => string): ExecEntry | undefined {
  const fields = fieldsOf(value);
  const command = text(fields['command']);
  if (command === undefined) return undefined;
  const isPath = /[/\\]/.test(command);
  return withoutAbsent<ExecEntry>({
    apiVersion: text(fields['apiVersion']) ?? 'client.authentication.k8s.io/v1',
    // A name is looked up on the PATH; only something with a slash counts from the file's folder, as in kubectl.
    command: isPath ? resolve(command) : command,
    args: texts(fields['args']),
    env: items(fields['env']).map(item => ({ name: text(item['name']) ?? '', value: text(item['value']) ?? '' })),
    provideClusterInfo: fields['provideClusterInfo'] === true,
    installHint: text(fields['installHint']),
  });
}

function authProvider(value: unknown): UserEntry['authProvider'] {
  const fields = fieldsOf(value);
  const name = text(fields['name']);
  if (name === undefined) return undefined;
  const config = Object.entries(fieldsOf(fields['config'])).map(([key, entry]) => [key, text(entry) ?? ''] as const);
  return { name, config: Object.fromEntries(config) };
}

function impersonation(fields: Fields): Impersonation | undefined {
  const user = text(fields['as']);
  if (user === undefined) return undefined;
  const extra = Object.entries(fieldsOf(fields['as-user-extra'])).map(([key, value]) => [key, texts(value)] as const);
  return withoutAbsent<Impersonation>({
    user,
    uid: text(fields['as-uid']),
    groups: texts(fields['as-groups']),
    extra: Object.fromEntries(extra),
  });
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(item => text(item) ?? '') : [];
}

/** Text that says something. YAML turns a password such as 123456 into a number; it is meant as text. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function file(value: unknown, resolve: (file: string) => string): string | undefined {
  const name = text(value);
  return name === undefined ? undefined : resolve(name);
}

function withoutAbsent<T extends object>(value: { readonly [Key in keyof T]: T[Key] | undefined } & object): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
