import type https from 'node:https';

/** What every request to one server carries: the headers that log in, the agent, and the TLS material. */
export interface Credentials {
  readonly options: https.RequestOptions;
  /** The proxy on the way, without user and password. */
  readonly proxy?: string;
}

/** Where credentials come from. `kube.ts` makes one with client-node. */
export interface Session {
  readonly server: URL;
  /** The credentials to use now; rejects with a `ClusterError` of kind `credentials` or `untrusted`. */
  credentials(signal: AbortSignal): Promise<Credentials>;
  /** Told that the server did not accept these. True if others may be had by asking again. */
  rejected(credentials: Credentials): boolean;
  /** Credentials are asked for anew, however short a time ago they were: a person says so. */
  renew(): void;
  close(): void;
}
