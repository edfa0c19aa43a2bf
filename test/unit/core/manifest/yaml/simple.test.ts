import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { composeWhole } from '../../../../../src/core/manifest/yaml/compose.ts';
import { readSimple } from '../../../../../src/core/manifest/yaml/simple.ts';
import { splitDocuments } from '../../../../../src/core/manifest/yaml/split.ts';
import { fixtureTexts, setText } from '../../../../support/manifest-texts.ts';

const documents = fixtureTexts().flatMap(text => splitDocuments(text).map(chunk => chunk.text));

/** What YAML is made of, whole and in pieces. */
const pieces = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n\n',
    ' \n',
    '\n  ',
    '- ',
    '-',
    ': ',
    ':',
    '? ',
    ', ',
    ',',
    '#',
    ' # c\n',
    '# c\n',
    '"',
    "'",
    '[',
    ']',
  ],
  ...[
    '{',
    '}',
    '&a ',
    '*a',
    '!!str ',
    '| ',
    '|\n',
    '|-\n    a\n',
    '|\n  a\n\n   b\n',
    '>\n',
    '%',
    '@',
    '`',
    '\t',
    '\r\n',
    '\\n',
  ],
  ...[
    'a',
    '1',
    '~',
    'null',
    'y',
    '0x1f',
    '\u00a0',
    '\ufeff',
    'é',
    '<<: ',
    '---\n',
    '...\n',
    'a: b\n',
    '- a\n',
    '  - ',
    '"\\"x"',
  ],
  ...['[a, b]', '{}', '[]', '{a: b}', '{a: [1, {b: c}], "d": e}', 'key:', 'key: &b {x: y}', '=', '.'],
];

function agrees(text: string): void {
  const simple = readSimple(text);
  if (simple === undefined) return;
  const { root, value, faults } = composeWhole(text);
  assert.deepEqual({ root: simple.node, value: simple.value, faults: [] }, { root, value, faults });
}

test('what is read without the parser is what the parser reads', () => {
  for (const text of documents) agrees(text);
});

test('it stays so whatever is typed into a manifest', () => {
  const change = fc.tuple(fc.noBias(fc.nat()), fc.nat(12), fc.constantFrom('', ...pieces));
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      (document, changes) => {
        let text = document;
        for (const [place, removed, added] of changes) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + added + text.slice(at + removed);
        }
        agrees(text);
      },
    ),
    { numRuns: 1500 },
  );
});

test('it stays so for whatever YAML can be put together of its pieces', () => {
  const line = fc.tuple(fc.nat(4), fc.array(fc.constantFrom(...pieces), { maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), lines => {
      agrees(lines.map(([indent, parts]) => `${' '.repeat(indent)}${parts.join('')}\n`).join(''));
    }),
    { numRuns: 2000 },
  );
});

test('most manifests need no parser', () => {
  const simple = documents.filter(text => readSimple(text) !== undefined);
  assert.ok(simple.length > documents.length * 0.9, `${simple.length} of ${documents.length}`);
});

test('comments, flow values, literals and lists at the margin of their key need none', () => {
  const text = setText().replace(
    'spec:\n',
    `spec:\n  # c\n  paused: {a: [1, "x: y", 'z'], b: {}} # c\n  args:\n  - -c # c\n  - |\n    one\n\n      # two\n  - "say \\"it\\""\n  -\n\n`,
  );
  assert.notEqual(readSimple(text), undefined);
  agrees(text);
});

test('a comment deeper than what follows it ends what is above, unless it is text', () => {
  const lines = setText().split('\n');
  for (let at = 0; at < lines.length; at += 1)
    for (const indent of [0, 1, 2, 4, 8, 12])
      agrees([...lines.slice(0, at), `${' '.repeat(indent)}# c`, ...lines.slice(at)].join('\n'));
  assert.equal(readSimple('a:\n  b: 1\n  # c\n'), undefined);
  assert.equal(readSimple('a: 1\n # c\n'), undefined);
  assert.notEqual(readSimple('a:\n  b: |\n    # c\nd: 1\n'), undefined);
});

const elsewhere = {
  'an anchor': 'a: &x 1\nb: *x\n',
  'a tag': 'a: !!str 1\n',
  'a merge key': 'a:\n  <<: {b: 1}\n',
  'a key twice': 'a: 1\na: 2\n',
  'a folded scalar': 'a: >\n  b\n',
  'a scalar of two lines': 'a: b\n  c\n',
  'a tab': 'a:\tb\n',
  'a map in a value': 'a: b: c\n',
  'a second document': 'a: 1\n---\nb: 2\n',
  'no map or list': 'a\n',
  nothing: '# a\n',
};

for (const [what, text] of Object.entries(elsewhere)) {
  test(`${what} is left to the parser`, () => {
    assert.equal(readSimple(text), undefined);
  });
}
