import dns from 'node:dns';

const real = dns.lookup;
const names = new Map<string, string | undefined>();
let installed = false;

/** Lets this process find `host` at `address`; call the result to end it. Node asks `dns.lookup` anew for every connection. */
export function resolveAs(host: string, address: string): () => void {
  install();
  names.set(host, address);
  return () => names.delete(host);
}

/** The name is known no more, as when a laptop has left its VPN; call the result to make it known again. */
export function unresolve(host: string): () => void {
  const address = names.get(host);
  names.set(host, undefined);
  return () => names.set(host, address);
}

type Callback = (error: NodeJS.ErrnoException | null, address?: unknown, family?: number) => void;

function install(): void {
  if (installed) return;
  installed = true;
  const lookup = (host: string, options: { readonly all?: boolean }, callback: Callback) => {
    if (!names.has(host)) {
      real(host, options, callback);
      return;
    }
    const address = names.get(host);
    setImmediate(() => {
      if (address === undefined) {
        const error = new Error(`getaddrinfo ENOTFOUND ${host}`);
        callback(Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host }));
      } else if (options.all === true) callback(null, [{ address, family: 4 }]);
      else callback(null, address, 4);
    });
  };
  Object.assign(dns, { lookup });
}
