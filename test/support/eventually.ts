import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats a check until it no longer throws, and resolves with what it returns. After the deadline (milliseconds) it rejects
 * with what the check threw last, so a failed assertion reads as itself.
 */
export async function eventually<T>(check: () => T | Promise<T>, deadline = 20_000): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw withDeadline(error, deadline);
    }
    await pause(50);
  }
}

function withDeadline(error: unknown, deadline: number): unknown {
  if (error instanceof Error) error.message = `${error.message}\n(still so after ${deadline / 1000} s)`;
  return error;
}
