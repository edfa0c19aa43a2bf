import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Pace } from '../../../../src/practice/nodes/stage.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { apiOf, pick, pods } from '../../../support/practice-api.ts';
import { type ClusterOptions, namespace, newPod, practiceCluster } from '../../../support/practice-cluster.ts';

function cluster(options: ClusterOptions = { conduct: { pace: (): Pace => 'human' } }) {
  const made = practiceCluster(options);
  const api = apiOf(made.registry, made.clock);
  return {
    ...made,
    api,
    untilRunning(name: string) {
      const isRunning = () => made.pod(name)?.status?.containerStatuses?.[0]?.state?.running !== undefined;
      for (let tick = 0; tick < 1_000 && !isRunning(); tick += 1) made.advance(100);
      assert.ok(isRunning());
    },
    log: (name: string, query = '') => String(api.call('GET', `${pods}/${name}/log${query}`).body),
    refusal(name: string, query = '') {
      const { status, body } = api.call('GET', `${pods}/${name}/log${query}`);
      return `${status} ${String(pick(body, 'message'))}`;
    },
  };
}

const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);

describe('the log of a container', () => {
  it('grows while the pod runs, and never changes behind', () => {
    const { create, advance, log } = cluster();
    create(newPod('web', { nodeName: 'node-1' }));
    advance(10_000);
    const early = log('web');
    advance(60_000);
    const late = log('web');
    assert.ok(linesOf(early).length >= 3);
    assert.ok(linesOf(late).length >= linesOf(early).length + 10);
    assert.ok(late.startsWith(early));
  });

  it('sounds like its image', () => {
    const { create, advance, log } = cluster();
    create(
      newPod('web', { nodeName: 'node-1' }, 'registry:5000/library/nginx:1.27'),
      newPod('cache', { nodeName: 'node-1' }, 'redis:8'),
      newPod('db', { nodeName: 'node-1' }, 'postgres:17'),
      newPod('shop', { nodeName: 'node-1' }, 'shop/cart:v1'),
    );
    advance(60_000);
    assert.match(log('web'), /"GET \S+ HTTP\/1\.1" 200/);
    assert.match(log('cache'), /Ready to accept connections/);
    assert.match(log('db'), /LOG: {2}database system is ready to accept connections/);
    assert.match(log('shop'), /level=info msg="starting" image="shop\/cart:v1" pod=shop/);
  });

  it('is cut as asked: by lines, by age, by bytes', () => {
    const { create, advance, log, clock } = cluster();
    create(newPod('web', { nodeName: 'node-1' }));
    advance(120_000);
    const all = linesOf(log('web'));
    assert.deepEqual(linesOf(log('web', '?tailLines=3')), all.slice(-3));
    assert.equal(log('web', '?tailLines=0'), '');
    assert.equal(log('web', '?limitBytes=10'), log('web').slice(0, 10));
    const recent = linesOf(log('web', '?sinceSeconds=30&timestamps=true'));
    assert.ok(recent.length > 3 && recent.length < all.length);
    for (const line of recent) {
      assert.match(line, /^2026-01-01T00:0\d:\d\d\.\d{9}Z time=/);
      assert.ok(Date.parse(line.split(' ')[0] ?? '') >= clock.now() - 30_000);
    }
    const time = new Date(clock.now() - 30_000).toISOString();
    assert.deepEqual(linesOf(log('web', `?timestamps=true&sinceTime=${time}`)), recent);
  });

  it('keeps the newest two thousand lines of a long life, without having to count the others', () => {
    const { create, advance, log } = cluster();
    create(newPod('web', { nodeName: 'node-1' }));
    advance(10 * 24 * 60 * 60 * 1000);
    const count = linesOf(log('web')).length;
    assert.ok(count > 1_900 && count <= 2_010, String(count));
  });

  it('is refused in the words of the server before the container has started', () => {
    const { create, advance, refusal, log } = cluster();
    create(newPod('new', { nodeName: 'node-1' }), newPod('missing', { nodeName: 'node-1' }, 'a:broken'));
    const waits = (pod: string, why: string) => `400 container "app" in pod "${pod}" is waiting to start: ${why}`;
    assert.equal(refusal('new'), waits('new', 'ContainerCreating'));
    advance(2_000);
    assert.equal(refusal('missing'), waits('missing', "image can't be pulled"));
    advance(2_000);
    assert.equal(refusal('missing'), waits('missing', 'trying and failing to pull image'));
    create(newPod('nowhere', { nodeSelector: { disk: 'none' } }));
    assert.equal(log('nowhere'), '');
  });

  it('is refused for a container that is not named or not there', () => {
    const { create, advance, refusal, log } = cluster();
    const containers = [
      { name: 'app', image: 'a:1' },
      { name: 'side', image: 'b:1' },
    ];
    create(newPod('two', { nodeName: 'node-1', containers, initContainers: [{ name: 'first', image: 'c:1' }] }));
    create(newPod('one', { nodeName: 'node-1', initContainers: [{ name: 'first', image: 'c:1' }] }));
    advance(10_000);
    assert.equal(
      refusal('two'),
      '400 a container name must be specified for pod two, choose one of: [app side] or one of the init containers: [first]',
    );
    assert.equal(refusal('two', '?container=x'), '400 container x is not valid for pod two');
    assert.match(log('two', '?container=side'), /image="b:1"/);
    assert.match(log('two', '?container=first'), /image="c:1"/);
    assert.match(log('one'), /image="app:v1"/);
    assert.equal(refusal('none'), '404 pods "none" not found');
  });

  it('refuses options that cannot be', () => {
    const { create, advance, refusal } = cluster();
    create(newPod('web', { nodeName: 'node-1' }));
    advance(10_000);
    assert.equal(refusal('web', '?tailLines=x'), '400 strconv.ParseInt: parsing "x": invalid syntax');
    assert.equal(
      refusal('web', '?tailLines=-1'),
      '422 PodLogOptions "" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
    );
    assert.equal(
      refusal('web', '?sinceSeconds=0'),
      '422 PodLogOptions "" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0',
    );
    assert.match(refusal('web', '?sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z'), /^422 .*at most one of/);
    assert.match(refusal('web', '?sinceTime=yesterday'), /^400 parsing time "yesterday"/);
  });

  it('tells of a crash, and of the run before it', () => {
    const { create, advance, log, refusal, pod, untilRunning } = cluster();
    create(newPod('web', { nodeName: 'node-1' }, 'app:crash'), newPod('fine', { nodeName: 'node-1' }));
    advance(2_000);
    assert.equal(refusal('web', '?previous=true'), '400 previous terminated container "app" in pod "web" not found');
    advance(6_000);
    assert.equal(pod('web')?.status?.containerStatuses?.[0]?.state?.waiting?.reason, 'CrashLoopBackOff');
    assert.match(log('web'), /msg="starting"[\s\S]*level=fatal msg="exiting" code=1\n$/);
    const first = log('web', '?previous=true');
    untilRunning('web');
    assert.equal(log('web', '?previous=true'), first);
    assert.doesNotMatch(log('web'), /fatal/);
    assert.match(refusal('fine', '?previous=true'), /previous terminated/);
  });

  it('of a crash loop at the pace of the recordings is there too', () => {
    const { create, advance, log } = cluster({});
    create(newPod('web', { nodeName: 'node-1' }, 'app:crash'));
    advance(1_000);
    assert.match(log('web'), /level=fatal/);
    assert.match(log('web', '?previous=true'), /level=fatal/);
  });

  it('complains while the container is not ready', () => {
    const { create, advance, log } = cluster();
    create(newPod('web', { nodeName: 'node-1' }, 'app:unready'));
    advance(60_000);
    assert.match(log('web', '?tailLines=1'), /level=warn msg="not ready"/);
  });
});

describe('a followed log', () => {
  it('goes on where it is, line by line, and ends with the pod', () => {
    const { create, advance, log, api, registry } = cluster();
    create(newPod('web', { nodeName: 'node-1' }));
    advance(30_000);
    const followed = api.watch(`${pods}/web/log?follow=true&tailLines=2`);
    const before = linesOf(log('web'));
    assert.deepEqual(followed.events, before.slice(-2));
    advance(30_000);
    const after = linesOf(log('web'));
    assert.deepEqual(followed.events, [...before.slice(-2), ...after.slice(before.length)]);
    assert.equal(followed.ended, false);
    registry.delete(resources.pods, namespace, 'web');
    advance(10_000);
    assert.equal(followed.ended, true);
  });

  it('ends with the last words of a container that crashes', () => {
    const { create, advance, api, untilRunning } = cluster();
    create(newPod('web', { nodeName: 'node-1' }, 'app:crash'));
    untilRunning('web');
    const followed = api.watch(`${pods}/web/log?follow=true`);
    advance(5_000);
    assert.match(String(followed.events.at(-1)), /level=fatal/);
    assert.equal(followed.ended, true);
  });

  it('of what has ended is only read', () => {
    const { create, advance, api } = cluster();
    create(newPod('web', { nodeName: 'node-1' }, 'app:crash'));
    advance(8_000);
    assert.match(String(api.call('GET', `${pods}/web/log?follow=true`).body), /level=fatal/);
  });

  it('ends after the bytes that were asked for', () => {
    const { create, advance, api } = cluster();
    create(newPod('web', { nodeName: 'node-1' }));
    advance(10_000);
    const followed = api.watch(`${pods}/web/log?follow=true&limitBytes=1000`);
    advance(120_000);
    assert.equal(followed.ended, true);
  });

  it('leaves nothing behind when the client goes away', () => {
    const { create, advance, api, registry } = cluster();
    create(newPod('web', { nodeName: 'node-1' }));
    advance(10_000);
    const followed = api.watch(`${pods}/web/log?follow=true`);
    followed.stop();
    const count = followed.events.length;
    advance(60_000);
    registry.delete(resources.pods, namespace, 'web');
    advance(10_000);
    assert.equal(followed.events.length, count);
    assert.equal(followed.ended, false);
  });
});
