import { isImageReference } from '../../core/images.ts';
import { arrived, type Pace, type Saying, type Stage, waiting } from './stage.ts';

/** Milliseconds until the node looks at the image, and between two looks: the kubelet tries again at each turn, without backing off. */
const look = { recorded: 150, human: 600, again: 12_000 } as const;

/** What the kubelet says of an image whose name it cannot read; `undefined` where it can. The API server takes any name (fact R19). */
export function unreadableImage(image: string): string | undefined {
  if (isImageReference(image)) return undefined;
  const cause = `couldn't parse image name "${image}": invalid reference format`;
  return `Failed to apply default image tag "${image}": ${cause}`;
}

/** The life of a container with such an image: it never begins, and the node says so again and again. */
export function* unreadableStages(message: string, pace: Pace): Generator<Stage, undefined> {
  yield arrived;
  const state = waiting('InvalidImageName', message);
  if (pace === 'recorded') {
    yield { ...arrived, at: look.recorded, state };
    return;
  }
  const says: readonly Saying[] = [
    { type: 'Warning', reason: 'InspectFailed', message },
    { type: 'Warning', reason: 'Failed', message: 'Error: InvalidImageName' },
  ];
  for (let at = arrived.at + look.human; ; at += look.again) yield { ...arrived, at, state, says };
}
