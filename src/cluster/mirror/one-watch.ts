import type { Connection, ResourcePath, WatchEnd, WatchEvent } from '../connection.ts';
import type { Belief } from './belief.ts';
import type { Clock } from './clock.ts';
import type { Shelf } from './shelf.ts';
import type { Standing } from './standing.ts';

/** What a watch is made with. */
interface Watching {
  readonly connection: Connection;
  readonly resource: ResourcePath;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly belief: Belief;
  readonly standing: Standing;
  readonly signal: AbortSignal;
}

/** What became of a watch. */
export interface WatchLife {
  readonly end: WatchEnd;
  /** The version up to which it has told everything. */
  readonly version: string;
  /** Whether the server began to answer. */
  readonly opened: boolean;
  /** Whether it told anything. */
  readonly brought: boolean;
  /** Milliseconds. */
  readonly lasted: number;
}

/** Watches from a version until the stream ends, and keeps the shelf as it tells. Rejects with a `ClusterError` at what is not believed. */
export async function watchOnce(watching: Watching, from: string): Promise<WatchLife> {
  const { connection, resource, shelf, clock, belief, standing, signal } = watching;
  const start = clock.now();
  let version = from;
  let opened = false;
  let brought = false;
  const onOpen = () => {
    opened = true;
    standing.watching();
  };
  const end = await connection.watch(resource, { resourceVersion: from, signal, onOpen }, event => {
    if (!opened) onOpen();
    const next = versionOf(event) ?? version;
    belief.event(next, version);
    brought = true;
    standing.heard();
    version = next;
    if (event.type !== 'BOOKMARK') shelf.apply(event.type, event.object);
  });
  return { end, version, opened, brought, lasted: clock.now() - start };
}

function versionOf(event: WatchEvent): string | undefined {
  return event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion;
}
