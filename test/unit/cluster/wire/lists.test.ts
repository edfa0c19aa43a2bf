import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readList } from '../../../../src/cluster/wire/lists.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { failureOf } from '../../../support/cluster/over-tls.ts';

const all = (object: KubernetesObject) => object;

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (text: string, size = 7) => readList(inPieces(text, size), all);

/** Names and values with everything that matters in JSON, and characters of several bytes. */
const words = fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', 'ä', '🐘') });
const item = fc.record({
  metadata: fc.record({ name: words, labels: fc.dictionary(words, words, { maxKeys: 3 }) }),
  spec: fc.jsonValue({ maxDepth: 3 }),
});

describe('a list that is read while it comes', () => {
  it('is the same however it is written and however its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 5 }),
        fc.nat({ max: 2 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        async (items, indent, size, itemsFirst) => {
          const head = { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '9', continue: 'more' } };
          const list = itemsFirst ? { items, ...head } : { ...head, items };
          const got = await read(JSON.stringify(list, undefined, indent), size);
          assert.equal(got.resourceVersion, '9');
          assert.equal(got.continue, 'more');
          const wanted = items.map(one => ({ apiVersion: 'v1', kind: 'Pod', ...one }));
          assert.deepEqual(got.items, JSON.parse(JSON.stringify(wanted)));
        },
      ),
    );
  });

  it('keeps of each item what it is told to keep', async () => {
    const text =
      '{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"a"}}]}';
    const list = await readList(inPieces(text, 20), ({ kind, metadata }) => ({
      apiVersion: 'kept',
      kind,
      metadata: { name: `${metadata.name}!` },
    }));
    assert.deepEqual(list.items, [{ apiVersion: 'kept', kind: 'Pod', metadata: { name: 'a!' } }]);
    assert.equal('continue' in list, false);
  });

  it('may hold nothing, written either way', async () => {
    for (const items of ['[]', '[ ]', 'null']) {
      const text = `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9","continue":""},"items":${items}}`;
      assert.deepEqual(await read(text), { items: [], resourceVersion: '9' });
    }
    assert.deepEqual(await read('{"metadata":{"resourceVersion":"9"},"kind":"PodList"}'), {
      items: [],
      resourceVersion: '9',
    });
  });

  it('is not taken for one where a list stands elsewhere under that name', async () => {
    const text =
      '{"metadata":{"resourceVersion":"9","items":[{"a":1}]},"kind":"PodList","apiVersion":"v1","other":[1],"items":[{"metadata":{"name":"a"}}]}';
    const list = await read(text);
    assert.deepEqual(
      list.items.map(({ metadata }) => metadata.name),
      ['a'],
    );
  });

  it('is read once, though endless other lists stand before it', async () => {
    const others = '"other": [],'.repeat(100_000);
    const text = `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},${others}"items" : \n [{"metadata":{"name":"a"}}]}`;
    const list = await read(text, 65_536);
    assert.equal(list.items.length, 1);
  });

  it('is refused when it is cut, holds anything but objects, or is no list', async () => {
    const whole =
      '{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"a"}}]}';
    for (let length = 0; length < whole.length; length += 1) {
      assert.deepEqual(await failureOf(read(whole.slice(0, length))), { kind: 'not-kubernetes', detail: 'list' });
    }
    for (const text of [
      whole.replace('[{', '[1,{'),
      whole.replace('}}]', '}},"b"]'),
      whole.replace('"name":"a"', '"name":1'),
      whole.replace('PodList', 'Pod'),
      whole.replace('"9"', '9'),
      '<html>Log in</html>',
      '[]',
    ]) {
      assert.equal((await failureOf(read(text))).kind, 'not-kubernetes', text);
    }
  });
});
