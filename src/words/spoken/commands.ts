import { apply } from '../apply.ts';
import { changing } from '../changing.ts';
import { commands } from '../commands.ts';
import { findings } from '../findings.ts';
import { lessons } from '../lessons.ts';
import { logs } from '../logs.ts';
import { plan } from '../plan.ts';
import { pods } from '../pods.ts';
import { refusedChanges } from '../refused-changes.ts';
import { treeChanges } from '../tree-changes.ts';
import { treeObjects } from '../tree-objects.ts';
import { trouble } from '../trouble.ts';
import { why } from '../why.ts';

/** What only commands say. The findings are among it, because applying a manifest that cannot be read says why. */
export const commandSentences = {
  ...apply,
  ...changing,
  ...commands,
  ...findings,
  ...lessons,
  ...logs,
  ...plan,
  ...pods,
  ...refusedChanges,
  ...treeChanges,
  ...treeObjects,
  ...trouble,
  ...why,
} as const;
