import type { Memory } from './memory.ts';

/** A lesson that is under way in a workspace. */
export interface LessonUnderWay {
  readonly name: string;
  /** When it began; milliseconds since 1970. */
  readonly begun: number;
}

const KEY = 'lesson';

/** The lesson that was under way when this workspace was open last. What is not as it was written is none. */
export function rememberedLesson(memory: Memory): LessonUnderWay | undefined {
  const value = memory.get(KEY);
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, begun } = value as Partial<Record<keyof LessonUnderWay, unknown>>;
  return typeof name === 'string' && typeof begun === 'number' ? { name, begun } : undefined;
}

export async function rememberLesson(memory: Memory, lesson: LessonUnderWay): Promise<void> {
  await memory.update(KEY, lesson);
}

/** Forgets a lesson that is over, and no later one. */
export async function forgetLesson(memory: Memory, { begun }: LessonUnderWay): Promise<void> {
  if (rememberedLesson(memory)?.begun === begun) await memory.update(KEY, undefined);
}
