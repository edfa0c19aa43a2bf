import * as vscode from 'vscode';
import type { Lesson } from '../../practice/lessons/lesson.ts';
import { findLesson, lessons } from '../../practice/lessons/lessons.ts';
import { forgetLesson, rememberedLesson, rememberLesson } from '../connect/lesson-memory.ts';
import { Slot } from '../dispose.ts';
import { commandIds, GO_ON, viewIds } from '../ids.ts';
import type { Deps } from './deps.ts';
import { followGoal, type LessonGoal } from './lesson-goal.ts';
import { pickOne } from './pick-one.ts';

/** The lesson that is under way in this window. */
interface Course {
  readonly lesson: Lesson;
  readonly goal: LessonGoal;
}

/**
 * The command that starts the practice cluster at the beginning of a lesson, says what is to be done, and later that it is done. While a lesson
 * is under way it stands in the status bar, which leads here too: to its hint, to its end, and to other lessons.
 */
export function openLessonCommand(deps: Deps): (argument: unknown) => Promise<void> {
  let course: Course | undefined;
  const follow = (lesson: Lesson, begun: number) => {
    const followed = followLesson(lesson, begun, deps, () => {
      if (course === followed) course = undefined;
    });
    course = followed;
  };
  return async argument => {
    if (argument === GO_ON) return goOn(deps, (...under) => (course === undefined ? follow(...under) : undefined));
    const named = typeof argument === 'string' ? findLesson(argument) : undefined;
    const chosen = named ?? (await choose(course, deps));
    if (chosen === 'hint') {
      const hint = course === undefined ? undefined : told(course.lesson.hint, deps);
      // A message is open for as long as a person likes, and the command does not wait for that.
      if (hint !== undefined) deps.errors.run('giving a hint', () => vscode.window.showInformationMessage(hint));
    } else if (chosen === 'end') course?.goal.end();
    else await begin(chosen, deps, follow);
  };
}

type Follow = (lesson: Lesson, begun: number) => void;

async function begin(lesson: Lesson, deps: Deps, follow: Follow): Promise<void> {
  const { desk, errors, memory } = deps;
  const begun = Date.now();
  await desk.startLesson(lesson.name);
  await vscode.commands.executeCommand(`${viewIds.cluster}.focus`);
  await rememberLesson(memory, { name: lesson.name, begun });
  follow(lesson, begun);
  errors.run('telling the task of a lesson', () => tellTask(lesson, deps));
}

/** Waits for the practice cluster, which comes back by itself, and goes on where it was; nothing is told again. */
function goOn({ desk, held, memory }: Deps, follow: Follow): void {
  const under = rememberedLesson(memory);
  const lesson = under === undefined ? undefined : findLesson(under.name);
  if (under === undefined || lesson === undefined) return;
  const waiting = held.add(new Slot());
  const look = () => {
    if (desk.practice() === undefined) return;
    waiting.set(undefined);
    // It may have ended meanwhile, or been begun anew.
    if (rememberedLesson(memory)?.begun === under.begun) follow(lesson, under.begun);
  };
  waiting.set(desk.onState(look));
  look();
}

function followLesson(lesson: Lesson, begun: number, deps: Deps, over: () => void): Course {
  const { desk, errors, verdicts, memory } = deps;
  const goal = followGoal(desk, lesson.name, begun, cluster =>
    verdicts(cluster)?.look(cluster, cluster.namespace === '' ? undefined : cluster.namespace),
  );
  const bar = showInBar(lesson, deps);
  errors.run('waiting for the goal of a lesson', async () => {
    const reached = await goal.ended;
    bar.dispose();
    over();
    await forgetLesson(memory, { name: lesson.name, begun });
    if (reached) await congratulate(lesson, deps);
  });
  return { lesson, goal };
}

async function choose(course: Course | undefined, deps: Deps): Promise<Lesson | 'hint' | 'end'> {
  const { say } = deps;
  const title = course === undefined ? '' : told(course.lesson.title, deps);
  const underWay =
    course === undefined
      ? []
      : [
          {
            label: `$(lightbulb) ${say('lesson-hint-of', { title })}`,
            detail: told(course.lesson.task, deps),
            chosen: 'hint' as const,
          },
          {
            label: `$(close) ${say('lesson-end', { title })}`,
            detail: say('lesson-end-detail'),
            chosen: 'end' as const,
          },
        ];
  const items = lessons.map((lesson, index) => ({
    label: `${index + 1}. ${told(lesson.title, deps)}`,
    detail: told(lesson.task, deps),
    chosen: lesson,
  }));
  const options = { title: say('lesson-choose'), matchOnDetail: true };
  return (await pickOne([...underWay, ...items], options)).chosen;
}

function showInBar(lesson: Lesson, deps: Deps): vscode.Disposable {
  const { held, say } = deps;
  const title = told(lesson.title, deps);
  const bar = held.add(vscode.window.createStatusBarItem('ordinal.lesson', vscode.StatusBarAlignment.Left, 8));
  bar.name = say('lesson-bar');
  bar.text = `$(mortar-board) ${title}`;
  bar.tooltip = `${taskOf(lesson, deps)}\n${say('lesson-bar-press')}`;
  bar.accessibilityInformation = { label: `${say('lesson-bar')}: ${title}` };
  bar.command = commandIds.openLesson;
  bar.show();
  return bar;
}

async function tellTask(lesson: Lesson, deps: Deps): Promise<void> {
  const hint = deps.say('lesson-hint-button');
  const pressed = await vscode.window.showInformationMessage(taskOf(lesson, deps), hint);
  if (pressed === hint) await vscode.window.showInformationMessage(told(lesson.hint, deps));
}

async function congratulate(lesson: Lesson, deps: Deps): Promise<void> {
  const next = deps.say('lesson-next');
  const sentence = deps.say('lesson-reached', { title: told(lesson.title, deps) });
  const pressed = await vscode.window.showInformationMessage(sentence, next);
  if (pressed === next) await vscode.commands.executeCommand(commandIds.openLesson);
}

function taskOf(lesson: Lesson, deps: Deps): string {
  return deps.say('lesson-task', { title: told(lesson.title, deps), task: told(lesson.task, deps) });
}

function told(code: string, { say }: Deps): string {
  return say.data({ code, values: {} });
}
