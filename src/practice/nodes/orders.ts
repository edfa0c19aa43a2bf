import type { Container, Pod } from '../../core/statefulset/model.ts';
import type { Context } from '../controllers/context.ts';
import type { Fate } from '../controllers/fates.ts';
import type { Addresses } from './addresses.ts';
import { occasionOf } from './occasion.ts';
import { stagesOf } from './stages.ts';
import type { Orders } from './tracks.ts';
import { unreadableImage, unreadableStages } from './unreadable-image.ts';

/** What nodes are to make of pods, asked anew each time. Remembers which images have been pulled where. */
export interface NodeOrders {
  /** A fate for each container, in their order. */
  fatesOf(pod: Pod): readonly Fate[];
  of(pod: Pod): Orders;
}

export function nodeOrders({ clock, conduct }: Context, addresses: Addresses): NodeOrders {
  /** `node image`, of what has been pulled. */
  const pulled = new Set<string>();

  const fatesOf = (pod: Pod): readonly Fate[] => pod.spec.containers.map(container => conduct.fateOf(pod, container));

  function planOf(pod: Pod, container: Container, fate: Fate) {
    const unreadable = unreadableImage(container.image ?? '');
    if (unreadable !== undefined) return unreadableStages(unreadable, conduct.pace());
    const image = `${pod.spec.nodeName ?? ''} ${container.image ?? ''}`;
    const occasion = occasionOf(pod, container, { pulled: pulled.has(image), address: addresses.of(pod) });
    if (fate !== 'image-missing') pulled.add(image);
    return stagesOf(fate, conduct.pace(), occasion);
  }

  return {
    fatesOf,
    of: pod => ({
      fates: fatesOf(pod),
      plan: (container, fate) => planOf(pod, container, fate),
      now: clock.now(),
    }),
  };
}
