import type { Run } from './run.ts';
import { type Speaker, voiceOf } from './voices.ts';

/** One line of a log. */
export interface Line {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** A program writes about every four seconds, never quite regularly. */
const rhythm = 4_000;
const irregular = 2_500;
const banner = 40;
const firstIdle = 2_000;
/** Older lines have been rotated away. */
const mostLines = 2_000;

/** The lines of a run from one time on and before another, both in milliseconds since 1970. The same question always has the same answer. */
export function linesBetween(run: Run, from: number, until: number, full: boolean): Line[] {
  const voice = voiceOf(run.container.image ?? '');
  const lines: Line[] = [];
  const first = voice.begin(speakerOf(run, run.begin));
  for (const [index] of first.entries()) {
    const at = run.begin + index * banner;
    lines.push({ at, text: voice.begin(speakerOf(run, at))[index] ?? '' });
  }
  const end = Math.min(until, run.end ?? until);
  const last = Math.floor((end - run.begin - firstIdle) / rhythm);
  const start = Math.max(0, Math.floor((from - run.begin - firstIdle - irregular) / rhythm), last - mostLines);
  for (let count = start; count <= last && !run.crashed; count += 1) {
    const at = timeOf(run, count);
    const speaker = speakerOf(run, at);
    if (isReadyAt(run, at)) lines.push({ at, text: voice.idle(speaker, count) });
    else lines.push({ at, text: full ? voice.full(speaker) : voice.waiting(speaker, count) });
  }
  if (run.crashed && run.end !== undefined) {
    const { end: crash } = run;
    lines.push(...voice.crash(speakerOf(run, crash)).map((text, index) => ({ at: crash + index, text })));
  }
  return lines.filter(({ at }) => at >= from && at < until);
}

/** When the next line is written, after a time; undefined when none will be. */
export function nextLineTime(run: Run, after: number): number | undefined {
  if (run.end !== undefined) return undefined;
  const begin = voiceOf(run.container.image ?? '').begin(speakerOf(run, run.begin)).length;
  for (let index = 0; index < begin; index += 1)
    if (run.begin + index * banner > after) return run.begin + index * banner;
  let count = Math.max(0, Math.floor((after - run.begin - firstIdle - irregular) / rhythm));
  while (timeOf(run, count) <= after) count += 1;
  return timeOf(run, count);
}

function timeOf(run: Run, count: number): number {
  return run.begin + firstIdle + count * rhythm + scatter(run, count);
}

/** From 0 to `irregular`, always the same for a line. */
function scatter({ pod, number }: Run, count: number): number {
  let hash = number + 1;
  for (const character of `${pod.metadata.uid ?? ''}/${count}`)
    hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  return Math.abs(hash) % irregular;
}

function isReadyAt(run: Run, at: number): boolean {
  return at >= run.turned ? run.ready : !run.ready;
}

function speakerOf({ pod, container }: Run, at: number): Speaker {
  return {
    image: container.image ?? '',
    pod: pod.metadata.name,
    port: container.ports?.[0]?.containerPort ?? 8080,
    folder: container.volumeMounts?.[0]?.mountPath ?? '/data',
    at,
  };
}
