import type { Target } from '../../cluster/change.ts';
import { ClusterError } from '../../cluster/connection.ts';
import { isKindName } from '../../cluster/mirror.ts';
import { differences } from '../../core/differences.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { answer } from '../problems.ts';
import { named } from '../target.ts';
import type { PreviewLine, PreviewSection } from './preview-model.ts';
import { untilMirror } from './until-mirror.ts';

/** How long the mirror may take to show what somebody else changed, in milliseconds. */
const PATIENCE = 5_000;
/** Changed fields that are told one by one. */
const TOLD = 6;

/** An object that a plan was made from, whole as the server gave it; `undefined` where the server refused before a plan was shown. */
export interface Seen {
  readonly target: Target;
  readonly live: KubernetesObject | 'absent' | undefined;
}

/** Thrown after a plan was confirmed that would not be shown so any more; the lines say what is new. */
export class ShownOtherwise extends Error {
  readonly lines: readonly PreviewLine[];

  constructor(lines: readonly PreviewLine[]) {
    super('the plan would be another now');
    this.lines = lines;
  }
}

/**
 * Shows a plan and makes the change, and if somebody else changed something in between, does it again from what is there now and says what
 * is new. So nobody confirms one thing and gets another. `round` notes in `seen` what it makes its plan from. Rejects with an answer where the
 * object is gone or another bears its name, and with what `round` rejects with otherwise.
 */
export async function asShown<T>(
  cluster: LiveCluster,
  round: (seen: Seen[], news: readonly PreviewSection[]) => Promise<T>,
  say: CommandSay,
): Promise<T> {
  let news: readonly PreviewSection[] = [];
  for (;;) {
    const seen: Seen[] = [];
    try {
      return await round(seen, news);
    } catch (error) {
      const lines = error instanceof ShownOtherwise ? error.lines : await newsIn(cluster, seen, error, say);
      news = [{ heading: say('section-meanwhile'), lines }];
    }
  }
}

/** What somebody else changed. Throws the error again where that does not explain it, or where the mirror does not show it in time. */
async function newsIn(
  cluster: LiveCluster,
  seen: readonly Seen[],
  error: unknown,
  say: CommandSay,
): Promise<PreviewLine[]> {
  if (!(error instanceof ClusterError)) throw error;
  const { kind } = error.failure;
  if (kind !== 'conflict' && kind !== 'not-found') throw error;
  const found = await Promise.all(seen.map(async each => ({ ...each, now: await nowOf(cluster, each.target) })));
  for (const { target, live, now } of found) {
    const uid = uidOf(live) ?? target.uid;
    if (now === undefined && uid !== undefined) throw answer(say, 'meanwhile-gone', { object: named(target) });
    if (now !== undefined && uid !== undefined && uid !== now.metadata.uid)
      throw answer(say, 'meanwhile-replaced', { object: named(target) });
  }
  const changed = found.flatMap(({ target, live, now }) =>
    now === undefined || isSame(live, target, now) ? [] : [{ target, live, now }],
  );
  if (changed.length === 0) throw error;
  for (const { target, now } of changed) if (!(await untilMirrored(cluster, target, now))) throw error;
  return changed.flatMap(({ target, live, now }) => changeLines(named(target), live, now, say));
}

/** An object as it is now; `undefined` for one that is not there. */
export async function nowOf({ connection }: LiveCluster, target: Target): Promise<KubernetesObject | undefined> {
  try {
    return await connection.get(target.resource, target.name);
  } catch (error) {
    if (error instanceof ClusterError && error.failure.kind === 'not-found') return undefined;
    throw error;
  }
}

interface Version {
  readonly generation?: number;
  readonly resourceVersion?: string;
}

function uidOf(live: Seen['live']): string | undefined {
  return live === 'absent' ? undefined : live?.metadata.uid;
}

/** By generation where there is one: a status that moved is no change. */
function isSame(live: Seen['live'], target: Target, { metadata: other }: KubernetesObject): boolean {
  if (live === 'absent') return false;
  const one: Version = live?.metadata ?? target;
  if (one.generation !== undefined) return one.generation === other.generation;
  return one.resourceVersion === undefined || one.resourceVersion === other.resourceVersion;
}

/** What somebody else changed in an object, field by field. */
export function changeLines(
  object: string,
  before: Seen['live'],
  after: KubernetesObject,
  say: CommandSay,
): PreviewLine[] {
  if (before === 'absent') return [{ icon: 'warning', text: say('meanwhile-created', { object }) }];
  const fields = before === undefined ? [] : differences(before, after);
  const line = (text: string): PreviewLine => ({ icon: 'warning', text });
  if (fields.length === 0) return [line(say('meanwhile-changed', { object }))];
  const told = fields.slice(0, TOLD).map(({ field, from, to }) => {
    if (from === undefined) return line(say('meanwhile-field-set', { object, field, to: to ?? '' }));
    if (to === undefined) return line(say('meanwhile-field-unset', { object, field, from }));
    return line(say('meanwhile-field', { object, field, from, to }));
  });
  const more = fields.length - told.length;
  return more === 0 ? told : [...told, line(say('meanwhile-more', { object, count: more }))];
}

/** Resolves with whether the mirror shows an object as new as this; at once for what it does not follow. */
async function untilMirrored(
  { mirror, namespace: shown }: LiveCluster,
  target: Target,
  now: KubernetesObject,
): Promise<boolean> {
  const { kind, namespace, name } = target;
  const isFollowed = isKindName(kind) && mirror.status(kind, namespace) !== undefined;
  if (!isFollowed || (shown !== '' && namespace !== undefined && namespace !== shown)) return true;
  const isThere = () => isAsNew(mirror.get(kind, namespace, name)?.metadata ?? {}, now.metadata);
  return (await untilMirror(mirror, () => isThere() || undefined, PATIENCE)) === true;
}

function isAsNew(mirrored: Version, now: Version): boolean {
  if (now.generation !== undefined) return (mirrored.generation ?? 0) >= now.generation;
  // Versions of one object can be told apart by size. Fact I7.
  return Number(mirrored.resourceVersion ?? 0) >= Number(now.resourceVersion ?? 0);
}
