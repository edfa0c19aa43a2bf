import * as vscode from 'vscode';
import { verdictLines } from '../../core/statefulset/verdict-lines.ts';
import { verdictText } from '../../words/verdict-text.ts';
import { healthOf } from '../connect/health.ts';
import { asOfThen, placeOf } from '../connect/place-text.ts';
import type { LiveCluster } from '../connect/session.ts';
import { commandIds } from '../ids.ts';
import { answer } from '../problems.ts';
import { named } from '../target.ts';
import type { Judged } from '../verdicts/verdicts.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { liveWorkload } from './live.ts';
import { untilKnown } from './until-known.ts';
import { actionsFor, type WhyAction, type WorkloadTarget } from './why-actions.ts';
import { wrapped } from './wrap.ts';

const WIDTH = 72;

interface Item extends vscode.QuickPickItem {
  readonly action?: WhyAction;
  readonly closes?: boolean;
}

/** Says why a workload does not go on and what is safe to do, and does it where Ordinal can. */
export async function whyCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const target = await chooseTarget(argument, ['StatefulSet', 'Deployment'], say('why-choose'), cluster, deps);
  const { kind } = liveWorkload(cluster, target, say);
  const workload: WorkloadKey = { kind, namespace: target.namespace, name: target.name };
  const judged = await freshVerdict(cluster, workload, deps);
  const action = await show(judged, { ...workload, context: cluster.key }, cluster, deps);
  if (action !== undefined) await vscode.commands.executeCommand(action.command, action.argument);
}

/** The verdict on all there is to see, events too; an answer if the workload is gone. */
export async function freshVerdict(cluster: LiveCluster, workload: WorkloadKey, deps: Deps): Promise<Judged> {
  const verdicts = deps.verdicts(cluster);
  const looking = verdicts?.look(cluster, workload.namespace);
  try {
    // One that is away says nothing more now.
    if (healthOf(cluster.mirror).state === 'live') await untilKnown(cluster, workload.namespace);
    const judged = verdicts?.current?.judge(workload);
    if (judged !== undefined) return judged;
    const { name: context } = cluster.context;
    throw answer(deps.say, 'not-there', { object: named(workload), context, namespace: workload.namespace });
  } finally {
    looking?.dispose();
  }
}

/** A list, as a preview is: it scrolls, and a screen reader reads it line by line. */
function show(
  { verdict, at }: Judged,
  workload: WorkloadTarget,
  cluster: LiveCluster,
  { say }: Deps,
): Promise<WhyAction | undefined> {
  const { first, said, details, wayOut, around } = verdictText(verdictLines(verdict, workload.name, at), say);
  const sentence = asOfThen(cluster, first, say);
  const watch: WhyAction = { title: say('why-watch'), command: commandIds.watchRollout, argument: workload };
  const actions = [...actionsFor(verdict, workload, say), ...(verdict.verdict === 'fine' ? [] : [watch])];
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = say('why-title', { object: named(workload), where: placeOf(cluster, say, workload.namespace) });
  picker.placeholder = say('why-hint');
  picker.ignoreFocusOut = true;
  picker.items = [
    ...textItems(verdict.verdict === 'stuck' ? 'error' : 'info', [sentence, ...details]),
    ...section(say('why-way-out'), 'lightbulb', wayOut),
    ...actions.map((action): Item => ({ label: `$(play) ${action.title}`, action })),
    { label: `$(close) ${say('why-close')}`, closes: true },
    ...section(say('why-evidence'), 'quote', said),
    ...section(say('why-around'), 'warning', around),
  ];
  const [top] = picker.items.filter(item => item.action !== undefined || item.closes === true);
  if (top !== undefined) picker.activeItems = [top];
  return new Promise(resolve => {
    let chosen: WhyAction | undefined;
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      // Sentences are there to be read; choosing one does nothing.
      if (item?.action === undefined && item?.closes !== true) return;
      chosen = item.action;
      picker.hide();
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(chosen);
    });
    picker.show();
  });
}

function section(heading: string, icon: string, texts: readonly string[]): Item[] {
  if (texts.length === 0) return [];
  return [{ label: heading, kind: vscode.QuickPickItemKind.Separator }, ...textItems(icon, texts)];
}

function textItems(icon: string, texts: readonly string[]): Item[] {
  return texts.flatMap(text =>
    wrapped(text, WIDTH).map((line, index): Item => ({ label: `$(${index === 0 ? icon : 'blank'}) ${line}` })),
  );
}
