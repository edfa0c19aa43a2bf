import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../../src/cluster/change.ts';
import type { Mirror, MirrorNews } from '../../../../src/cluster/mirror.ts';
import type { StatefulSet } from '../../../../src/core/statefulset/model.ts';
import type { Renewed } from '../../../../src/editor/commands/preview-model.ts';
import { renewedPlan } from '../../../../src/editor/commands/renewed-plan.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const resource = { group: 'apps', version: 'v1', name: 'statefulsets', namespace: 'shop' };
const target: Target = { kind: 'StatefulSet', namespace: 'shop', name: 'web', resource };

function set(replicas: number, uid = 'one'): StatefulSet {
  const metadata = { name: 'web', namespace: 'shop', uid };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { replicas } } as unknown as StatefulSet;
}

/** A plan that is read, with a mirror and a clock in the hands of the test. */
function reading() {
  let now: StatefulSet | undefined = set(3);
  let pods = 'web-0 is ready';
  let time = 0;
  let cost = 0;
  const listeners = new Set<(news: MirrorNews) => void>();
  const timers: { readonly delay: number; readonly task: () => void }[] = [];
  const shown: Renewed[] = [];
  const mirror = {
    get: () => now,
    subscribe(listener: (news: MirrorNews) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Mirror;
  const sections = () => {
    time += cost;
    return [{ heading: 'notes', lines: [{ icon: 'info', text: pods }] }];
  };
  const clock = {
    now: () => time,
    after(delay: number, task: () => void) {
      const timer = { delay, task };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  };
  const stop = renewedPlan(
    { mirror },
    { targets: [target], news: [], sections },
    speaker(allSentences),
    clock,
  )(next => shown.push(next));
  return {
    shown,
    stop,
    listeners,
    delays: () => timers.map(({ delay }) => delay),
    costs(milliseconds: number) {
      cost = milliseconds;
    },
    happen(next: { readonly set?: StatefulSet | undefined; readonly pods?: string }, namespace = 'shop') {
      if ('set' in next) now = next.set;
      pods = next.pods ?? pods;
      const object = { metadata: { namespace } };
      for (const tell of listeners) tell({ changes: [{ object }], statuses: [] } as unknown as MirrorNews);
    },
    pass() {
      for (const { task } of timers.splice(0)) task();
    },
    told: () => shown.at(-1)?.news.flatMap(({ lines }) => lines.map(({ text }) => text)),
  };
}

test('what happens to the pods renews the plan soon, then once a second, however often it happens', () => {
  const plan = reading();
  plan.happen({ pods: 'web-0 is going' });
  plan.happen({ pods: 'web-0 is gone' });
  assert.deepEqual(plan.delays(), [200]);
  assert.equal(plan.shown.length, 0);
  plan.pass();
  assert.deepEqual(
    plan.shown.map(({ sections, isChanged }) => [sections[0]?.lines[0]?.text, isChanged]),
    [['web-0 is gone', false]],
  );
  plan.happen({ pods: 'web-0 is there' });
  assert.deepEqual(plan.delays(), [1_000]);
});

test('what changes nothing in the plan, or happens elsewhere, draws nothing', () => {
  const plan = reading();
  plan.happen({}, 'other');
  assert.deepEqual(plan.delays(), []);
  plan.happen({});
  plan.pass();
  assert.deepEqual(plan.shown, []);
});

test('what somebody else changes, deletes or puts in its place is told, and what is undone is told no more', () => {
  const plan = reading();
  plan.happen({ set: set(5) });
  plan.pass();
  assert.deepEqual(plan.told(), ['StatefulSet web: spec.replicas was 3 and is now 5']);
  assert.equal(plan.shown.at(-1)?.isChanged, true);
  plan.happen({ set: set(3) });
  plan.pass();
  assert.deepEqual(plan.told(), []);
  assert.equal(plan.shown.at(-1)?.isChanged, false);
  plan.happen({ set: undefined });
  plan.pass();
  assert.deepEqual(plan.told(), ['StatefulSet web was deleted; nothing would be done to it any more']);
  plan.happen({ set: set(3, 'two') });
  plan.pass();
  assert.match(plan.told()?.join() ?? '', /another of that name was made; nothing would be done to that one/);
});

test('a plan that takes long to make is made more seldom, and none after it is closed', () => {
  const plan = reading();
  plan.costs(500);
  plan.happen({ pods: 'a' });
  plan.pass();
  plan.happen({ pods: 'b' });
  assert.deepEqual(plan.delays(), [5_000]);
  plan.stop();
  assert.deepEqual([plan.delays(), plan.listeners.size], [[], 0]);
});
