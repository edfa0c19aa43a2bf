import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { virtualClock } from '../../../../src/practice/clock.ts';
import { furnish } from '../../../../src/practice/controllers/bootstrap.ts';
import { startControllers } from '../../../../src/practice/controllers/start.ts';
import { lessons } from '../../../../src/practice/lessons/lessons.ts';
import { createSchool } from '../../../../src/practice/lessons/school.ts';
import { readLessonState } from '../../../../src/practice/lessons/state.ts';
import { createDisks, volumeDisk } from '../../../../src/practice/machine/disks.ts';
import { orderBook } from '../../../../src/practice/orders.ts';
import { createRegistry } from '../../../../src/practice/registry/create-registry.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { adopted } from '../../../../src/practice/state-file.ts';
import { createStore, type StoreState } from '../../../../src/practice/store.ts';

/** A cluster at the pace of people, with a school. */
function schoolhouse(kept?: { readonly state: StoreState; readonly lesson: unknown; readonly time: number }) {
  const clock = virtualClock(kept?.time);
  const registry = createRegistry(createStore(clock, kept === undefined ? {} : { state: kept.state }));
  const faults: unknown[] = [];
  const report = (error: unknown) => faults.push(error);
  const book = orderBook(registry, 'human');
  const disks = createDisks(registry);
  const stop = startControllers(registry, { conduct: book.conduct, report: (_, __, error) => report(error) });
  if (kept === undefined)
    registry.create(resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
  furnish(registry);
  const school = createSchool({ registry, book, disks, report }, readLessonState(kept?.lesson));
  const set = (name: string) => registry.get(resources.statefulSets, 'default', name);
  return {
    clock,
    registry,
    book,
    disks,
    school,
    faults,
    set,
    stop() {
      school.stop();
      stop();
    },
    begin(name: string) {
      school.begin(name);
      clock.advance(15_000);
      assert.equal(school.state()?.phase, 'open', name);
    },
    patch: (name: string, patch: unknown) => registry.patch(resources.statefulSets, 'default', name, 'merge', patch),
    setImage(name: string, image: string) {
      const containers = set(name).spec.template.spec.containers.map(container => ({ ...container, image }));
      registry.patch(resources.statefulSets, 'default', name, 'merge', {
        spec: { template: { spec: { containers } } },
      });
    },
    pods: () => registry.list(resources.pods, 'default').map(pod => pod.metadata.name),
    reached: () =>
      registry
        .list(resources.events, 'default')
        .filter(event => event.reason === 'LessonReached')
        .map(event => event.message),
  };
}

const minute = 60_000;

describe('the lessons', () => {
  it('come to their start within seconds, whatever stood there before, and are open then', () => {
    const house = schoolhouse();
    for (const lesson of [...lessons, ...lessons.toReversed()]) {
      house.begin(lesson.name);
      assert.deepEqual(house.reached(), []);
      assert.equal(house.book.conduct.pace(), 'human');
    }
    assert.deepEqual(house.faults, []);
  });

  it('healthy trio: a rollout to the end is noticed', () => {
    const house = schoolhouse();
    house.begin('healthy-trio');
    assert.deepEqual(house.pods(), ['trio-0', 'trio-1', 'trio-2']);
    house.setImage('trio', 'shop/web:v2');
    house.clock.advance(5_000);
    assert.equal(house.school.state()?.phase, 'open');
    house.clock.advance(minute);
    assert.equal(house.school.state()?.phase, 'reached');
    assert.deepEqual(house.reached(), ['The goal of the lesson healthy-trio is reached']);
  });

  it('parked canary: one pod of three runs the new revision; letting all of them is the goal', () => {
    const house = schoolhouse();
    house.begin('parked-canary');
    const image = (pod: string) => house.registry.get(resources.pods, 'default', pod).spec.containers[0]?.image;
    assert.deepEqual(['canary-1', 'canary-2'].map(image), ['shop/web:v1', 'shop/web:v2']);
    house.clock.advance(minute);
    assert.equal(house.school.state()?.phase, 'open');
    house.patch('canary', { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } });
    house.clock.advance(minute);
    assert.equal(house.school.state()?.phase, 'reached');
  });

  it('stuck on a broken revision: the template is right again and nothing moves, until the pod goes', () => {
    const house = schoolhouse();
    house.begin('broken-revision');
    house.clock.advance(10 * minute);
    assert.equal(house.school.state()?.phase, 'open');
    house.registry.delete(resources.pods, 'default', 'stuck-2');
    house.clock.advance(minute);
    assert.equal(house.school.state()?.phase, 'reached');
  });

  it('claim Pending: a class of that name is what is missing', () => {
    const house = schoolhouse();
    house.begin('pending-claim');
    house.registry.create(resources.storageClasses, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'hollow.example.com/disk',
    });
    house.clock.advance(2 * minute);
    assert.equal(house.school.state()?.phase, 'reached');
  });

  it('retained claims: scaling up brings the old claims back, and what lies on them', () => {
    const house = schoolhouse();
    house.begin('retained-claims');
    assert.deepEqual(house.pods(), ['archive-0']);
    const claim = house.registry.get(resources.persistentVolumeClaims, 'default', 'data-archive-2');
    const volume = house.registry.get(resources.persistentVolumes, undefined, claim.spec.volumeName ?? '');
    assert.match(
      house.disks.get(volumeDisk(volume.metadata.uid ?? '')).get('/ledger.txt') ?? '',
      /entries of archive-2/,
    );
    house.patch('archive', { spec: { replicas: 3 } });
    house.clock.advance(minute);
    assert.equal(house.school.state()?.phase, 'reached');
  });

  it('retained claims: new claims of the same names are not the old ones', () => {
    const house = schoolhouse();
    house.begin('retained-claims');
    house.registry.delete(resources.persistentVolumeClaims, 'default', 'data-archive-2');
    house.clock.advance(1_000);
    house.patch('archive', { spec: { replicas: 3 } });
    house.clock.advance(minute);
    assert.equal(house.school.state()?.phase, 'open');
  });

  it('operator-owned: the operator takes edits of the set back, and follows its settings', () => {
    const house = schoolhouse();
    house.begin('operator-owned');
    assert.equal(house.set('owned').metadata.ownerReferences?.[0]?.kind, 'ConfigMap');
    house.setImage('owned', 'shop/db:v2');
    house.clock.advance(minute);
    assert.equal(house.set('owned').spec.template.spec.containers[0]?.image, 'shop/db:v1');
    assert.equal(house.school.state()?.phase, 'open');
    house.registry.patch(resources.configMaps, 'default', 'owned-settings', 'merge', { data: { image: 'shop/db:v2' } });
    house.clock.advance(2 * minute);
    assert.equal(house.school.state()?.phase, 'reached');
  });

  it('clear only away what lessons made, and take no name that a person uses', () => {
    const house = schoolhouse();
    const mine = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine', namespace: 'default' } };
    house.registry.create(resources.configMaps, mine);
    house.begin('operator-owned');
    house.begin('healthy-trio');
    assert.deepEqual(
      house.registry.list(resources.configMaps, 'default').map(each => each.metadata.name),
      ['mine'],
    );
    assert.deepEqual(house.pods(), ['trio-0', 'trio-1', 'trio-2']);
    house.registry.create(resources.configMaps, {
      ...mine,
      metadata: { name: 'owned-settings', namespace: 'default' },
    });
    assert.throws(() => house.school.begin('operator-owned'), /configmaps "owned-settings" already exists/);
    assert.throws(() => house.school.begin('dance'), /lessons "dance" not found/);
    assert.equal(house.school.state()?.lesson, 'healthy-trio');
  });

  it('go on after a restart where they were', () => {
    const before = schoolhouse();
    before.school.begin('operator-owned');
    before.clock.advance(300);
    before.stop();
    const state = adopted(JSON.parse(JSON.stringify(before.registry.store.dump())));
    const lesson = JSON.parse(JSON.stringify(before.school.state()));
    const house = schoolhouse({ state, lesson, time: before.clock.now() });
    house.clock.advance(10_000);
    assert.equal(house.school.state()?.phase, 'open');
    house.setImage('owned', 'shop/db:v9');
    house.clock.advance(10_000);
    assert.equal(house.set('owned').spec.template.spec.containers[0]?.image, 'shop/db:v1');
    assert.deepEqual(house.faults, []);
  });

  it('are read from a file only when they make sense', () => {
    assert.equal(readLessonState({ lesson: 'dance', phase: 'open', steps: 0 }), undefined);
    assert.equal(readLessonState({ lesson: 'healthy-trio', phase: 'asleep', steps: 0 }), undefined);
    const state = { lesson: 'healthy-trio', phase: 'reached', steps: 0, claims: { a: 'b' }, reachedAt: 'then' };
    assert.deepEqual(readLessonState(state), state);
  });
});
