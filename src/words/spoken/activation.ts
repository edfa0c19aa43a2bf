import { cluster } from '../cluster.ts';
import { contexts } from '../contexts.ts';
import { editor } from '../editor.ts';
import { rollout } from '../rollout.ts';
import { treeActions } from '../tree-actions.ts';
import { treeLook } from '../tree-look.ts';
import { treeRows } from '../tree-rows.ts';
import { verdict } from '../verdict.ts';
import { verdictRows } from '../verdict-rows.ts';

/** What is said from activation on: the connection, the tree, verdicts and rollouts. Every speaker in the editor knows it. */
export const activationSentences = {
  ...cluster,
  ...contexts,
  ...editor,
  ...rollout,
  ...treeActions,
  ...treeLook,
  ...treeRows,
  ...verdict,
  ...verdictRows,
} as const;
