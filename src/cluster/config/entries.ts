/** What a kubeconfig says of a cluster. Paths are absolute. */
export interface ClusterEntry {
  readonly name: string;
  readonly server: string;
  readonly certificateAuthority?: string;
  readonly certificateAuthorityData?: string;
  readonly insecure: boolean;
  readonly tlsServerName?: string;
  readonly proxyUrl?: string;
}

/** What a kubeconfig says of a user. Holds secrets: never log it, never send it to a page. Paths are absolute. */
export interface UserEntry {
  readonly name: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly clientCertificate?: string;
  readonly clientCertificateData?: string;
  readonly clientKey?: string;
  readonly clientKeyData?: string;
  readonly impersonate?: Impersonation;
  readonly exec?: ExecEntry;
  readonly authProvider?: { readonly name: string; readonly config: Readonly<Record<string, string>> };
}

export interface Impersonation {
  readonly user: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** A program that prints credentials (client.authentication.k8s.io). */
export interface ExecEntry {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly provideClusterInfo: boolean;
  readonly installHint?: string;
}

export interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace?: string;
}

/** One kubeconfig file, read. Of two entries with one name the first is here. */
export interface ConfigFile {
  readonly file: string;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly currentContext?: string;
  readonly problems: readonly KubeconfigProblem[];
}

/** What is wrong with a file, without any of its values except names. `words` has a sentence for each code. */
export interface KubeconfigProblem {
  readonly code:
    | 'kubeconfig-unreadable'
    | 'kubeconfig-broken'
    | 'kubeconfig-not-a-config'
    | 'kubeconfig-duplicate-name'
    | 'kubeconfig-missing-cluster'
    | 'kubeconfig-missing-user'
    | 'kubeconfig-missing-server';
  readonly file: string;
  /** From 1; 0 where the problem has no line. */
  readonly line: number;
  /** A name, or a code such as `EACCES`. */
  readonly detail: string;
  /** The context that cannot be used. */
  readonly context: string;
}

/** All contexts that can be used, and what is wrong with the files. Holds no secret: those are behind `resolve`. */
export interface Kubeconfig {
  readonly contexts: readonly KubeContext[];
  /** The `id` of the context that kubectl would use. */
  readonly current?: string;
  readonly problems: readonly KubeconfigProblem[];
  /** The cluster and user of a context, secrets included. */
  readonly resolve: (id: string) => ResolvedContext | undefined;
}

export interface KubeContext {
  /** The name; with the file behind it where another file has a context of that name. */
  readonly id: string;
  readonly name: string;
  /** The file, or the name of the text, that it stands in. */
  readonly file: string;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  readonly namespace?: string;
  /** The server's certificate is not checked. */
  readonly insecure: boolean;
  /** The program that must run to log in. */
  readonly program?: string;
}

/** Everything needed to connect. Holds secrets: never log it. */
export interface ResolvedContext {
  readonly context: KubeContext;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
}
