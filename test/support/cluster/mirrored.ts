import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import {
  createMirror,
  type KindName,
  type KindStatus,
  type Mirror,
  type MirrorNews,
} from '../../../src/cluster/mirror.ts';
import { type TestClock, testClock } from './clock.ts';
import { type LyingServer, lyingServer } from './lying.ts';

/** A mirror of a lying server, on a clock that stands still. A test may put another server in its place before the start. */
export interface Mirrored {
  readonly clock: TestClock;
  server: LyingServer;
  readonly mirror: Mirror;
  news: MirrorNews[];
  readonly faults: unknown[];
  start(kinds?: readonly KindName[], namespace?: string): Promise<void>;
  /** The names of the pods that it has. */
  names(): string[];
  /** What was announced: `ADDED web-0`. */
  said(): string[];
  /** How many requests began so. */
  asked(what: string): number;
  state(kind?: KindName): KindStatus['state'] | undefined;
}

/** Made anew for each test of the suite; after each it has left no fault, no watch and no timer. */
export function mirrored(): Mirrored {
  let clock = testClock();
  let mirror: Mirror | undefined;
  const faults: unknown[] = [];
  const made = () => mirror ?? assert.fail('not started');
  const own: Mirrored = {
    server: lyingServer(),
    news: [],
    faults,
    get clock() {
      return clock;
    },
    get mirror() {
      return made();
    },
    async start(kinds = ['Pod'], namespace) {
      const onFault = (error: unknown) => faults.push(error);
      mirror = createMirror(own.server.connection, { kinds, namespace, clock, onFault });
      mirror.subscribe(batch => own.news.push(batch));
      await clock.settle();
    },
    names: () =>
      made()
        .list('Pod')
        .map(one => one.metadata.name),
    said: () => own.news.flatMap(batch => batch.changes).map(({ type, object }) => `${type} ${object.metadata.name}`),
    asked: what => own.server.requests.filter(request => request.startsWith(what)).length,
    state: (kind = 'Pod') => made().status(kind)?.state,
  };

  beforeEach(() => {
    clock = testClock();
    own.server = lyingServer();
    own.news = [];
    faults.length = 0;
  });

  afterEach(async () => {
    mirror?.stop();
    await clock.settle();
    assert.deepEqual(faults, []);
    assert.equal(own.server.open, 0, 'a stopped mirror leaves no watch open');
    assert.equal(clock.pending, 0, 'a stopped mirror leaves no timer');
  });
  return own;
}
