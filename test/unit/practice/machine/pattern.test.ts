import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matcherOf } from '../../../../src/practice/machine/shell/pattern.ts';

const extended = { extended: true, ignoresCase: false };
const basic = { extended: false, ignoresCase: false };

function matches(pattern: string, line: string, options = extended): boolean {
  const found = matcherOf(pattern, options);
  assert.ok(found, pattern);
  return found(line);
}

/** Patterns that mean the same to JavaScript. */
const letters = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-c]', '\\w', '\\.', '^', '$', '\\b');
const { pattern } = fc.letrec<{ pattern: string }>(tie => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    letters,
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => one + other),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(${one}|${other})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}'))
      .map(([one, times]) => `(${one})${times}`),
  ),
}));

describe('a pattern', () => {
  it('is found where JavaScript finds it', () => {
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc.]{0,7}$/), (asked, line) => {
        const found = matcherOf(asked, extended);
        if (found !== undefined) assert.equal(found(line), new RegExp(asked).test(line), `${asked} in ${line}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that goes many ways takes no longer for it', () => {
    const line = 'a'.repeat(3_000);
    for (const asked of [
      '(a|a)*b',
      '((a+))+b',
      '(a*)*b',
      'a*a*a*a*a*a*a*b',
      '(.*)(.*)(.*)(.*)b',
      '(a?){100}b',
      '(((a{5}){5}){5})*b',
    ])
      assert.notEqual(matcherOf(asked, extended)?.(line), true, asked);
    assert.equal(matches('(a|a)*b', `${line}b`), true);
    assert.equal(matches('(a*)*$', line), true);
  });

  it('that is none, or comes to too much, is refused', () => {
    for (const asked of [
      '[',
      '[]',
      '(',
      ')',
      'a)',
      '*',
      '+a',
      'a{2,1}',
      'a{256}',
      'a{',
      'a{,}',
      '\\',
      '[b-a]',
      '[[:none:]]',
      '(a)\\1',
      '(?:a)',
    ])
      assert.equal(matcherOf(asked, extended), undefined, asked);
    for (const asked of ['\\(', 'a\\)', 'a\\{2}', 'a\\{2', '\\(a\\)\\1', '\\+'])
      assert.equal(matcherOf(asked, basic), undefined, asked);
    assert.equal(matcherOf('((((){255}){255}){255}){255}', extended), undefined);
    assert.equal(matcherOf('((a{50}){50}){50}', extended), undefined);
    assert.equal(matcherOf('a'.repeat(201), extended), undefined);
    assert.equal(matcherOf(`${'('.repeat(100)}${')'.repeat(100)}`, extended)?.('x'), true);
  });

  it('writes its operators with a backslash, or without where that is asked for', () => {
    for (const [asked, line] of [
      ['a\\|b', 'b'],
      ['^\\(ab\\)\\{2\\}$', 'abab'],
      ['xa\\+$', 'xaa'],
      ['^xa\\?$', 'x'],
      ['a+b', 'a+b'],
      ['(a|b)', '(a|b)'],
      ['*a', '*a'],
      ['^*a', '*a'],
      ['a^b$c', 'a^b$c'],
      ['\\(^a$\\|b\\)', 'a'],
      ['a{2}', 'a{2}'],
    ] as const) {
      assert.equal(matches(asked, line, basic), true, asked);
      assert.equal(matches(asked, 'zz', basic), false, asked);
    }
    assert.equal(matches('^(ab){2}$', 'abab'), true);
    assert.equal(matches('a\\+b', 'a+b'), true);
    assert.equal(matches('a\\+b', 'aab'), false);
  });

  it('knows classes, brackets, words and cases', () => {
    assert.equal(matches('^[[:digit:][:upper:]_]+$', 'A_1'), true);
    assert.equal(matches('^[[:digit:][:upper:]_]+$', 'a_1'), false);
    assert.equal(matches('^[]\\]$', '\\'), true);
    assert.equal(matches('^[^]a]$', ']'), false);
    assert.equal(matches('^[a-]$', '-'), true);
    assert.equal(matches('\\<web\\>', 'the web-0'), true);
    assert.equal(matches('\\<web\\>', 'webs'), false);
    assert.equal(matches('^.$', '😀'), true);
    const anyCase = { extended: true, ignoresCase: true };
    assert.equal(matches('^E[r-s]+', 'ERR', anyCase), true);
    assert.equal(matches('^err', 'ERR', anyCase), true);
    assert.equal(matches('^err', 'ERR'), false);
  });
});
