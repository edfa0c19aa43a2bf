import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecorder, type Happening } from '../../../../src/practice/controllers/events.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { namespace, newPod, practiceCluster } from '../../../support/practice-cluster.ts';

function happening(more: Partial<Happening> = {}): Happening {
  const pod = newPod('web');
  return {
    about: { ...pod, metadata: { ...pod.metadata, namespace, uid: 'pod-1' } },
    type: 'Normal',
    reason: 'Tested',
    message: 'it works',
    source: 'test-controller',
    ...more,
  };
}

function recorded(...happenings: readonly Happening[]) {
  const cluster = practiceCluster();
  const recorder = createRecorder(cluster.registry);
  for (const each of happenings) {
    recorder.record(each);
    cluster.advance(2000);
  }
  return { cluster, events: cluster.registry.list(resources.events, namespace) };
}

describe('recording events', () => {
  it('counts equal events instead of repeating them', () => {
    const { events } = recorded(happening(), happening(), happening());
    assert.deepEqual(
      events.map(event => event.count),
      [3],
    );
    const [event] = events;
    assert.equal(Date.parse(event?.lastTimestamp ?? '') - Date.parse(event?.firstTimestamp ?? ''), 4000);
    assert.equal(event?.source?.component, 'test-controller');
  });

  it('keeps apart what differs in words, reason, type, teller or object', () => {
    const other = { ...newPod('db'), metadata: { name: 'db', namespace, uid: 'pod-2' } };
    const { events } = recorded(
      happening(),
      happening({ message: 'it broke' }),
      happening({ reason: 'Broke' }),
      happening({ type: 'Warning' }),
      happening({ source: 'other' }),
      happening({ about: other }),
    );
    assert.deepEqual(
      events.map(event => event.count),
      [1, 1, 1, 1, 1, 1],
    );
    assert.equal(new Set(events.map(event => event.metadata.name)).size, 6);
  });

  it('writes in the newer form, with a series, what tells an action', () => {
    const { events } = recorded(happening({ action: 'Scheduling' }), happening({ action: 'Scheduling' }));
    const [event] = events;
    assert.equal(events.length, 1);
    assert.equal(event?.count, undefined);
    assert.equal(event?.lastTimestamp, null);
    assert.match(event?.eventTime ?? '', /^2026-01-01T00:00:00\.\d{6}Z$/);
    assert.equal((event as { series?: { count: number } } | undefined)?.series?.count, 2);
  });

  it('tells again what was said about an event that is gone', () => {
    const { cluster } = recorded();
    const recorder = createRecorder(cluster.registry);
    recorder.record(happening());
    for (const event of cluster.registry.list(resources.events, namespace))
      cluster.registry.delete(resources.events, namespace, event.metadata.name);
    recorder.record(happening());
    assert.deepEqual(
      cluster.registry.list(resources.events, namespace).map(event => event.count),
      [1],
    );
  });

  it('goes on when the namespace takes no more events', () => {
    const { cluster } = recorded();
    const recorder = createRecorder(cluster.registry);
    const nowhere = happening();
    recorder.record({
      ...nowhere,
      about: { ...nowhere.about, metadata: { ...nowhere.about.metadata, namespace: 'gone' } },
    });
    assert.deepEqual(cluster.registry.list(resources.events), []);
  });

  it('forgets events an hour after they were last seen', () => {
    const { cluster } = recorded(happening());
    cluster.advance(50 * 60_000);
    assert.equal(cluster.registry.list(resources.events, namespace).length, 1);
    cluster.advance(20 * 60_000);
    assert.equal(cluster.registry.list(resources.events, namespace).length, 0);
  });
});
