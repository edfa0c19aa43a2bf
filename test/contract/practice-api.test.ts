import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { type Door, kinds } from '../support/practice/door.ts';
import { doors } from '../support/practice/doors.ts';
import { pick, pluck, webSet } from '../support/practice-api.ts';

const { configMap, statefulSet } = kinds;
let number = 0;

for (const [name, open] of doors) {
  describe(`the practice API ${name}`, () => {
    let door: Door;
    let own: string;
    before(async () => {
      door = await open();
    });
    after(() => door.close());
    beforeEach(() => {
      number += 1;
      own = `c${number}`;
    });
    const config = (data: object, labels: object = {}) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: own, labels },
      data,
    });
    // a set without pods: its controllers, where there are any, have nothing to do
    const set = (spec: object = {}) => ({ ...webSet({ replicas: 0, ...spec }), metadata: { name: own } });

    it('makes an object with the defaults of the server', async () => {
      const { status, body } = await door.create(set());
      assert.equal(status, 201);
      assert.equal(pick(body, 'metadata.generation'), 1);
      assert.equal(pick(body, 'spec.podManagementPolicy'), 'OrderedReady');
      assert.equal(pick((await door.read(statefulSet, own)).body, 'metadata.uid'), pick(body, 'metadata.uid'));
    });

    it('refuses what the server refuses, with its words and causes', async () => {
      const { status, body } = await door.create(set({ replicas: -1 }));
      assert.equal(status, 422);
      assert.equal(
        pick(body, 'message'),
        `StatefulSet.apps "${own}" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0`,
      );
      assert.equal(pick(body, 'details.causes.0.field'), 'spec.replicas');
    });

    it('says what is not there, and what is there already', async () => {
      assert.equal((await door.read(configMap, own)).status, 404);
      await door.create(config({}));
      const again = await door.create(config({}));
      assert.deepEqual([again.status, pick(again.body, 'reason')], [409, 'AlreadyExists']);
    });

    it('runs dry without leaving anything', async () => {
      assert.equal((await door.create(config({ a: 'b' }), true)).status, 201);
      assert.equal((await door.read(configMap, own)).status, 404);
    });

    it('lists by label', async () => {
      await door.create(config({}, { mark: own }));
      const { body } = await door.list(configMap, `mark=${own}`);
      assert.deepEqual(pluck(body, 'metadata.name'), [own]);
    });

    it('patches in every form', async () => {
      await door.create(config({ a: '1' }));
      await door.patch({ ...config({ b: '2' }), metadata: { name: own } }, 'merge');
      await door.patch({ ...config({ c: '3' }), metadata: { name: own } }, 'strategic');
      const operations = [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'remove', path: '/data/a' },
      ];
      const { body } = await door.patch({ ...config({}), operations }, 'json');
      assert.deepEqual(pick(body, 'data'), { b: '2', c: '3' });
      const refused = await door.patch({ ...config({}), operations }, 'json');
      assert.equal(refused.status, 422);
    });

    it('keeps the fields of one applier from another', async () => {
      await door.patch(config({ a: '1' }), 'apply', { manager: 'one' });
      const refused = await door.patch(config({ a: '2' }), 'apply', { manager: 'two' });
      assert.deepEqual([refused.status, pick(refused.body, 'details.causes.0.field')], [409, '.data.a']);
      const forced = await door.patch(config({ a: '2' }), 'apply', { manager: 'two', force: true });
      assert.equal(pick(forced.body, 'data.a'), '2');
    });

    it('refuses a write that has not seen the latest version', async () => {
      const { body: first } = await door.create(config({ a: '1' }));
      await door.patch(config({ a: '2' }), 'merge');
      const late = await door.replace({ ...Object(first), apiVersion: 'v1', kind: 'ConfigMap' });
      assert.deepEqual([late.status, pick(late.body, 'reason')], [409, 'Conflict']);
      assert.equal((await door.replace(config({ a: '3' }))).status, 200);
    });

    it('tells a watch everything in order', async () => {
      const watched = await door.watch(configMap);
      await door.create(config({}));
      await door.patch(config({ a: '1' }), 'merge');
      await door.remove(configMap, own);
      await eventually(() => {
        const about = watched.events.filter(event => event.endsWith(` ${own}`));
        assert.deepEqual(about, [`ADDED ${own}`, `MODIFIED ${own}`, `DELETED ${own}`]);
      });
      watched.stop();
    });
  });
}
