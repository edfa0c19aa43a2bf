import * as vscode from 'vscode';
import { giveOrder, standingOrders } from '../connect/practice-orders.ts';
import type { LiveCluster } from '../connect/session.ts';
import { commandIds } from '../ids.ts';
import { answer, withButtons } from '../problems.ts';
import type { Deps } from './deps.ts';
import { pickOne } from './pick-one.ts';
import {
  activeTroubles,
  inOrderOfUse,
  orderOf,
  type Subject,
  strikesOne,
  subjectsOf,
  type Trouble,
  troubles,
} from './trouble-choices.ts';

/** Orders something to go wrong in the practice cluster, or all of it to end, and says what will be seen. */
export async function makeTroubleCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk, errors } = deps;
  const cluster = desk.practice();
  if (cluster === undefined)
    throw withButtons(answer(say, 'trouble-not-practice'), {
      title: say('button-start-practice'),
      command: commandIds.startPractice,
    });
  const trouble = troubles.find(one => one === argument) ?? (await pickTrouble(cluster, deps));
  const subject = await pickSubject(trouble, cluster, deps);
  try {
    await giveOrder(cluster.context.file, orderOf(trouble, subject));
  } catch (error) {
    throw answer(say, 'trouble-refused', { detail: error instanceof Error ? error.message : String(error) });
  }
  if (trouble === 'none') comeBack(cluster, deps);
  const about = subject.name === '' ? titleOf(trouble, deps) : `${titleOf(trouble, deps)}: ${subject.name}`;
  const sentence = say('trouble-made', { title: about, seen: seenOf(trouble, deps) });
  errors.run('offering to end trouble', async () => {
    const end = say('trouble-end');
    const pressed = await vscode.window.showInformationMessage(sentence, ...(trouble === 'none' ? [] : [end]));
    if (pressed === end) await vscode.commands.executeCommand(commandIds.makeTrouble, 'none');
  });
}

/** What waits is tried at once: a person wants to see it. */
function comeBack({ key }: LiveCluster, { desk, errors }: Deps): void {
  if (desk.hasPractice()) errors.run('coming back after trouble', () => desk.retry({ context: key }));
}

async function pickTrouble({ context }: LiveCluster, deps: Deps): Promise<Trouble> {
  const { say } = deps;
  // The list is of use without its marks, too.
  const active = activeTroubles(await standingOrders(context.file).catch(() => ({})));
  const items = inOrderOfUse(active).map(trouble => ({
    label: titleOf(trouble, deps),
    description: active.has(trouble) ? say('trouble-active') : '',
    detail: seenOf(trouble, deps),
    trouble,
  }));
  const title = say('trouble-choose');
  return (await pickOne(items, { title, matchOnDetail: true })).trouble;
}

async function pickSubject(trouble: Trouble, { mirror }: LiveCluster, deps: Deps): Promise<Subject> {
  if (!strikesOne(trouble)) return { namespace: '', name: '' };
  const items = subjectsOf(trouble, mirror).map(subject => ({
    label: subject.name,
    description: subject.namespace,
    subject,
  }));
  if (items.length === 0) throw answer(deps.say, 'trouble-no-subject');
  return (await pickOne(items, { title: titleOf(trouble, deps) })).subject;
}

function titleOf(trouble: Trouble, { say }: Deps): string {
  return say.data({ code: `trouble-${trouble}`, values: {} });
}

function seenOf(trouble: Trouble, { say }: Deps): string {
  return say.data({ code: `trouble-${trouble}-seen`, values: {} });
}
