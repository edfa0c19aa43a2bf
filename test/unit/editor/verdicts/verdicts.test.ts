import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime } from '../../../../src/core/clock-time.ts';
import type { Pod, StatefulSet } from '../../../../src/core/statefulset/model.ts';
import { toldOnce } from '../../../../src/core/statefulset/told-once.ts';
import { tellVerdicts } from '../../../../src/editor/verdicts/tell-verdicts.ts';
import { createVerdicts, type VerdictOptions } from '../../../../src/editor/verdicts/verdicts.ts';
import { setRow } from '../../../../src/editor/views/set-row.ts';
import type { WorkloadKey } from '../../../../src/editor/views/tree-model.ts';
import { verdictSentences } from '../../../../src/editor/views/verdict-text.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW } from '../../../support/statefulset.ts';
import { inState, setWith, storedMirror } from './stored-mirror.ts';

const say = speaker(allSentences);
const key = (name: string): WorkloadKey => ({ kind: 'StatefulSet', namespace: 'shop', name });

/** Verdicts whose turns a test takes. */
function judging(mirror: ReturnType<typeof storedMirror>['mirror'], more: Partial<VerdictOptions> = {}) {
  const turns: (() => void)[] = [];
  const changed: string[][] = [];
  const verdicts = createVerdicts(mirror, {
    features: () => ({}),
    onFault: error => assert.fail(String(error)),
    now: () => NOW,
    later(work) {
      turns.push(work);
      return () => turns.splice(turns.indexOf(work), 1);
    },
    ...more,
  });
  verdicts.onChange(keys => changed.push(keys.map(({ name }) => name)));
  const takeTurn = () => turns.shift()?.();
  return { verdicts, changed, turns, takeTurn };
}

test('a set with a broken pod is stuck, a whole one is fine, and only the touched are judged', () => {
  const { mirror } = storedMirror([...setWith('web', ['ready', 'cannot-pull']), ...setWith('db', ['ready'])]);
  const { verdicts, changed, takeTurn } = judging(mirror);
  verdicts.touch([key('web')]);
  assert.equal(verdicts.of(key('web')), undefined);
  takeTurn();
  assert.equal(verdicts.of(key('web'))?.verdict.cause, 'image-pull');
  assert.equal(verdicts.of(key('db')), undefined);
  assert.equal(verdicts.troubled, 1);
  verdicts.touch([key('db')]);
  takeTurn();
  assert.equal(verdicts.of(key('db'))?.verdict.verdict, 'fine');
  assert.equal(verdicts.troubled, 1);
  assert.deepEqual(changed, [['web'], ['db']]);
});

test('what is judged as before is no news, and what is gone is', () => {
  const objects = setWith('web', ['ready']);
  const { mirror } = storedMirror(objects);
  const { verdicts, changed, takeTurn } = judging(mirror);
  verdicts.touch([key('web')]);
  takeTurn();
  verdicts.touch([key('web')]);
  takeTurn();
  assert.deepEqual(changed, [['web']]);
  const gone = judging(storedMirror([]).mirror);
  gone.verdicts.touch([key('web')]);
  gone.takeTurn();
  assert.deepEqual(gone.changed, []);
});

test('a turn ends when its time is over, and the rest is judged in the next', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const { mirror } = storedMirror(names.flatMap(name => setWith(name, ['ready'])));
  let clock = 0;
  // Every look at the clock takes five milliseconds.
  const { verdicts, changed, turns, takeTurn } = judging(mirror, { now: () => (clock += 5) });
  verdicts.touch(names.map(key));
  while (turns.length > 0) takeTurn();
  assert.deepEqual(changed.flat(), names);
  assert.ok(changed.length > 1, 'all were judged in one turn');
});

test('time alone is looked at for what is not fine', () => {
  const { mirror } = storedMirror([...setWith('web', ['cannot-pull']), ...setWith('db', ['ready'])]);
  const { verdicts, turns, takeTurn } = judging(mirror);
  verdicts.touch([key('web'), key('db')]);
  takeTurn();
  verdicts.tick();
  assert.equal(turns.length, 1);
  const quiet = judging(storedMirror(setWith('db', ['ready'])).mirror);
  quiet.verdicts.touch([key('db')]);
  quiet.takeTurn();
  quiet.verdicts.tick();
  assert.equal(quiet.turns.length, 0);
});

test('the row of a stuck set begins with what it is stuck at, and its tooltip says it whole', () => {
  const objects = setWith('web', ['ready', 'cannot-pull']);
  const { mirror } = storedMirror(objects);
  const { verdicts } = judging(mirror);
  const judged = verdicts.judge(key('web'));
  assert.ok(judged);
  const row = setRow(objects[0] as StatefulSet, { say, now: NOW, showNamespace: false, verdictOf: () => judged });
  assert.match(row.description, /^stuck: cannot pull image · web-1 · 2\/2 ready/);
  assert.deepEqual(row.icon, { name: 'error', color: 'charts.red' });
  assert.deepEqual(row.tooltip[0], { sentence: verdictSentences(judged, 'web', say)[0] });
  assert.match(verdictSentences(judged, 'web', say).join(' '), /ImagePullBackOff.*Other pods run.*Then delete web-1/);
});

test('kinds that may not be read are named with the verdict', () => {
  const { mirror } = storedMirror(setWith('web', ['cannot-pull']), ['Event', 'Node']);
  const judged = judging(mirror).verdicts.judge(key('web'));
  assert.match(verdictSentences(judged, 'web', say).at(-1) ?? '', /Event, Node/);
});

test('what a rollout is stuck at is told once, and again only after it went on', () => {
  const objects = setWith('web', ['ready', 'cannot-pull']);
  const whole = setWith('web', ['ready', 'ready']).at(-1) as Pod;
  const { mirror, put } = storedMirror(objects);
  const { verdicts } = judging(mirror);
  const lines: string[] = [];
  const live = {
    current: verdicts,
    onChange: (listener: (keys: readonly WorkloadKey[]) => void) => ({ dispose: verdicts.onChange(listener) }),
  };
  const waiting = new Map<symbol, () => void>();
  const later = (callback: () => void) => {
    const turn = Symbol();
    waiting.set(turn, callback);
    return { dispose: () => waiting.delete(turn) };
  };
  const secondsPass = () => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const callback of due) callback();
  };
  const telling = tellVerdicts(
    live,
    key('web'),
    say,
    line => lines.push(line),
    toldOnce(),
    later,
    () => NOW + 65_000,
  );
  verdicts.judge(key('web'));
  assert.deepEqual(lines, []);
  // What passes by itself is never told.
  put(inState(whole, 'ready'));
  verdicts.judge(key('web'));
  secondsPass();
  assert.deepEqual(lines, []);
  put(inState(whole, 'cannot-pull'));
  verdicts.judge(key('web'));
  secondsPass();
  const first = lines.length;
  assert.match(lines[0] ?? '', /web-1 cannot start: its image cannot be pulled/);
  // With the time when it is said, not when it was judged: other lines were said in between.
  assert.match(lines[0] ?? '', new RegExp(`^${clockTime(NOW + 65_000)} `));
  verdicts.judge(key('web'));
  secondsPass();
  assert.equal(lines.length, first);
  put(inState(whole, 'ready'));
  verdicts.judge(key('web'));
  assert.equal(lines.length, first);
  put(inState(whole, 'cannot-pull'));
  verdicts.judge(key('web'));
  secondsPass();
  assert.equal(lines.length, 2 * first);
  put(inState(whole, 'ready'));
  verdicts.judge(key('web'));
  put(inState(whole, 'cannot-pull'));
  verdicts.judge(key('web'));
  telling.dispose();
  secondsPass();
  assert.equal(lines.length, 2 * first);
});
