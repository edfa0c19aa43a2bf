import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` ask for, as kubectl obeys them: never for the own machine.
 * A `proxy-url` in the kubeconfig goes before this.
 */
export function proxyFromEnvironment(server: URL, environment: Environment): string | undefined {
  const named = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = variable(environment, named);
  if (proxy === undefined || isLocal(hostOf(server))) return undefined;
  const exceptions = (variable(environment, 'NO_PROXY') ?? '').split(',').map(entry => entry.trim());
  if (exceptions.some(entry => entry !== '' && covers(entry, server))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function covers(entry: string, server: URL): boolean {
  if (entry === '*') return true;
  const host = hostOf(server);
  if (entry.includes('/')) return inSubnet(host, entry);
  const [, name = entry, port] = /^(.+):(\d+)$/.exec(entry) ?? [];
  if (port !== undefined && isIP(entry) === 0 && port !== portOf(server)) return false;
  const domain = (isIP(entry) === 0 ? name : entry).toLowerCase().replace(/^\*?\./, '.');
  if (domain.startsWith('.')) return host.endsWith(domain);
  return host === domain || host.endsWith(`.${domain}`);
}

function inSubnet(host: string, subnet: string): boolean {
  const [address = '', bits = ''] = subnet.split('/');
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
    return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(address, Number(bits), type);
  return list.check(host, type);
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function hostOf(server: URL): string {
  return server.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function portOf(server: URL): string {
  return server.port || (server.protocol === 'https:' ? '443' : '80');
}

function variable(environment: Environment, name: string): string | undefined {
  return environment[name] || environment[name.toLowerCase()] || undefined;
}
