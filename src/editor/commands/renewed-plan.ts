import type { Target } from '../../cluster/change.ts';
import { type Clock, isKindName, type MirrorNews, systemClock } from '../../cluster/mirror.ts';
import { differences } from '../../core/differences.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { changeLines } from './as-shown.ts';
import type { PreviewLine, PreviewSection, Renewal } from './preview-model.ts';

/** What comes together is shown together, in milliseconds. */
const GATHER = 200;
/** A plan that is being read is made anew at most this often, in milliseconds, and takes no more than a tenth of the time. */
const PAUSE = 1_000;
const SHARE = 10;

export interface Reading {
  /** What is changed. */
  readonly targets: readonly Target[];
  readonly news: readonly PreviewSection[];
  /** Makes the sections from what the mirror shows when it is called. */
  readonly sections: () => readonly PreviewSection[];
}

/**
 * Renews a plan while a person reads it: what becomes of the pods follows the mirror, and what somebody else changes in the objects
 * themselves is told above. The change stays held to what it was made from, so that saying yes to it then shows the plan anew.
 */
export function renewedPlan(
  { mirror }: Pick<LiveCluster, 'mirror'>,
  { targets, news, sections }: Reading,
  say: CommandSay,
  clock: Pick<Clock, 'now' | 'after'> = systemClock,
): Renewal {
  return show => {
    const before = targets.map(target => mirrored(target));
    const namespaces = new Set(targets.map(({ namespace }) => namespace));
    let shown = JSON.stringify([news, sections()]);
    let next = 0;
    let cancel: (() => void) | undefined;
    const renew = () => {
      cancel = undefined;
      const began = clock.now();
      const lines = targets.flatMap((target, index) => sinceLines(target, before[index], mirrored(target), say));
      const since = lines.length === 0 ? [] : [{ heading: say('section-meanwhile'), lines }];
      const renewed = { news: [...news, ...since], sections: sections(), isChanged: lines.length > 0 };
      const text = JSON.stringify([renewed.news, renewed.sections]);
      next = clock.now() + Math.max(PAUSE, SHARE * (clock.now() - began));
      if (text === shown) return;
      shown = text;
      show(renewed);
    };
    const unsubscribe = mirror.subscribe((happened: MirrorNews) => {
      const isAbout = happened.changes.some(
        ({ object: { metadata } }) => metadata.namespace === undefined || namespaces.has(metadata.namespace),
      );
      if (isAbout) cancel ??= clock.after(Math.max(GATHER, next - clock.now()), renew);
    });
    return () => {
      unsubscribe();
      cancel?.();
    };
  };

  function mirrored({ kind, namespace, name }: Target): KubernetesObject | undefined {
    return isKindName(kind) ? (mirror.get(kind, namespace, name) as KubernetesObject | undefined) : undefined;
  }
}

/** What is another than when the plan was shown; a status that moved is not. Both are as the mirror has them, which leaves things out. */
function sinceLines(
  { kind, name }: Target,
  before: KubernetesObject | undefined,
  now: KubernetesObject | undefined,
  say: CommandSay,
): PreviewLine[] {
  const object = `${kind} ${name}`;
  if (before === now) return [];
  if (before === undefined) return now === undefined ? [] : changeLines(object, 'absent', now, say);
  if (now === undefined) return [{ icon: 'warning', text: say('since-gone', { object }) }];
  if (now.metadata.uid !== before.metadata.uid) return [{ icon: 'warning', text: say('since-replaced', { object }) }];
  return differences(before, now).length === 0 ? [] : changeLines(object, before, now, say);
}
