import { check } from '../check.ts';
import { clusterCommands } from '../cluster-commands.ts';
import { commandLine } from '../command-line.ts';
import { activationSentences } from './activation.ts';
import { commandSentences } from './commands.ts';
import { manifestSentences } from './manifests.ts';

/** Every English sentence by its code: what the command line knows, what translations must hold, and what a code is. */
export const allSentences = {
  ...activationSentences,
  ...manifestSentences,
  ...commandSentences,
  ...check,
  ...clusterCommands,
  ...commandLine,
} as const;
