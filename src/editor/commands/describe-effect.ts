import type { Effect } from '../../cluster/change.ts';
import type { CommandSay } from '../../words/words.ts';

/** What a change does, in one line: the title of its preview, its button, and its entry in the channel. */
export function effectText(effect: Effect, object: string, say: CommandSay): string {
  switch (effect.do) {
    case 'set-partition':
      return say('do-set-partition', { object, partition: effect.to });
    case 'set-replicas':
      return say('do-scale', { object, from: effect.from, to: effect.to });
    case 'set-image':
      return say('do-set-image', { object, container: effect.container, image: effect.to });
    case 'restart':
      return say('do-restart', { object });
    case 'roll-back':
      return say('do-roll-back', { object, revision: effect.to });
    case 'delete':
    case 'delete-pod':
      return say('do-delete', { object });
    case 'free-volume':
      return say('do-free-volume', { object });
    case 'reserve-volume':
      return say('do-reserve-volume', { object, claim: effect.claim });
    case 'apply':
      return say('do-apply', { object });
  }
}
