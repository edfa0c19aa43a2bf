import { addressesOfGetent, addressesOfNslookup, domainOf, targetsOfNslookup } from '../core/service/asked.ts';
import { ClusterError, type Connection } from './connection.ts';
import { isProgramMissing, type Place, runInContainer, type Said } from './run-in-pod.ts';

export interface NameQuestion {
  readonly type: 'A' | 'SRV';
  /** Up to `svc`: the domain of the cluster is asked for too. */
  readonly name: string;
}

/** What was answered inside a container, and by what. */
export interface NameAnswered {
  readonly program: string;
  /** The whole name that was asked for. */
  readonly asked: string;
  /** Addresses, or `host:port`; none where the name does not exist. */
  readonly answers: readonly string[];
  /** What the program said where it gave no answer. */
  readonly said: string;
  /** Whether the name server gave no answer at all, not even that the name does not exist. */
  readonly isSilent: boolean;
}

interface Way {
  readonly command: (name: string, type: NameQuestion['type']) => readonly string[];
  readonly types: readonly NameQuestion['type'][];
  readonly read: (said: string, domain: string | undefined, type: NameQuestion['type']) => readonly string[];
}

/** `nslookup` asks the name server; `getent` asks as programs do, with the file of hosts before it, and knows nothing of services. */
const WAYS: readonly Way[] = [
  {
    // The dot at the end keeps the search list out of it, which some versions follow and some do not.
    command: (name, type) => (type === 'SRV' ? ['nslookup', '-type=srv', `${name}.`] : ['nslookup', `${name}.`]),
    types: ['A', 'SRV'],
    read: (said, domain, type) => (type === 'SRV' ? targetsOfNslookup(said, domain) : addressesOfNslookup(said)),
  },
  { command: name => ['getent', 'ahosts', name], types: ['A'], read: addressesOfGetent },
  { command: name => ['getent', 'hosts', name], types: ['A'], read: addressesOfGetent },
];

/**
 * Asks for a name inside a container, with whatever program it has; `undefined` if it has none that can. Rejects with a `ClusterError` where
 * nothing can be run, or where the connection broke.
 */
export async function askName(
  connection: Pick<Connection, 'exec'>,
  place: Place,
  { type, name }: NameQuestion,
  signal: AbortSignal,
): Promise<NameAnswered | undefined> {
  const run = (command: readonly string[]) => runInContainer(connection, place, command, signal);
  const configuration = await run(['cat', '/etc/resolv.conf']);
  const domain = domainOf(configuration.out);
  const asked = domain === undefined ? name : `${name}.${domain}`;
  for (const { command, read } of WAYS.filter(each => each.types.includes(type))) {
    const [program = '', ...rest] = command(asked, type);
    const said = await run([program, ...rest]);
    if (isProgramMissing(said)) continue;
    if (said.end.reason !== 'exited') throw broken(said);
    const answers = read(said.out, domain, type);
    // A program that knows no such option, or no such database, says so; another may know it.
    if (answers.length === 0 && /usage:|unrecognized option|invalid option|unknown database/i.test(said.out + said.err))
      continue;
    const words = answers.length > 0 ? '' : lastLine(said.out + said.err);
    return { program, asked, answers, said: words, isSilent: SILENT.test(words) };
  }
  return undefined;
}

const SILENT = /timed out|no servers could be reached|can't connect to remote host|connection refused/i;

function broken({ end }: Said): ClusterError {
  if (end.reason === 'closed') return new ClusterError({ kind: 'aborted', detail: 'closed' });
  return new ClusterError({ kind: 'server', detail: end.reason === 'failed' ? end.detail : end.reason });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
