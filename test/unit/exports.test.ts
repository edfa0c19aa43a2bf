import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';

const files = ['src', 'test', 'scripts']
  .flatMap(folder => globSync(`${folder}/**/*.{ts,mjs}`, { cwd: root }))
  .map(file => ({ file: file.replaceAll(path.sep, '/'), text: readFileSync(path.join(root, file), 'utf8') }));
const filesByWord = new Map<string, Set<string>>();
for (const { file, text } of files) {
  for (const word of new Set(text.match(/\w+/g))) filesByWord.set(word, (filesByWord.get(word) ?? new Set()).add(file));
}

// Types that stand in an exported signature are exported with it, whether somebody names them or not.
test('every function, class and constant that a file exports is named by another file', () => {
  const exported = files
    .filter(({ file }) => /^(src|test\/support)\//.test(file))
    .flatMap(({ file, text }) => exportsOf(text).map(name => ({ file, name })));
  assert.ok(exported.length > 500);
  assert.deepEqual(
    exported.filter(({ file, name }) => [...(filesByWord.get(name) ?? [])].every(other => other === file)),
    [],
  );
});

function exportsOf(text: string): readonly string[] {
  return [...text.matchAll(/^export (?:async )?(?:function\*?|const|class|abstract class) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}
