/** What programs inside pods print of an answer to a query for a name. */

/**
 * The addresses that `nslookup` prints, of BusyBox (old and new) and of BIND: those after the first `Name:`, because before it stands the name
 * server's own.
 */
export function addressesOfNslookup(text: string): string[] {
  const after = /^Name:[^\n]*$([\s\S]*)/m.exec(text)?.[1] ?? '';
  return sortedOnce([...after.matchAll(/^Address(?: \d+)?:\s*([0-9a-fA-F.:]+)/gm)].map(([, address = '']) => address));
}

/** The targets that `nslookup -type=srv` prints, as `web-0.web.shop.svc:80`, without the domain of the cluster. */
export function targetsOfNslookup(text: string, domain: string | undefined): string[] {
  const found = [...text.matchAll(/\bservice = \d+ \d+ (\d+) (\S+)/g)];
  return sortedOnce(found.map(([, port = '', target = '']) => `${withoutDomain(target, domain)}:${port}`));
}

/** The addresses that `getent` prints, one at the beginning of each line. */
export function addressesOfGetent(text: string): string[] {
  return sortedOnce([...text.matchAll(/^([0-9a-fA-F]*[.:][0-9a-fA-F.:]+)\s/gm)].map(([, address = '']) => address));
}

/** The domain of a cluster, from what a pod searches: `cluster.local`. `undefined` where it searches in no cluster. */
export function domainOf(resolvConf: string): string | undefined {
  const words = /^search[ \t]+(.+)$/m.exec(resolvConf)?.[1]?.trim().split(/\s+/) ?? [];
  return words
    .find(word => word.startsWith('svc.'))
    ?.slice('svc.'.length)
    .replace(/\.$/, '');
}

/** How an answer differs from what was predicted. */
export interface Difference {
  /** Predicted, and not answered. */
  readonly missing: readonly string[];
  /** Answered, and not predicted. */
  readonly extra: readonly string[];
}

/** `undefined` where they are the same, whatever the order. */
export function differenceOf(predicted: readonly string[], answered: readonly string[]): Difference | undefined {
  const missing = predicted.filter(each => !answered.includes(each));
  const extra = answered.filter(each => !predicted.includes(each));
  return missing.length + extra.length === 0 ? undefined : { missing, extra };
}

function withoutDomain(name: string, domain: string | undefined): string {
  const bare = name.replace(/\.$/, '');
  return domain !== undefined && bare.endsWith(`.${domain}`) ? bare.slice(0, -domain.length - 1) : bare;
}

function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}
