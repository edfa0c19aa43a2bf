import * as vscode from 'vscode';
import type { Mirror } from '../../cluster/mirror.ts';
import { lastSeen, messageOf } from '../../core/statefulset/events.ts';
import type { Lesson } from '../../practice/lessons/lesson.ts';
import { findLesson, lessons } from '../../practice/lessons/lessons.ts';
import { commandIds, viewIds } from '../ids.ts';
import { Cancelled } from '../problems.ts';
import type { Deps } from './deps.ts';
import { pickOne } from './pick-one.ts';

/** The reason of the event by which the practice cluster tells that a goal is reached. */
const REACHED = 'LessonReached';
const SECOND = 1_000;

/** Starts the practice cluster at the beginning of a lesson, says what is to be done, and later that it is done. */
export async function openLessonCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk, errors } = deps;
  const lesson = (typeof argument === 'string' ? findLesson(argument) : undefined) ?? (await pick(deps));
  const begun = Date.now();
  await desk.startLesson(lesson.name);
  await vscode.commands.executeCommand(`${viewIds.cluster}.focus`);
  const title = told(lesson.title, deps);
  errors.run('offering a hint', () => offerHint(title, lesson, deps));
  errors.run('waiting for the goal of a lesson', async () => {
    if (!(await teach(title, lesson, begun, deps))) return;
    const next = say('lesson-next');
    const pressed = await vscode.window.showInformationMessage(say('lesson-reached', { title }), next);
    if (pressed === next) await vscode.commands.executeCommand(commandIds.openLesson);
  });
}

/** Shows the task until the goal is reached, and says whether it was. What is closed ends the lesson for this window only. */
async function teach(title: string, lesson: Lesson, begun: number, deps: Deps): Promise<boolean> {
  const cluster = deps.desk.practice();
  if (cluster === undefined) throw new Cancelled();
  const looking = deps.verdicts(cluster)?.look(cluster, cluster.namespace === '' ? undefined : cluster.namespace);
  const task = deps.say('lesson-task', { title, task: told(lesson.task, deps) });
  const location = vscode.ProgressLocation.Notification;
  try {
    return await vscode.window.withProgress({ location, title: task, cancellable: true }, (_, closed) =>
      untilReached(cluster.mirror, lesson, begun, closed),
    );
  } finally {
    looking?.dispose();
  }
}

async function pick(deps: Deps): Promise<Lesson> {
  const items = lessons.map((lesson, index) => ({
    label: `${index + 1}. ${told(lesson.title, deps)}`,
    detail: told(lesson.task, deps),
    lesson,
  }));
  return (await pickOne(items, { title: deps.say('lesson-choose'), matchOnDetail: true })).lesson;
}

async function offerHint(title: string, lesson: Lesson, deps: Deps): Promise<void> {
  const hint = deps.say('lesson-hint-button');
  const pressed = await vscode.window.showInformationMessage(deps.say('lesson-begun', { title }), hint);
  if (pressed === hint) await vscode.window.showInformationMessage(told(lesson.hint, deps));
}

/** Resolves with `true` when the cluster says so, also when it has said so already, with `false` when the task is closed. */
function untilReached(
  mirror: Mirror,
  lesson: Lesson,
  begun: number,
  closed: vscode.CancellationToken,
): Promise<boolean> {
  return new Promise(resolve => {
    const look = () => {
      if (!isReached(mirror, lesson, begun)) return;
      unsubscribe();
      resolve(true);
    };
    const unsubscribe = mirror.subscribe(look);
    look();
    closed.onCancellationRequested(() => {
      unsubscribe();
      resolve(false);
    });
  });
}

/** The cluster keeps events of earlier lessons, and of this one when it was taken before. Their times have no fractions of seconds. */
function isReached(mirror: Mirror, { name }: Lesson, begun: number): boolean {
  return mirror
    .list('Event')
    .some(
      event =>
        event.reason === REACHED && messageOf(event).split(' ').includes(name) && lastSeen(event) > begun - SECOND,
    );
}

function told(code: string, { say }: Deps): string {
  return say.data({ code, values: {} });
}
