import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose } from '../../../../../src/core/manifest/yaml/compose.ts';

const read = (text: string) => compose(text).value;
const faultsOf = (text: string) =>
  compose(text).faults.map(({ code, start, end }) => `${code} ${JSON.stringify(text.slice(start, end))}`);

test('a document is read as the API server would decode it', () => {
  const text = 'a: 010\ny: on\n1: x\nl: [1, "2", {b: ~}]\nt: |\n  two\n  lines\nd: 2020-01-01\nm:\n';
  assert.deepEqual(read(text), {
    a: 8,
    true: true,
    1: 'x',
    l: [1, '2', { b: null }],
    t: 'two\nlines\n',
    d: '2020-01-01',
    m: null,
  });
});

test('tags count, unknown ones do not', () => {
  assert.deepEqual(read('a: !!str 5\nb: !foo x\nc: !!int "3"\nd: !foo {e: 1}'), {
    a: '5',
    b: 'x',
    c: 3,
    d: { e: 1 },
  });
  assert.deepEqual(faultsOf('a: !foo x\n'), []);
});

test('aliases share their value and merge keys fill what the map itself lacks', () => {
  assert.deepEqual(read('a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\ne: *x\n'), {
    a: { b: 1, c: 2 },
    d: { b: 1, c: 3 },
    e: { b: 1, c: 2 },
  });
  assert.deepEqual(read('a: &x {b: 1}\ny: &y {b: 2, z: 3}\nd:\n  <<: [*x, *y]\n'), {
    a: { b: 1 },
    true: { b: 2, z: 3 },
    d: { b: 1, z: 3 },
  });
  assert.deepEqual(read('"<<": {a: 1}\n'), { '<<': { a: 1 } });
});

test('an overridden merge key is an idiom, a key that stands twice is not', () => {
  assert.deepEqual(faultsOf('a: &x {b: 1}\nd:\n  <<: *x\n  b: 3\n'), []);
  assert.deepEqual(faultsOf('a: 1\nb: 2\na: 3\n'), ['duplicate-key "a"']);
  assert.deepEqual(read('a: 1\na: 3\n'), { a: 3 });
  assert.deepEqual(compose('x:\n  - a: 1\n    a: 2\n').faults[0]?.path, ['x', 0, 'a']);
});

test('an alias needs an anchor above it, and not around it', () => {
  assert.deepEqual(faultsOf('a: *nope\n'), ['unknown-anchor "*nope"']);
  assert.deepEqual(faultsOf('a: &r [*r]\n'), ['infinite-alias "*r"']);
});

test('aliases of aliases do not grow without end', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      `k${level}: &a${level} [${Array(10)
        .fill(level === 0 ? 'x' : `*a${level - 1}`)
        .join(', ')}]`,
  );
  const { faults } = compose(levels.join('\n'));
  assert.ok(faults.length > 0 && faults.every(({ code }) => code === 'infinite-alias'));
});

test('many aliases of one large value count together', () => {
  const text = `a: &a [${Array(1000).fill('x').join(', ')}]\nb: [${Array(1000).fill('*a').join(', ')}]\n`;
  assert.ok(faultsOf(text).every(fault => fault.startsWith('infinite-alias')) && faultsOf(text).length > 0);
});

test('what every object inherits can be a key', () => {
  const value = read('__proto__: {polluted: true}\nconstructor: 1\n');
  assert.deepEqual(Object.keys(value as object), ['__proto__', 'constructor']);
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

test('keys that are no text become text', () => {
  assert.deepEqual(read('? [a]\n: b\n? {x: y}\n: c\n'), { '[a]': 'b', '{x: y}': 'c' });
});

test('a slip is told where it is, once', () => {
  assert.deepEqual(faultsOf('a: [1, 2\nb: 3\n'), ['unclosed-bracket "["']);
  assert.deepEqual(faultsOf('a: "x\nb: 3\n'), ['unclosed-quote "\\"x"']);
  assert.deepEqual(faultsOf("a: 'x\n"), ['unclosed-quote "\'x"']);
  assert.deepEqual(faultsOf('a:\n  b: 3\n c: 4\n'), ['bad-indentation "c: 4"']);
  assert.deepEqual(faultsOf('a: 1\n  b: 3\n'), ['bad-indentation "b: 3"']);
  assert.deepEqual(faultsOf('a: 1\nfoo\nb: 2\n'), ['missing-colon "foo"']);
  assert.deepEqual(faultsOf('a: 1\nfoo\n'), ['missing-colon "foo"']);
  assert.deepEqual(faultsOf('a: b: c\n'), ['colon-in-value "b: c"']);
  assert.deepEqual(faultsOf('a: @x\n'), ['yaml-syntax "@"']);
});

test('a value without a key is a slip, and so is a word in braces that runs into its value', () => {
  assert.deepEqual(faultsOf('a: {b: c}: x\n'), ['yaml-syntax ":"']);
  assert.deepEqual(faultsOf('a: [b]: c\n'), ['yaml-syntax ":"']);
  assert.deepEqual(faultsOf('a: {: c}\n'), ['yaml-syntax ":"']);
  assert.deepEqual(faultsOf('a:\n  : c\n'), ['yaml-syntax ":"']);
  assert.deepEqual(faultsOf('a: {b:{c: d}}\n'), ['yaml-syntax ":"']);
  assert.deepEqual(faultsOf('a: {b:[c]}\n'), ['yaml-syntax ":"']);
  for (const text of ['a: {"b":[c]}\n', "a: {'b':{c: d}}\n", 'a: {b: [c]}\n', 'a: {"": c}\n', 'a: {b}\n'])
    assert.deepEqual(faultsOf(text), [], text);
});

test('the first tab in the indentation is named, if tabs are the trouble', () => {
  assert.deepEqual(faultsOf('a:\n\tb: 1\n\tc: 2\n'), ['tab-indentation "\\t"']);
  assert.deepEqual(faultsOf('a: |\n  \tx\nb:\t1\n'), []);
  assert.deepEqual(faultsOf('a: |\n  x\n  \ty\nb: 1\nc: [1\n'), ['unclosed-bracket "["']);
});

test('a tab alone on its line, or before a comment, is one too many', () => {
  const tab = ['tab-indentation "\\t"'];
  assert.deepEqual(faultsOf('a: 1\n\t\nb: 2\n'), tab);
  assert.deepEqual(faultsOf('a: 1\n\t# c\nb: 2\n'), tab);
  assert.deepEqual(faultsOf('a:\n  - x\n\t\n  - y\n'), tab);
  assert.deepEqual(faultsOf('\t# c\na: 1\n'), tab);
  assert.deepEqual(faultsOf('{\n\t"a": 1,\n\t\n\t"b": 2\n}\n'), []);
  assert.deepEqual(faultsOf('a: 1\n  \t\nb: 2\t\n'), []);
});

test('a comment may touch what stands before it', () => {
  assert.deepEqual(faultsOf('a: {b: c}# d\ne: "x"#y\nf: [1]#z\n'), []);
  assert.deepEqual(read('a: {b: c}# d\ne: "x"#y\nf: x#y\n'), { a: { b: 'c' }, e: 'x', f: 'x#y' });
});

test('a text that nests without end is given up, not stumbled over', () => {
  for (const text of ['['.repeat(50_000), '{a: '.repeat(5_000), '- '.repeat(50_000), 'a:\n'.repeat(10)]) {
    assert.ok(Array.isArray(compose(text).faults));
  }
  assert.ok(compose(`${'['.repeat(300)}${']'.repeat(300)}`).faults.length > 0);
});
