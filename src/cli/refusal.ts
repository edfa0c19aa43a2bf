import { ClusterError } from '../cluster/connection.ts';
import { failureTold } from '../cluster/failure.ts';
import { allSentences } from '../words/spoken/all.ts';
import { type Code, type CommandLineSay, speaker, type Told, type ValuesOf } from '../words/words.ts';
import { EXIT, type Terminal } from './terminal.ts';

/** Thrown by a command that cannot do what was asked, with the sentences that say why. */
export class Refusal extends Error {
  readonly told: readonly Told[];
  readonly exitCode: number;

  constructor(told: readonly Told[], exitCode: number = EXIT.unusable) {
    super(told.map(({ code }) => code).join());
    this.name = 'Refusal';
    this.told = told;
    this.exitCode = exitCode;
  }
}

/** A refusal of one sentence. */
export function refusal<C extends Code>(code: C, ...values: ValuesOf<C>): Refusal {
  const [given = {}] = values as [Told['values']?];
  return new Refusal([{ code, values: given }]);
}

/** Runs a command; whatever it throws becomes a sentence and an exit code, and never a stack trace. */
export async function answering(
  terminal: Pick<Terminal, 'err' | 'interrupted'>,
  command: (say: CommandLineSay) => Promise<number>,
): Promise<number> {
  const say = speaker(allSentences);
  try {
    return await command(say);
  } catch (error) {
    if (terminal.interrupted.aborted) return EXIT.interrupted;
    for (const told of toldOf(error, say)) terminal.err(`${say.data(told)}\n`);
    return error instanceof Refusal ? error.exitCode : EXIT.unusable;
  }
}

function toldOf(error: unknown, say: CommandLineSay): readonly Told[] {
  if (error instanceof Refusal) return error.told;
  if (error instanceof ClusterError) return [failureTold(error.failure, say('failure-the-cluster'))];
  return [{ code: 'cli-unexpected', values: { reason: error instanceof Error ? error.message : String(error) } }];
}
