import type { Fate } from '../controllers/fates.ts';
import { arrived, running, type Stage, type StageState, waiting } from './stage.ts';

/** The stages of each fate, with the times and words of the nodes that played the recordings. */
export const recordedStages: Readonly<Record<Fate, readonly Stage[]>> = {
  ready: [arrived, quiet(150, running, true)],
  slow: [arrived, quiet(150, running), quiet(3150, running, true)],
  'never-ready': [arrived, quiet(150, running)],
  'image-missing': [
    arrived,
    quiet(150, waiting('ErrImagePull', 'image not found')),
    quiet(650, waiting('ImagePullBackOff', 'Back-off pulling image')),
  ],
  'crash-loop': [arrived, quiet(150, waiting('CrashLoopBackOff', 'back-off restarting failed container'), false, 3)],
};

function quiet(at: number, state: StageState, ready = false, restarts = 0): Stage {
  return { at, state, ready, restarts, says: [] };
}
