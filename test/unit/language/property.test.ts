import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TextRange } from '../../../src/core/manifest/locate.ts';
import { type Manifest, parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { fixesFor } from '../../../src/language/actions.ts';
import { complete } from '../../../src/language/completion.ts';
import { type Diagnostic, diagnose } from '../../../src/language/diagnostics.ts';
import { hover } from '../../../src/language/hover.ts';
import { lenses } from '../../../src/language/lenses.ts';
import { links } from '../../../src/language/links.ts';
import { loadFieldHelp, loadFields } from '../../../src/language/tables.ts';
import { fixtureTexts } from '../../support/manifest-texts.ts';

const texts = fixtureTexts();
const file = '/folder/file.yaml';
const options = { fields: await loadFields() };
const help = await loadFieldHelp();

const piece = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '\t',
    ':',
    '- ',
    '"',
    "'",
    '[',
    '{',
    '}',
    '#',
    '|',
    '&a ',
    '*a',
    '<<: *a',
    '---\n',
    '...\n',
    'null',
    '0x',
    '\r\n',
    '\uFEFF',
    '\0',
    '{{',
    '!!str ',
    '?',
    ',',
    '%',
    '@',
    '~',
    '-1',
    '__proto__: 1\n',
  ),
  fc.string({ maxLength: 4 }),
);

/** A fixture with some stretches replaced. */
const mutated = fc
  .tuple(
    fc.nat(texts.length - 1),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), piece), { minLength: 1, maxLength: 4 }),
  )
  .map(([index, changes]) => {
    return changes.reduce((text, [where, length, replacement]) => {
      const start = Math.floor(where * text.length);
      return text.slice(0, start) + replacement + text.slice(start + length);
    }, texts[index] ?? '');
  });

function everything(
  text: string,
  previous?: Manifest,
): { readonly manifest: Manifest; readonly found: readonly Diagnostic[] } {
  const manifest = parseManifest(text, previous);
  const workspace = new Workspace();
  workspace.complete = true;
  workspace.put(file, manifest);
  const home = { file, workspace };
  const found = diagnose(manifest, home, options);
  const ranges: TextRange[] = [
    ...found,
    ...lenses(manifest),
    ...links(manifest, home),
    ...found.flatMap(one => fixesFor(one, manifest, home)).flatMap(({ edits }) => edits),
  ];
  for (const offset of [0, Math.floor(text.length / 3), text.length]) {
    const shown = hover(manifest, offset, undefined, help);
    if (shown !== undefined) ranges.push(shown);
    ranges.push(...complete(text, offset, manifest, { help, home }));
  }
  for (const { start, end } of ranges)
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}–${end} of ${text.length}`);
  return { manifest, found };
}

test('whatever becomes of a manifest, reading and checking it never throws, and every range lies inside the text', () => {
  fc.assert(
    fc.property(mutated, text => void everything(text)),
    { numRuns: 500 },
  );
});

test('any text at all is read without a throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'binary' }), text => void everything(`kind: Service\n${text}`)),
    { numRuns: 500 },
  );
});

/** Neighbours of all sorts in one folder: every file is one of a few texts at a time. */
const NEIGHBOURS = texts.filter(text =>
  /kind: (?:StatefulSet|Service|PodDisruptionBudget|PersistentVolume)/.test(text),
);
const edits = fc.array(fc.tuple(fc.nat(3), fc.nat(NEIGHBOURS.length - 1)), { minLength: 2, maxLength: 8 });

test('what is remembered about objects beside others is what would be found anew, whatever changes around them', () => {
  fc.assert(
    fc.property(edits, changes => {
      const workspace = new Workspace();
      workspace.complete = true;
      const manifests = new Map<string, Manifest>();
      for (const [place, index] of changes) {
        const name = `/folder/${place}.yaml`;
        manifests.set(name, parseManifest(NEIGHBOURS[index] ?? '', manifests.get(name)));
        for (const [held, manifest] of manifests) {
          workspace.put(held, manifest);
          diagnose(manifest, { file: held, workspace }, options);
        }
        const fresh = new Workspace();
        fresh.complete = true;
        const again = new Map([...manifests].map(([held, { text }]) => [held, parseManifest(text)]));
        for (const [held, manifest] of again) fresh.put(held, manifest);
        const told = (found: readonly Diagnostic[]) => found.map(({ code, start }) => `${code} ${start}`);
        for (const [held, manifest] of again)
          assert.deepEqual(
            told(diagnose(manifests.get(held) ?? manifest, { file: held, workspace }, options)),
            told(diagnose(manifest, { file: held, workspace: fresh }, options)),
          );
      }
    }),
    { numRuns: 100 },
  );
});

test('reading a change says what reading all of it says', () => {
  fc.assert(
    fc.property(mutated, mutated, (before, after) => {
      const previous = parseManifest(before);
      assert.deepEqual(everything(after, previous).found, everything(after).found);
    }),
    { numRuns: 120 },
  );
});
