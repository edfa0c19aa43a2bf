import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { splitDocuments } from '../../../../../src/core/manifest/yaml/split.ts';

const texts = (text: string) => splitDocuments(text).map(chunk => chunk.text);

test('a text is cut at its markers and nowhere else', () => {
  assert.deepEqual(texts('a: 1\n---\nb: 2\n'), ['a: 1\n', '---\nb: 2\n']);
  assert.deepEqual(texts('a: --- \n --- \nb: "---"\n---c: 1\n'), ['a: --- \n --- \nb: "---"\n---c: 1\n']);
  assert.deepEqual(texts('a\n--- b\n---\tc'), ['a\n', '--- b\n', '---\tc']);
});

test('comments and directives above the first marker belong to the document below it', () => {
  assert.deepEqual(texts('# c\n\n---\na: 1\n'), ['# c\n\n---\na: 1\n']);
  assert.deepEqual(texts('%YAML 1.2\n---\na: 1\n'), ['%YAML 1.2\n---\na: 1\n']);
  assert.deepEqual(texts('\uFEFF---\na: 1\n'), ['\uFEFF---\na: 1\n']);
});

test('a document may be empty, a text without content has none', () => {
  assert.deepEqual(texts('---\n---\nb: 1\n'), ['---\n', '---\nb: 1\n']);
  for (const nothing of ['', '\n\n', '# c\n', '\uFEFF', ' \r\n# x\r\n'])
    assert.deepEqual(texts(nothing), [], JSON.stringify(nothing));
});

test('an end marker ends a document and what follows may begin without a marker', () => {
  assert.deepEqual(texts('a: 1\n...\nb: 2\n'), ['a: 1\n...\n', 'b: 2\n']);
  assert.deepEqual(texts('a: 1\n...\n# end\n'), ['a: 1\n...\n']);
  assert.deepEqual(texts('a: 1\r\n---\r\nb: 2'), ['a: 1\r\n', '---\r\nb: 2']);
});

test('each chunk stands where it says, in order and without overlap', () => {
  const line = fc.constantFrom(
    '---',
    '...',
    '# c',
    '',
    'a: 1',
    '- b',
    '  ---',
    '--- x',
    '%YAML 1.2',
    'k: |',
    '  text',
    '"open',
    '---\r',
  );
  fc.assert(
    fc.property(fc.array(line), lines => {
      const text = lines.join('\n');
      let end = 0;
      for (const chunk of splitDocuments(text)) {
        assert.ok(chunk.start >= end);
        assert.equal(text.slice(chunk.start, chunk.start + chunk.text.length), chunk.text);
        end = chunk.start + chunk.text.length;
      }
    }),
  );
});

test('well-formed documents are as many as the parser finds', () => {
  const document = fc.constantFrom('a: 1\n', 'b:\n  - x\n  - y\n', 'c: |\n  text\n  --- not here\n', '# c\nd: "q"\n');
  fc.assert(
    fc.property(fc.array(document, { minLength: 1 }), documents => {
      const text = documents.join('---\n');
      assert.equal(splitDocuments(text).length, parseAllDocuments(text).length);
    }),
  );
});
