import type { Fate } from '../controllers/fates.ts';
import { humanStages } from './human-stages.ts';
import { recordedStages } from './recorded-stages.ts';
import type { Occasion, Pace, Stage } from './stage.ts';

/** The life of a container under a fate: stages in order of time, perhaps without end. */
export function stagesOf(fate: Fate, pace: Pace, occasion: Occasion): Iterator<Stage, undefined> {
  return pace === 'human' ? humanStages(fate, occasion) : recordedStages[fate].values();
}

/** How long a deleted pod takes, in milliseconds: until its containers have stopped, and until it is gone. */
export function ending(fates: readonly Fate[], pace: Pace, grace: number): { stopped: number; gone: number } {
  if (pace === 'recorded') return { stopped: 100, gone: 200 };
  const own = fates.includes('slow') ? 6_000 : 1_800;
  const stopped = Math.min(own, grace * 1000);
  return { stopped, gone: stopped + 200 };
}
