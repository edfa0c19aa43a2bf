import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typingAt } from '../../../src/language/typing.ts';
import { atCursor } from '../../support/manifest-texts.ts';

function at(marked: string): string | undefined {
  const { text, offset } = atCursor(marked);
  const typing = typingAt(text, offset);
  return typing === undefined ? undefined : `${typing.at} ${typing.path.join('.')} “${typing.word}”`;
}

test('the way to a value is told from the indentation', () => {
  assert.equal(at('spec:\n  serviceName: d$0'), 'value spec.serviceName “d”');
  assert.equal(at('spec:\n  a:\n    b: 1\n  serviceName: $0\n'), 'value spec.serviceName “”');
  assert.equal(at('kind: $0'), 'value kind “”');
});

test('list items are steps of their own, wherever their hyphens stand', () => {
  const indented = 'spec:\n  containers:\n    - name: a\n      volumeMounts:\n        - name: $0';
  const flush = 'spec:\n  containers:\n  - name: a\n    volumeMounts:\n    - name: $0';
  for (const text of [indented, flush]) assert.equal(at(text), 'value spec.containers.#.volumeMounts.#.name “”');
  assert.equal(at('spec:\n  containers:\n    - name: a\n      image: $0'), 'value spec.containers.#.image “”');
  assert.equal(at('spec:\n  containers:\n  - name: a\n  - image: x\n    name: $0'), 'value spec.containers.#.name “”');
  assert.equal(at('spec:\n  accessModes:\n    - Read$0'), 'key spec.accessModes.# “Read”');
  assert.equal(at('a:\n  - - b: $0'), 'value a.#.#.b “”');
});

test('a new key belongs to the map around it', () => {
  assert.equal(at('spec:\n  selector:\n    matchLabels:\n      $0'), 'key spec.selector.matchLabels “”');
  assert.equal(at('spec:\n  a: 1\n  b$0\n  c: 2'), 'key spec “b”');
});

test('half-typed lines and blank lines around do not matter', () => {
  assert.equal(
    at('spec:\n  template:\n    spec:\n      oops\n\n# note\n      dnsPolicy: Clu$0ster # why'),
    'value spec.template.spec.dnsPolicy “Clu”',
  );
});

test('each document is for itself', () => {
  assert.equal(at('spec:\n  a: 1\n---\n  b: $0'), 'value b “”');
});

test('the whole word under the cursor is replaced, quotes not', () => {
  const { text, offset } = atCursor('spec:\n  serviceName: "my$0-db"');
  const typing = typingAt(text, offset);
  assert.equal(text.slice(typing?.start, typing?.end), 'my-db');
});

test('comments and brackets say nothing', () => {
  assert.equal(at('spec:\n  # serviceName: $0'), undefined);
  assert.equal(at('spec: {serviceName: $0'), undefined);
});
