import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProgressLine } from '../../../../src/core/statefulset/sight.ts';
import { toldOnce } from '../../../../src/core/statefulset/told-once.ts';

const PULL = 'failed to pull image "shop/web:broken": not found in the registry';

function waiting(subject: string, reason: string, message?: string): ProgressLine {
  return message === undefined
    ? { at: 0, subject, code: 'rollout-pod-waiting-briefly', values: { reason } }
    : { at: 0, subject, code: 'rollout-pod-waiting', values: { reason, message } };
}

const line = (subject: string, code: string): ProgressLine => ({ at: 0, subject, code, values: {} });
const told = (lines: readonly ProgressLine[]) =>
  lines.map(({ subject, code, values }) => [subject, code.replace('rollout-pod-', ''), values['reason']]);

test('a long message is told once, and the reasons that come in turn once for each pod', () => {
  const once = toldOnce();
  const first = once.news([waiting('web-2', 'ErrImagePull', PULL)]);
  assert.deepEqual(told(first), [['web-2', 'waiting', 'ErrImagePull']]);
  const turns = [waiting('web-2', 'ImagePullBackOff', `Back-off pulling image: ErrImagePull: ${PULL}`)];
  // It holds what was told, behind a few words more.
  assert.deepEqual(told(once.news(turns)), [['web-2', 'waiting-briefly', 'ImagePullBackOff']]);
  assert.equal(once.isNews('ImagePullBackOff'), false);
  for (let turn = 0; turn < 3; turn += 1) {
    assert.deepEqual(once.news([waiting('web-2', 'ErrImagePull', PULL)]), []);
    assert.deepEqual(once.news(turns), []);
  }
  assert.deepEqual(told(once.news([waiting('web-1', 'ErrImagePull', PULL)])), [
    ['web-1', 'waiting-briefly', 'ErrImagePull'],
  ]);
});

test('times, numbers and uids make no news of a message; another cause does', () => {
  const once = toldOnce();
  const crash = (pause: string, uid: string) =>
    `back-off ${pause} restarting failed container=app pod=web-2_shop(${uid})`;
  assert.equal(once.isNews(crash('10s', '3f2e1c7d-1111-4222-8333-444455556666')), true);
  assert.equal(once.isNews(crash('1m20s', '9f2e1c7d-1111-4222-8333-444455556667')), false);
  assert.equal(once.isNews(PULL), true);
  // What only begins alike is another.
  assert.equal(
    once.isNews(`${PULL}; and the node it was asked for has been out of space on its disk since this morning`),
    true,
  );
});

test('the words of a verdict are told as far as they are new, a name never without its reason', () => {
  const once = toldOnce();
  once.news([waiting('web-2', 'ErrImagePull', 'the registry has no such image')]);
  const words = ['ErrImagePull', 'the registry has no such image', 'shop:broken'];
  assert.deepEqual(once.newWords(words), ['ErrImagePull', 'shop:broken']);
  assert.deepEqual(once.newWords(words), []);
  assert.deepEqual(once.newWords(['ErrImagePull', 'the disk of the node is full']), [
    'ErrImagePull',
    'the disk of the node is full',
  ]);
});

test('a pod that goes on and waits again tells its reason again, not the message', () => {
  const once = toldOnce();
  once.news([waiting('web-2', 'ErrImagePull', PULL)]);
  for (const code of ['rollout-pod-created', 'rollout-pod-ready', 'rollout-pod-ready-again']) {
    assert.deepEqual(told(once.news([line('web-2', code), waiting('web-2', 'ErrImagePull', PULL)])), [
      ['web-2', code.replace('rollout-pod-', ''), undefined],
      ['web-2', 'waiting-briefly', 'ErrImagePull'],
    ]);
  }
});

test('any other line is told as often as it comes', () => {
  const once = toldOnce();
  const lines = [line('web-2', 'rollout-pod-not-ready'), line('web-2', 'rollout-pod-not-ready')];
  assert.deepEqual(once.news(lines), lines);
});

test('what has passed is news when it comes again', () => {
  const once = toldOnce();
  const lines = [waiting('web-2', 'ErrImagePull', PULL)];
  once.news(lines);
  once.forget();
  assert.deepEqual(once.news(lines), lines);
});
