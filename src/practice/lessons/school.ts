import { createRecorder } from '../controllers/events.ts';
import { resources } from '../resources.ts';
import { StatusError } from '../status.ts';
import { timestamp } from '../store.ts';
import { bringIn, claimUids, clearAway, isCleared, requireRoom } from './belongings.ts';
import { holds } from './facts.ts';
import type { Lesson, Operator } from './lesson.ts';
import { findLesson } from './lessons.ts';
import { startOperator } from './operator.ts';
import { lessonNamespace } from './pieces.ts';
import type { LessonState } from './state.ts';
import { type Tools, takeStep } from './steps.ts';

/** Gives lessons, one at a time. */
export interface School {
  state(): LessonState | undefined;
  /** Clears the former lesson away and prepares this one. Throws 404 for one that there is not. */
  begin(name: string): void;
  stop(): void;
}

interface Parts extends Tools {
  readonly report: (error: unknown) => void;
}

/** Milliseconds between a change and the look at it: many changes come at once. */
const pause = 20;

export function createSchool({ report, ...tools }: Parts, kept?: LessonState): School {
  const { registry, book } = tools;
  const recorder = createRecorder(registry);
  let state = kept;
  let stopOperator = (): void => {};
  let cancel: (() => void) | undefined;

  const unsubscribe = registry.subscribe(({ resource }) => {
    if (resource !== resources.events) look();
  });
  if (state !== undefined) {
    if (state.phase !== 'clearing') employ(findLesson(state.lesson)?.operator);
    hurry(state);
    look();
  }

  function look(): void {
    if (state === undefined || state.phase === 'reached') return;
    cancel ??= registry.clock.after(pause, () => {
      cancel = undefined;
      try {
        goOn();
      } catch (error) {
        report(error);
      }
    });
  }

  function goOn(): void {
    const lesson = findLesson(state?.lesson ?? '');
    if (state === undefined || lesson === undefined) return;
    if (state.phase === 'clearing') state = afterClearing(lesson, state);
    if (state.phase === 'preparing') state = afterPreparing(lesson, state);
    if (state.phase === 'open') state = afterTrying(lesson, state);
  }

  function afterClearing(lesson: Lesson, now: LessonState): LessonState {
    if (!isCleared(registry)) return now;
    bringIn(registry, lesson);
    employ(lesson.operator);
    return { ...now, phase: 'preparing' };
  }

  function afterPreparing(lesson: Lesson, now: LessonState): LessonState {
    const step = lesson.steps[now.steps];
    if (!meets(step === undefined ? lesson.start : step.when, now)) return now;
    if (step === undefined) {
      const open: LessonState = { ...now, phase: 'open', claims: claimUids(registry) };
      hurry(open);
      return open;
    }
    takeStep(tools, step);
    look();
    return { ...now, steps: now.steps + 1 };
  }

  function afterTrying(lesson: Lesson, now: LessonState): LessonState {
    if (!meets(lesson.goal, now)) return now;
    congratulate(lesson);
    return { ...now, phase: 'reached', reachedAt: timestamp(registry.clock) };
  }

  function meets(facts: Lesson['goal'], { claims }: LessonState): boolean {
    return facts.every(fact => holds(registry, fact, claims));
  }

  /** Nobody wants to wait for the start of a lesson: until then, nodes are as fast as they can. */
  function hurry({ phase }: LessonState): void {
    book.hurry(phase === 'clearing' || phase === 'preparing');
  }

  /** Has somebody keep the set of the lesson, where the lesson wants that. */
  function employ(operator: Operator | undefined): void {
    stopOperator();
    stopOperator = operator === undefined ? () => {} : startOperator(registry, operator);
  }

  function congratulate(lesson: Lesson): void {
    const about = registry.find(resources.namespaces, undefined, lessonNamespace);
    if (about === undefined) return;
    const message = `The goal of the lesson ${lesson.name} is reached`;
    recorder.record({ about, type: 'Normal', reason: 'LessonReached', message, source: 'ordinal-lessons' });
  }

  return {
    state: () => state,
    begin(name) {
      const lesson = findLesson(name);
      if (lesson === undefined)
        throw new StatusError(404, 'NotFound', `lessons "${name}" not found`, { name, kind: 'lessons' });
      requireRoom(registry, lesson);
      employ(undefined);
      book.clear();
      state = { lesson: name, phase: 'clearing', steps: 0, claims: {} };
      hurry(state);
      clearAway(registry);
      look();
    },
    stop() {
      unsubscribe();
      stopOperator();
      cancel?.();
    },
  };
}
