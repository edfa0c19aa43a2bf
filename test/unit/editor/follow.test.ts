import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindMap, KindName, KindStatus, Mirror, MirrorChange, MirrorNews } from '../../../src/cluster/mirror.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { toldOnce } from '../../../src/core/statefulset/told-once.ts';
import { type FollowedChange, followRollout } from '../../../src/editor/rollout/follow.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';
import { claim, pod, revision, statefulSet } from './objects.ts';

/** A mirror whose content a test sets, and a rollout followed in it. */
function follow(objects: readonly KubernetesObject[], change?: FollowedChange) {
  const held = new Map(objects.map(object => [`${object.kind}/${object.metadata.name}`, object]));
  const listeners = new Set<(news: MirrorNews) => void>();
  let status: KindStatus = { state: 'live' };
  const all = (kind: KindName) => [...held.values()].filter(object => object.kind === kind);
  const mirror = {
    kinds: ['StatefulSet'],
    get: (kind: KindName, _: string, name: string) => held.get(`${kind}/${name}`),
    list: all,
    indexed: (kind: KindName) => all(kind),
    status: () => status,
    subscribe(listener: (news: MirrorNews) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Mirror;
  const lines: string[] = [];
  let ended = 0;
  const tell = (news: MirrorNews) => {
    for (const listener of [...listeners]) listener(news);
  };
  const following = followRollout({
    mirror,
    target: { kind: 'StatefulSet', namespace: 'shop', name: 'web' },
    where: 'practice / shop',
    change,
    say: speaker(allSentences),
    told: toldOnce(),
    write: line => lines.push(line.slice('00:00:00  '.length)),
    onEnd: () => ended++,
    now: () => Date.parse('2026-01-01T00:05:17Z'),
  });
  const change_ = <O extends KubernetesObject>(type: MirrorChange['type'], object: O) => {
    if (type === 'DELETED') held.delete(`${object.kind}/${object.metadata.name}`);
    else held.set(`${object.kind}/${object.metadata.name}`, object);
    const kind = object.kind as keyof KindMap;
    tell({ changes: [{ kind, type, object, before: undefined } as MirrorChange], statuses: [] });
  };
  return {
    lines,
    following,
    change: change_,
    become(next: KindStatus) {
      status = next;
      tell({ changes: [], statuses: ['StatefulSet'] });
    },
    get ended() {
      return ended;
    },
    get listeners() {
      return listeners.size;
    },
  };
}

const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'uid-web', controller: true };

function owned(object: ReturnType<typeof pod>) {
  return { ...object, metadata: { ...object.metadata, ownerReferences: [owner] } };
}

const resting = statefulSet(
  { replicas: 1, updateStrategy: { rollingUpdate: { partition: 0 } } },
  { readyReplicas: 1, updatedReplicas: 1, replicas: 1 },
);

test('a rollout is followed to the sentence of kubectl, and then it ends', () => {
  const moving = { ...resting, metadata: { ...resting.metadata, generation: 2 } };
  const followed = follow([resting, owned(pod('web-0')), revision('web-a', 1)], { leadsTo: 2, done: ['Set it'] });
  assert.deepEqual(followed.lines, ['Set it']);
  followed.change('MODIFIED', moving);
  followed.change('MODIFIED', { ...moving, status: { ...moving.status, observedGeneration: 2, updatedReplicas: 0 } });
  assert.equal(followed.ended, 0);
  followed.change('MODIFIED', { ...moving, status: { ...moving.status, observedGeneration: 2 } });
  assert.deepEqual(followed.lines.slice(1), [
    'Waiting for statefulset spec update to be observed...',
    '0 of 1 pods have the newest template',
    'web is complete: 1/1 pods ready with the newest template',
    'No pod was replaced.',
  ]);
  assert.equal(followed.ended, 1);
  assert.equal(followed.listeners, 0);
});

test('an older state that happens to be complete does not end the watch of a change', () => {
  const followed = follow([resting], { leadsTo: 2, done: [] });
  followed.change('MODIFIED', { ...resting, status: { ...resting.status, availableReplicas: 1 } });
  assert.equal(followed.ended, 0);
});

test('where nothing is being rolled out the next rollout is waited for', () => {
  const followed = follow([resting, revision('web-a', 1)]);
  assert.match(followed.lines[0] ?? '', /^web {4}followed from here on \(practice \/ shop\)/);
  assert.match(followed.lines.at(-1) ?? '', /next rollout/);
  assert.equal(followed.ended, 0);
  followed.change('MODIFIED', { ...resting, status: { ...resting.status, readyReplicas: 0 } });
  assert.equal(followed.lines.at(-1), 'Waiting for 1 pods to be ready...');
  followed.change('MODIFIED', resting);
  assert.equal(followed.ended, 1);
});

test('pods are told with who they are, in a column', () => {
  const ten = statefulSet({ replicas: 11, updateStrategy: { rollingUpdate: {} } }, { readyReplicas: 0 });
  const followed = follow([ten, revision('web-a', 1)]);
  followed.change('ADDED', owned(pod('web-0', { ready: false })));
  assert.equal(followed.lines.at(-1), 'web-0   created at revision 1 (app:v1)');
});

test('a set that was deleted is followed until its last pod is gone, and its claims are named', () => {
  const last = owned(pod('web-0'));
  const followed = follow([resting, last, claim('data-web-0'), revision('web-a', 1)], {
    leadsTo: 'end',
    done: ['Delete'],
  });
  assert.deepEqual(followed.lines, ['Delete']);
  followed.change('DELETED', resting);
  assert.equal(followed.ended, 0);
  followed.change('DELETED', last);
  assert.equal(followed.ended, 1);
  assert.match(followed.lines.at(-1) ?? '', /^Kept with their data: data-web-0$/);
});

for (const order of ['before', 'after'])
  test(`pods that lose their owner ${order} their set is gone stay, and are not told as gone`, () => {
    const pods = [pod('web-0'), pod('web-1')];
    const two = { ...resting, spec: { ...resting.spec, replicas: 2 } };
    const leaving = { ...two, metadata: { ...two.metadata, deletionTimestamp: '2026-01-01T00:05:00Z' } };
    const followed = follow([two, ...pods.map(owned), claim('data-web-0'), revision('web-a', 1)]);
    const before = followed.lines.length;
    followed.change('MODIFIED', leaving);
    const release = () => pods.forEach(each => followed.change('MODIFIED', each));
    if (order === 'before') release();
    followed.change('DELETED', leaving);
    if (order === 'after') release();
    const told = followed.lines.slice(before).filter(line => !line.includes('Waiting for'));
    const lost = order === 'before' ? 'no longer belongs to web' : 'no longer has an owner';
    const lines = [`web-0  ${lost}, but is still there`, `web-1  ${lost}, but is still there`];
    assert.deepEqual(told, [
      ...(order === 'before' ? lines : []),
      'web    was deleted',
      ...(order === 'after' ? lines : []),
      'Still there, without an owner: web-0, web-1. Nothing replaces them when they fail.',
      'Kept with their data: data-web-0',
    ]);
    assert.equal(followed.ended, 1);
  });

test('a pod that was let go and is deleted then is told as deleted in the end', () => {
  const strayed = pod('web-1');
  const unready = { ...resting, status: { ...resting.status, readyReplicas: 0 } };
  const followed = follow([unready, owned(pod('web-0')), owned(strayed), revision('web-a', 1)], {
    leadsTo: 1,
    done: [],
  });
  followed.change('MODIFIED', strayed);
  assert.equal(followed.lines.at(-1), 'web-1  no longer belongs to web, but is still there');
  followed.change('DELETED', strayed);
  followed.change('MODIFIED', resting);
  assert.equal(followed.lines.at(-1), 'Deleted in 0 s: web-1');
});

test('a pod that is taken over again is not told as created', () => {
  const strayed = { ...pod('web-0'), metadata: { ...pod('web-0').metadata, labels: {} } };
  const unready = { ...resting, status: { ...resting.status, readyReplicas: 0 } };
  const followed = follow([unready, owned(pod('web-0')), revision('web-a', 1)]);
  followed.change('MODIFIED', strayed);
  followed.change('MODIFIED', owned(pod('web-0')));
  assert.match(followed.lines.at(-2) ?? '', /^web-0 {2}no longer belongs to web, but is still there$/);
  assert.match(followed.lines.at(-1) ?? '', /^web-0 {2}taken over again, at revision 1 \(app:v1\)$/);
});

test('a set that is only now being created is waited for', () => {
  const followed = follow([], { leadsTo: 1, done: [] });
  assert.equal(followed.ended, 0);
  followed.change('ADDED', resting);
  assert.equal(followed.ended, 1);
});

test('a pod that was deleted is followed until it is back', () => {
  const first = owned(pod('web-0'));
  const followed = follow([resting, first, revision('web-a', 1)], { leadsTo: 'recreation', done: [] });
  assert.equal(followed.ended, 0);
  followed.change('MODIFIED', { ...resting, status: { ...resting.status, readyReplicas: 0 } });
  followed.change('MODIFIED', resting);
  assert.equal(followed.ended, 1);
});

test('pods that are too many are followed until they are gone, though kubectl ends before', () => {
  const leaving = owned(pod('web-1', { deleting: true }));
  const before = [resting, owned(pod('web-0')), owned(pod('web-1')), revision('web-a', 1)];
  const followed = follow(before, { leadsTo: 1, done: [] });
  assert.equal(followed.ended, 0);
  followed.change('MODIFIED', leaving);
  assert.match(followed.lines.join('\n'), /^web-1 {2}is being deleted [^\n]*$/);
  followed.change('MODIFIED', { ...resting, status: { ...resting.status, replicas: 2, updatedReplicas: 2 } });
  followed.change('DELETED', leaving);
  // The status of the set comes after its pods.
  assert.equal(followed.ended, 0);
  followed.change('MODIFIED', resting);
  assert.equal(followed.ended, 1);
  assert.deepEqual(followed.lines.slice(1), [
    'web-1  gone',
    'web is complete: 1/1 pods ready with the newest template',
    'Deleted in 0 s: web-1',
  ]);
});

test('under OnDelete kubectl gives up, and the pods are followed all the same', () => {
  const manual = { ...resting, spec: { ...resting.spec, updateStrategy: { type: 'OnDelete' } } };
  const followed = follow([manual, revision('web-a', 1)], { leadsTo: 1, done: [] });
  assert.equal(followed.ended, 0);
  followed.change('ADDED', owned(pod('web-0')));
  assert.match(followed.lines.at(-1) ?? '', /^web-0 {2}ready/);
});

test('what happens elsewhere is not told', () => {
  const followed = follow([resting]);
  const before = followed.lines.length;
  followed.change('ADDED', { ...pod('db-0'), metadata: { name: 'db-0', namespace: 'shop', uid: 'other' } });
  assert.equal(followed.lines.length, before);
});

test('an outage is told once, and so is its end', () => {
  const followed = follow([resting]);
  const stale: KindStatus = { state: 'stale', since: 0, failure: { kind: 'unreachable', detail: '' }, retryAt: 1 };
  const before = followed.lines.length;
  followed.become(stale);
  followed.become(stale);
  followed.become({ state: 'live' });
  assert.equal(followed.lines.length, before + 2);
});

test('nothing is told after the watch was ended', () => {
  const followed = follow([resting]);
  const before = followed.lines.length;
  followed.following.dispose();
  followed.change('MODIFIED', { ...resting, status: { ...resting.status, readyReplicas: 0 } });
  assert.equal(followed.lines.length, before);
});

test('a set that is made says plainly that it is there, and one with a partition how far it is', () => {
  const made = follow([], { leadsTo: 1, done: [] });
  made.change('ADDED', { ...resting, status: { observedGeneration: 1, readyReplicas: 0 } });
  made.change('ADDED', owned(pod('web-0')));
  made.change('MODIFIED', resting);
  assert.ok(
    made.lines.some(line => /^web is there: 1\/1 pods ready$/.test(line)),
    made.lines.join('\n'),
  );
  const canary = statefulSet(
    { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
    { replicas: 3, readyReplicas: 3, updatedReplicas: 0 },
  );
  const pods = [0, 1, 2].map(number => owned(pod(`web-${number}`)));
  const held = follow([canary, ...pods, revision('web-a', 1)], { leadsTo: 1, done: [] });
  held.change('MODIFIED', { ...canary, status: { ...canary.status, updatedReplicas: 1 } });
  assert.ok(
    held.lines.some(line =>
      /^web is complete down to its partition: 1 with the newest template, 2 held back \(kubectl: partitioned roll out complete: 1 new/.test(
        line,
      ),
    ),
    held.lines.join('\n'),
  );
});

test('a long cause is told once, however often the reasons change', () => {
  const broken = (reason: string, message: string) => {
    const made = owned(pod('web-0', { ready: false }));
    const waiting = { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason, message } } };
    return { ...made, status: { ...made.status, containerStatuses: [waiting] } };
  };
  const unready = { ...resting, status: { ...resting.status, readyReplicas: 0 } };
  const followed = follow([unready, revision('web-a', 1)]);
  for (let turn = 0; turn < 3; turn += 1) {
    followed.change('MODIFIED', broken('ErrImagePull', 'no such image: app:v9'));
    followed.change('MODIFIED', broken('ImagePullBackOff', 'no such image: app:v9'));
  }
  assert.deepEqual(
    followed.lines.filter(line => line.includes('waits: ')),
    ['web-0  waits: ErrImagePull: no such image: app:v9', 'web-0  waits: ImagePullBackOff'],
  );
});
