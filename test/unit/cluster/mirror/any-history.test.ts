import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ClusterError, type WatchEnd } from '../../../../src/cluster/connection.ts';
import { createMirror, type MirrorChange } from '../../../../src/cluster/mirror.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { testClock } from '../../../support/cluster/clock.ts';
import { type HistoricServer, historicServer } from '../../../support/cluster/historic.ts';
import { pod } from '../../../support/cluster/objects.ts';

type Write = { readonly do: 'put' | 'remove' | 'recreate'; readonly ordinal: number };

/** One thing that happens to a cluster or to the way there. */
type Step =
  | Write
  | { readonly do: 'compact' | 'lag' | 'bookmark' | 'down' | 'busy' | 'up' | 'sleep' | 'back-up' }
  | { readonly do: 'repeat'; readonly before: number }
  | { readonly do: 'end'; readonly end: WatchEnd }
  | { readonly do: 'slow'; readonly milliseconds: number }
  | { readonly do: 'restore'; readonly writes: readonly Write[] }
  | { readonly do: 'wait'; readonly milliseconds: number };

/** The pod that nobody ever deletes: a tree without it has flickered. */
const ANCHOR = 'web-0';
/** How long the mirror may take to find out about anything. */
const LONG = 180_000;

const garbled = new ClusterError({ kind: 'not-kubernetes', detail: 'watch' });
const away = new ClusterError({ kind: 'unreachable', detail: 'ECONNREFUSED' });
const busy = new ClusterError({ kind: 'too-many-requests', detail: 'later', status: 429, retryAfterSeconds: 3 });

const one = <T extends string>(...names: T[]) => fc.record({ do: fc.constantFrom(...names) });
const write = fc.record({
  do: fc.constantFrom('put' as const, 'remove' as const, 'recreate' as const),
  ordinal: fc.integer({ min: 1, max: 6 }),
});
const end = fc.record({
  do: fc.constant('end' as const),
  // A bookmark without metadata, like any line that is no event, ends a watch as the last of these.
  end: fc.constantFrom<WatchEnd>(
    { reason: 'closed' },
    { reason: 'cut' },
    { reason: 'silent' },
    { reason: 'gone' },
    { reason: 'failed', error: garbled },
  ),
});
const fault = one('compact', 'lag', 'bookmark', 'down', 'busy', 'up', 'sleep', 'back-up');
const repeat = fc.record({ do: fc.constant('repeat' as const), before: fc.integer({ min: 0, max: 3 }) });
const slow = fc.record({ do: fc.constant('slow' as const), milliseconds: fc.constantFrom(0, 5, 200) });
const restore = fc.record({ do: fc.constant('restore' as const), writes: fc.array(write, { maxLength: 8 }) });
const wait = fc.record({
  do: fc.constant('wait' as const),
  milliseconds: fc.constantFrom(0, 1, 5, 300, 6_000, 40_000),
});
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: write },
    { weight: 3, arbitrary: fault },
    { weight: 2, arbitrary: end },
    { weight: 4, arbitrary: wait },
    { weight: 1, arbitrary: repeat },
    { weight: 1, arbitrary: slow },
    { weight: 2, arbitrary: restore },
  ),
  { maxLength: 60 },
);

const put = (ordinal: number): Write => ({ do: 'put', ordinal });

/** Two histories give the same number to two pods of one name. */
const restoredToSameNumbers: [Step[], number] = [
  [put(1), put(2), put(2), put(2), { do: 'wait', milliseconds: 0 }, { do: 'restore', writes: [put(1)] }],
  1,
];

/** The first list ends after a page, and the next one comes from a server that has not heard of what that page showed. */
const takenUpByOneBehind: [Step[], number] = [
  [
    ...[put(1), put(2), put(3), put(1)],
    { do: 'slow', milliseconds: 200 },
    ...([{ do: 'wait', milliseconds: 0 }, { do: 'compact' }, { do: 'lag' }] satisfies Step[]),
    { do: 'wait', milliseconds: 6_000 },
  ],
  3,
];

describe('a mirror of a server with any history', () => {
  it('is equal to it in the end, shows nothing that was not so, and never takes away what is there', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (happenings, pageSize) => {
        const clock = testClock();
        const server = historicServer(clock, pageSize);
        server.put(pod(ANCHOR));
        const world = play(server);
        const mirror = createMirror(server.connection, {
          kinds: ['Pod'],
          namespace: undefined,
          clock,
          onFault: assert.ifError,
        });
        const announced = new Map<string, KubernetesObject>();
        let isKnown = false;
        mirror.subscribe(({ changes }) => {
          for (const change of changes) world.judge(change, announced);
          isKnown ||= mirror.get('Pod', 'shop', ANCHOR) !== undefined;
          if (isKnown) assert.ok(mirror.get('Pod', 'shop', ANCHOR), 'the tree is never without what is always there');
        });
        for (const step of happenings) {
          if (step.do === 'wait') await clock.advance(step.milliseconds);
          else if (step.do === 'sleep') clock.sleep(120_000);
          else if (step.do === 'restore') {
            world.restore(step.writes);
            await clock.advance(LONG);
          } else world.happens(step);
        }
        server.refuse(undefined);
        await clock.advance(LONG);
        assert.equal(mirror.status('Pod')?.state, 'live');
        assert.deepEqual(told(mirror.list('Pod')), told(server.objects.values()));
        assert.deepEqual(told(announced.values()), told(server.objects.values()));
        mirror.stop();
        await clock.settle();
        assert.deepEqual([server.open, clock.pending], [0, 0]);
      }),
      { numRuns: 300, examples: [restoredToSameNumbers, takenUpByOneBehind] },
    );
  });
});

function play(server: HistoricServer) {
  let count = 0;
  let backup = server.backUp();
  /** How often each object has gone, and whether numbers have gone back. */
  const goings = new Map<string, number>();
  let isRestored = false;
  const goes = ({ metadata: { uid = '' } }: KubernetesObject) => goings.set(uid, (goings.get(uid) ?? 0) + 1);

  function put(name: string, uid: string | undefined): void {
    count += 1;
    server.put(pod(name, { uid: uid ?? `uid-${count}`, image: `app:v${count}` }));
  }

  function remove(name: string): void {
    const known = server.objects.get(name);
    if (known === undefined) return;
    goes(known);
    server.remove(name);
  }

  function happens(step: Exclude<Step, { do: 'wait' | 'sleep' | 'restore' }>): void {
    switch (step.do) {
      case 'put':
        put(`web-${step.ordinal}`, server.objects.get(`web-${step.ordinal}`)?.metadata.uid);
        break;
      case 'remove':
        remove(`web-${step.ordinal}`);
        break;
      case 'recreate':
        remove(`web-${step.ordinal}`);
        put(`web-${step.ordinal}`, undefined);
        break;
      case 'compact':
        server.compact();
        break;
      case 'repeat':
        server.repeat(step.before);
        break;
      case 'lag':
        server.lag();
        break;
      case 'bookmark':
        server.bookmark();
        break;
      case 'end':
        server.end(step.end);
        break;
      case 'slow':
        server.latency = step.milliseconds;
        break;
      case 'down':
      case 'busy':
        server.refuse(step.do === 'down' ? away : busy);
        server.end({ reason: 'cut' });
        break;
      case 'up':
        server.refuse(undefined);
        break;
      case 'back-up':
        backup = server.backUp();
    }
  }

  return {
    happens,
    restore(writes: readonly Write[]): void {
      const { heard } = server;
      server.refuse(undefined);
      for (const [name, known] of server.objects)
        if (backup.objects.get(name)?.metadata.uid !== known.metadata.uid) goes(known);
      isRestored = true;
      server.restore(backup);
      // Once a new history is longer than what was heard of the old one, nobody can tell the two apart.
      const isUnheard = backup.revision >= heard;
      for (const each of writes) if (isUnheard || server.revision + 2 < heard) happens(each);
    },
    judge({ type, object, before }: MirrorChange, announced: Map<string, KubernetesObject>): void {
      const { name, uid = '', resourceVersion } = object.metadata;
      assert.equal(announced.get(name)?.metadata.resourceVersion, before?.metadata.resourceVersion);
      assert.equal(type === 'ADDED', before === undefined);
      assert.equal(before?.metadata.uid ?? uid, uid, 'another object is no change of this one');
      if (type === 'DELETED') {
        assert.ok((goings.get(uid) ?? 0) > 0, `${name} is there and was taken away`);
        if (!isRestored) goings.set(uid, -1);
        announced.delete(name);
        return;
      }
      assert.notEqual(goings.get(uid), -1, `${name} was gone and came back`);
      if (!isRestored && before !== undefined)
        assert.ok(Number(resourceVersion) > Number(before.metadata.resourceVersion), `${name} went back`);
      announced.set(name, object);
    },
  };
}

function told(objects: Iterable<KubernetesObject>): string[] {
  return [...objects]
    .map(each => `${each.metadata.name} ${each.metadata.uid} ${each.metadata.resourceVersion} ${imageOf(each)}`)
    .sort();
}

function imageOf(object: KubernetesObject): unknown {
  return JSON.stringify('spec' in object ? object.spec : undefined);
}
