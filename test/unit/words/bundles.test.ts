import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/tools/paths.ts';
import { activationSentences } from '../../../src/words/spoken/activation.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { commandSentences } from '../../../src/words/spoken/commands.ts';
import { manifestSentences } from '../../../src/words/spoken/manifests.ts';
import { importsOf } from '../../support/walls.ts';

// A `Say` holds codes that are written down to the sentences it was given. Codes that travel as data are held to them here.
const bundles = {
  'src/extension.ts': activationSentences,
  'src/editor/language/language.ts': { ...activationSentences, ...manifestSentences },
  'src/editor/commands/commands.ts': { ...activationSentences, ...commandSentences },
};

for (const [entry, known] of Object.entries(bundles)) {
  test(`${entry} has the sentences of every code that its files name or put together`, () => {
    const files = reached(entry);
    assert.ok(files.length > 50, `${files.length} files`);
    const lacking = files.flatMap(file =>
      codesIn(readFileSync(path.join(root, file), 'utf8'))
        .filter(code => !(code in known))
        .map(code => `${code} in ${file}`),
    );
    assert.deepEqual(lacking, []);
  });
}

/** The files that a bundle holds, without the tables themselves. */
function reached(entry: string): readonly string[] {
  const files = new Set([entry]);
  for (const file of files) {
    for (const { to, kind } of importsOf(file)) {
      if (kind === 'value' && to.startsWith('src/') && !/^src\/words\/(spoken|findings)\//.test(to)) files.add(to);
    }
  }
  return [...files];
}

/** Codes in quotes, and all those that begin as a template does (`plan-step-${why}`). */
function codesIn(text: string): readonly string[] {
  const codes = Object.keys(allSentences);
  const quoted = new Set([...text.matchAll(/'([\w-]+)'/g)].map(([, word]) => word));
  const begun = [...text.matchAll(/`([a-z]+-[a-z-]*)\$\{/g)].map(([, word = '']) => word);
  return codes.filter(code => quoted.has(code) || begun.some(word => code.startsWith(word)));
}
