import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { runOrThrow } from '../../../scripts/tools/child.ts';
import { newReport } from '../../../scripts/tools/report.ts';

function reportWithLines() {
  const lines: string[] = [];
  return { lines, report: newReport(line => lines.push(stripVTControlCharacters(line))) };
}

test('a report counts over all its parts', () => {
  const { report } = reportWithLines();
  report.start('one');
  report.pass();
  report.end();
  report.start('two');
  report.pass();
  report.fail('web-0 comes first', 'it did not');
  report.end();
  assert.deepEqual([report.passed, report.failed], [2, 1]);
});

test('a note is printed and counts nothing', () => {
  const { report, lines } = reportWithLines();
  report.start('one');
  report.pass();
  report.note('web-1 was slow', 'once');
  report.end();
  assert.deepEqual([report.passed, report.failed], [1, 0]);
  assert.match(lines.join('\n'), /! web-1 was slow\n {4}once/);
});

test('a part in which nothing ran has failed', () => {
  const { report, lines } = reportWithLines();
  report.start('empty');
  report.end();
  assert.equal(report.failed, 1);
  assert.match(lines.join('\n'), /Nothing ran/);
});

test('test files are counted test by test, with a skipped test and a file that crashes as failures', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-report-'));
  const write = async (name: string, body: string) => {
    const file = path.join(folder, name);
    await writeFile(file, `import { describe, it } from 'node:test';\n${body}`);
    return file;
  };
  try {
    const files = [
      await write(
        'mixed.mjs',
        `describe('a set', () => { it('is right', () => {}); it('is wrong', () => { throw new Error('web-1 is late'); }); });`,
      ),
      await write('skipped.mjs', `it.skip('is skipped', () => {});`),
      await write('crash.mjs', `throw new Error('cannot load');`),
    ];
    // node:test does not run tests from within a test, so this runs as a program of its own.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const output = await runOrThrow(process.execPath, [await write('run.mjs', program), ...files], { env });
    const text = stripVTControlCharacters(output);
    assert.match(text, /✖ files: 1 passed, 3 failed/);
    assert.match(text, /is wrong\n.*mixed\.mjs:2\n.*web-1 is late/);
    assert.match(text, /is skipped\n.*never skipped/);
    assert.match(text, /cannot load/);
    for (const line of ['is right in mixed.mjs', 'is wrong in mixed.mjs', 'is skipped in skipped.mjs'])
      assert.ok(text.includes(line), `${line}: a file with a failure is found to be run again`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

const program = `
  import { newReport } from '${url('report.ts')}';
  import { runTestFiles } from '${url('unit-tests.ts')}';
  const report = newReport();
  report.start('files');
  for (const result of await runTestFiles(process.argv.slice(2))) {
    report.record(result);
    console.log(result.name, 'in', result.file?.split(/[\\\\/]/).at(-1));
  }
  report.end();
`;

function url(file: string): string {
  return new URL(`../../../scripts/tools/${file}`, import.meta.url).href;
}
