import { at, objectOf, stringOf } from '../json.ts';
import { findLesson } from './lessons.ts';

/** How a lesson stands. Plain data, kept with the cluster. */
export interface LessonState {
  readonly lesson: string;
  /** `clearing` while the former lesson goes, `preparing` on the way to the start, then `open`, and `reached` when the goal is. */
  readonly phase: 'clearing' | 'preparing' | 'open' | 'reached';
  /** How many of its steps are done. */
  readonly steps: number;
  /** The uids of claims at the start, by name. */
  readonly claims: Readonly<Record<string, string>>;
  /** When the goal was reached. */
  readonly reachedAt?: string;
}

/** A state as it stood in a file; undefined for one that cannot be read. */
export function readLessonState(value: unknown): LessonState | undefined {
  const lesson = stringOf(at(value, 'lesson')) ?? '';
  const phase = (['clearing', 'preparing', 'open', 'reached'] as const).find(each => each === at(value, 'phase'));
  const steps = at(value, 'steps');
  if (findLesson(lesson) === undefined || phase === undefined || typeof steps !== 'number') return undefined;
  const claims = Object.entries(objectOf(at(value, 'claims'))).map(([name, uid]) => [name, String(uid)] as const);
  const reachedAt = stringOf(at(value, 'reachedAt'));
  return {
    lesson,
    phase,
    steps,
    claims: Object.fromEntries(claims),
    ...(reachedAt === undefined ? {} : { reachedAt }),
  };
}
