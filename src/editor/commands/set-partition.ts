import * as vscode from 'vscode';
import { setPartition } from '../../cluster/change.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { partitionOf, replicasOf } from '../../core/statefulset/ordinals.ts';
import type { CommandSay } from '../../words/words.ts';
import { siteOf } from '../connect/site.ts';
import { Cancelled } from '../problems.ts';
import { named } from '../target.ts';
import { specSections } from './change-sections.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { keyOf, liveSet } from './live.ts';
import { changeOf, makeChange } from './make-change.ts';
import { partitionChoices, typedPartition } from './partition-choices.ts';
import { titleIn } from './title-in.ts';

/** Sets up to this many pods have their partitions listed; beyond, the number is typed and explained while typing. */
const LISTED = 50;

export async function setPartitionCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const target = await chooseTarget(argument, ['StatefulSet'], say('choose-set-partition'), cluster, deps);
  const set = liveSet(cluster, target, say);
  // Asked before a number is chosen: under OnDelete no number will do.
  if (set.spec.updateStrategy?.type === 'OnDelete') changeOf(setPartition(set, 0), say);
  const title = titleIn(say('partition-title', { object: named(target) }), cluster, deps);
  const partition = replicasOf(set) <= LISTED ? await pick(set, title, say) : await type(set, title, say);
  await makeChange(
    cluster,
    {
      propose: () => {
        const now = liveSet(cluster, target, say);
        return {
          changes: [{ change: changeOf(setPartition(now, partition, siteOf(cluster)), say), follow: keyOf(now) }],
          sections: ([result], _, planning) => specSections(cluster, now, result, planning),
        };
      },
    },
    deps,
  );
}

interface Item extends vscode.QuickPickItem {
  readonly partition: number | undefined;
}

/** A list that takes typed numbers too: what is typed and not listed becomes an item of its own. */
async function pick(set: StatefulSet, title: string, say: CommandSay): Promise<number> {
  const listed: readonly Item[] = partitionChoices(set, say).map(({ partition, effect, isCurrent }) => ({
    label: String(partition),
    description: isCurrent ? `${effect} (${say('partition-current')})` : effect,
    partition,
  }));
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.placeholder = say('partition-placeholder');
  list.items = listed;
  list.onDidChangeValue(value => {
    const text = value.trim();
    const isListed = text === '' || listed.some(({ label }) => label === text);
    list.items = isListed ? listed : [...listed, typedItem(set, text, say)];
  });
  const partition = await new Promise<number | undefined>(resolve => {
    list.onDidAccept(() => {
      // Enter may come before the item for what was typed is there.
      const chosen = (list.selectedItems[0] ?? typedItem(set, list.value.trim(), say)).partition;
      if (chosen !== undefined) resolve(chosen);
    });
    list.onDidHide(() => resolve(undefined));
    list.show();
  }).finally(() => list.dispose());
  if (partition === undefined) throw new Cancelled();
  return partition;
}

function typedItem(set: StatefulSet, text: string, say: CommandSay): Item {
  const { partition, effect } = typedPartition(set, text, say);
  return { label: text, description: effect, partition, alwaysShow: true };
}

async function type(set: StatefulSet, title: string, say: CommandSay): Promise<number> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: say('partition-placeholder'),
    value: String(partitionOf(set)),
    validateInput(text) {
      const { partition, effect } = typedPartition(set, text.trim(), say);
      if (partition === undefined) return effect;
      return { message: effect, severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  if (typed === undefined) throw new Cancelled();
  return Number(typed);
}
