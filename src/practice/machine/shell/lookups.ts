import type { Found } from '../lookup.ts';
import type { Outcome, Program, Shell, Surroundings } from './program.ts';

/** Programs that ask for names. */
export const lookups: Readonly<Record<string, Program>> = { getent, nslookup };

/** Asks the name server, and nobody else. */
function nslookup(args: readonly string[], _: Shell, { nameServer, lookUp }: Surroundings): Outcome {
  const name = args.find(word => !word.startsWith('-'));
  if (name === undefined) return { err: 'Usage: nslookup [-type=A|SRV] NAME\n', code: 1 };
  const head = `Server:\t\t${nameServer}\nAddress:\t${nameServer}:53\n\n`;
  const found = lookUp(name);
  if (found === undefined) return { out: `${head}** server can't find ${name}: NXDOMAIN\n\n`, code: 1 };
  const wantsServices = args.some(word => /^-(query|type|q)=srv$/i.test(word));
  return { out: `${head}${wantsServices ? servicesText(found) : addressesText(found)}\n` };
}

function addressesText({ name, addresses, alias }: Found): string {
  if (alias !== undefined) return `${name}\tcanonical name = ${alias}\n`;
  if (addresses.length === 0) return `*** Can't find ${name}: No answer\n`;
  return addresses.map(address => `Name:\t${name}\nAddress: ${address}\n`).join('');
}

function servicesText({ name, services = [] }: Found): string {
  if (services.length === 0) return `*** Can't find ${name}: No answer\n`;
  const weight = Math.max(1, Math.floor(100 / services.length));
  return services.map(({ target, port }) => `${name}\tservice = 0 ${weight} ${port} ${target}\n`).join('');
}

/** Asks as programs do: the file of hosts first, then the name server. */
function getent(args: readonly string[], _: Shell, { files, lookUp }: Surroundings): Outcome {
  const [database = '', name = ''] = args;
  if (database !== 'hosts' && database !== 'ahosts') return { err: `Unknown database: ${database}\n`, code: 1 };
  const known = files
    .read('/etc/hosts')
    .split('\n')
    .map(line => line.split(/\s+/))
    .filter(words => words.slice(1).includes(name))
    .flatMap(([address]) => address ?? []);
  const addresses = known.length > 0 ? known : (lookUp(name)?.addresses ?? []);
  if (addresses.length === 0) return { code: 2 };
  const first = database === 'hosts' ? addresses.slice(0, 1) : addresses;
  return {
    out: first.map(address => `${address.padEnd(16)}${database === 'hosts' ? '' : 'STREAM '}${name}\n`).join(''),
  };
}
