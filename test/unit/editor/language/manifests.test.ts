import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Manifests } from '../../../../src/editor/language/manifests.ts';
import { inSlices } from '../../../../src/editor/language/slices.ts';

const LONG = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n---\n'.repeat(1000);

function text(content: string, version = 1) {
  return { uri: { toString: () => 'file:///one.yaml' }, version, getText: () => content };
}

test('a version is read once', () => {
  const manifests = new Manifests();
  const one = text('kind: Service\napiVersion: v1\n');
  assert.equal(manifests.of(one), manifests.of(one));
});

test('a new version is read, and takes over the documents that stayed', () => {
  const manifests = new Manifests();
  const before = manifests.of(text('apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Service\n'));
  const after = manifests.of(text('apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Service\n# more\n', 2));
  assert.equal(after.documents[0]?.content, before.documents[0]?.content);
  assert.notEqual(after.documents[1]?.content, before.documents[1]?.content);
});

test('read in slices or at once, a text is the same', async () => {
  const sliced = await new Manifests().inSlices(text(LONG));
  const whole = new Manifests().of(text(LONG));
  assert.deepEqual(
    sliced?.documents.map(({ index, start, content }) => [index, start, content.text]),
    whole.documents.map(({ index, start, content }) => [index, start, content.text]),
  );
});

test('a text that changes while it is read gives nothing', async () => {
  let looks = 0;
  const changing = {
    ...text(LONG),
    get version() {
      looks += 1;
      return looks < 10 ? 1 : 2;
    },
  };
  // Compared by hand: what a failing comparison would print of it fills the memory.
  assert.ok((await new Manifests().inSlices(changing)) === undefined);
});

test('a text that is too long for typing is read when it is saved', async () => {
  const manifests = new Manifests();
  const long = text(`# ${'x'.repeat(1_000_001)}\napiVersion: v1\nkind: Service\n`);
  assert.equal((await manifests.inSlices(long))?.unread, 'too-long');
  assert.equal((await manifests.whenSaved(long))?.documents.length, 1);
});

test('work is done in order, with pauses in which others get a turn', async () => {
  const done: number[] = [];
  let breaths = 0;
  const busy = (item: number) => {
    const end = performance.now() + 4;
    while (performance.now() < end);
    done.push(item);
  };
  const finished = await inSlices([1, 2, 3, 4, 5, 6, 7, 8, 9], busy, undefined, async () => {
    breaths++;
  });
  assert.ok(finished);
  assert.deepEqual(done, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.ok(breaths > 1);
});

test('work that is no longer wanted stops', async () => {
  const done: number[] = [];
  const finished = await inSlices(
    [1, 2, 3],
    item => done.push(item),
    () => done.length < 2,
  );
  assert.equal(finished, false);
  assert.deepEqual(done, [1, 2]);
});
