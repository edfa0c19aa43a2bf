import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ClusterError, type ClusterFailure } from '../../../src/cluster/connection.ts';
import { createMirror, type MirrorChange } from '../../../src/cluster/mirror.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { testClock } from '../../support/cluster/clock.ts';
import { type LyingServer, lyingServer } from '../../support/cluster/lying.ts';
import { pod } from '../../support/cluster/objects.ts';

/** One thing that happens to a cluster or to the way there. */
type Step =
  | { readonly do: 'put' | 'remove' | 'recreate'; readonly ordinal: number }
  | {
      readonly do:
        | 'closed'
        | 'cut'
        | 'silent'
        | 'gone'
        | 'garbled'
        | 'forget'
        | 'down'
        | 'busy'
        | 'up'
        | 'sleep'
        | 'retry'
        | 'nudge';
    }
  | { readonly do: 'wait'; readonly milliseconds: number };

const ordinal = fc.integer({ min: 0, max: 6 });
const change = fc.record({ do: fc.constantFrom('put', 'remove', 'recreate'), ordinal });
const fault = fc.record({
  do: fc.constantFrom(
    'closed',
    'cut',
    'silent',
    'gone',
    'garbled',
    'forget',
    'down',
    'busy',
    'up',
    'sleep',
    'retry',
    'nudge',
  ),
});
const wait = fc.record({ do: fc.constant('wait' as const), milliseconds: fc.constantFrom(0, 1, 300, 6_000, 40_000) });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: fault }, { weight: 2, arbitrary: wait }),
  { maxLength: 40 },
) as fc.Arbitrary<Step[]>;

const AWAY: ClusterFailure = { kind: 'unreachable', detail: 'ECONNREFUSED' };
const BUSY: ClusterFailure = { kind: 'too-many-requests', detail: 'slow down', status: 429, retryAfterSeconds: 3 };

describe('a mirror under faults', () => {
  it('is equal to the server in the end, whatever happened, and what it announced adds up to the same', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (happenings, pageSize) => {
        const clock = testClock();
        const server = lyingServer(pageSize);
        const mirror = createMirror(server.connection, {
          kinds: ['Pod'],
          namespace: undefined,
          clock,
          onFault: assert.ifError,
        });
        const announced = new Map<string, KubernetesObject>();
        mirror.subscribe(news => {
          for (const one of news.changes) take(announced, one);
        });
        const world = play(
          server,
          () => clock.sleep(120_000),
          () => mirror.retry(),
          () => mirror.nudge(),
        );
        for (const step of happenings) {
          if (step.do === 'wait') await clock.advance(step.milliseconds);
          else world(step);
        }
        world({ do: 'up' });
        await clock.advance(120_000);
        assert.equal(mirror.status('Pod')?.state, 'live');
        assert.deepEqual(versions(mirror.list('Pod')), versions(server.objects('pods')));
        assert.deepEqual(versions([...announced.values()]), versions(server.objects('pods')));
        mirror.stop();
        await clock.settle();
        assert.deepEqual([server.open, clock.pending], [0, 0]);
      }),
      { numRuns: 150 },
    );
  });
});

function play(
  server: LyingServer,
  sleep: () => void,
  retry: () => void,
  nudge: () => void,
): (step: Exclude<Step, { do: 'wait' }>) => void {
  let incarnation = 0;
  let up = () => {};
  const alive = new Map<number, KubernetesObject>();
  const put = (ordinal: number, uid: string) => alive.set(ordinal, server.put(pod(`web-${ordinal}`, { uid })));
  const remove = (ordinal: number) => {
    const known = alive.get(ordinal);
    if (known !== undefined) server.remove(known);
    alive.delete(ordinal);
  };
  const refuse = (failure: ClusterFailure) => {
    up();
    up = server.fail(failure);
    server.end({ reason: 'cut' });
  };
  return step => {
    switch (step.do) {
      case 'put':
        put(step.ordinal, alive.get(step.ordinal)?.metadata.uid ?? `uid-${incarnation++}`);
        break;
      case 'remove':
        remove(step.ordinal);
        break;
      case 'recreate':
        remove(step.ordinal);
        put(step.ordinal, `uid-${incarnation++}`);
        break;
      case 'garbled':
        server.end({ reason: 'failed', error: new ClusterError({ kind: 'not-kubernetes', detail: 'watch' }) });
        break;
      case 'forget':
        server.forget();
        break;
      case 'down':
        refuse(AWAY);
        break;
      case 'busy':
        refuse(BUSY);
        break;
      case 'up':
        up();
        up = () => {};
        break;
      case 'sleep':
        sleep();
        break;
      case 'retry':
        retry();
        break;
      case 'nudge':
        nudge();
        break;
      default:
        server.end({ reason: step.do });
    }
  };
}

function take(known: Map<string, KubernetesObject>, { type, object, before }: MirrorChange): void {
  const { name } = object.metadata;
  assert.equal(
    known.get(name)?.metadata.resourceVersion,
    before?.metadata.resourceVersion,
    'before is what was announced last',
  );
  assert.equal(type === 'ADDED', before === undefined);
  if (type === 'DELETED') known.delete(name);
  else known.set(name, object);
}

function versions(objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ metadata }) => `${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`).sort();
}
