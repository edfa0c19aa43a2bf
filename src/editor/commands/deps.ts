import type { CommandSay, Say } from '../../words/words.ts';
import type { Desk } from '../connect/desk.ts';
import type { Memory } from '../connect/memory.ts';
import type { LiveCluster } from '../connect/session.ts';
import type { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { Rollouts } from '../rollout/rollouts.ts';
import type { Signal } from '../signal.ts';
import type { LiveVerdicts } from '../verdicts/live-verdicts.ts';
import type { Forest } from '../views/forest.ts';
import type { Look } from '../views/look.ts';

/** What activation hands to the commands when the first is called. Their sentences are in a bundle of their own, so its speaker does not know them. */
export type FirstDeps = Omit<Deps, 'say'> & { readonly say: Say };

/** What commands work with. What they open and keep, they hand to `held`. */
export interface Deps {
  readonly say: CommandSay;
  readonly errors: Errors;
  readonly desk: Desk;
  readonly rollouts: Rollouts;
  /** Of the workspace. */
  readonly memory: Memory;
  readonly tree: Forest;
  /** Brings a row of the tree into sight and gives it the keyboard. */
  readonly reveal: (id: string) => Thenable<void>;
  /** What is left out of the tree, and what stands first. */
  readonly look: Signal<Look>;
  readonly held: Disposables;
  /** The verdicts on an open cluster; `undefined` once it is closed. */
  readonly verdicts: (cluster: LiveCluster) => LiveVerdicts | undefined;
}
