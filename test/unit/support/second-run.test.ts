import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestResult } from '../../../scripts/tools/report.ts';
import { withSecondRun } from '../../support/second-run.ts';

/** Runs in which these tests fail, one list a run; every file has the tests `<file> 1` and `<file> 2`. */
function failing(...runs: readonly (readonly string[])[]) {
  const asked: (readonly string[])[] = [];
  const unsteady: string[] = [];
  const run = async (files: readonly string[]): Promise<readonly TestResult[]> => {
    const failures = runs[asked.length] ?? [];
    asked.push(files);
    if (failures.includes('the run')) return [{ name: 'the run', failure: 'broke' }];
    return files.flatMap(file =>
      [`${file} 1`, `${file} 2`].map(name => ({ file, name, ...(failures.includes(name) ? { failure: 'no' } : {}) })),
    );
  };
  const results = withSecondRun(['a', 'b', 'c'], run, ({ name }) => unsteady.push(name));
  return { asked, unsteady, results };
}

const failedIn = (results: readonly TestResult[]) =>
  results.filter(({ failure }) => failure !== undefined).map(({ name }) => name);

test('files that pass run once', async () => {
  const { asked, results } = failing([]);
  assert.equal((await results).length, 6);
  assert.deepEqual(asked, [['a', 'b', 'c']]);
});

test('a file with a failure runs once more by itself, and a failure that is not there again is told', async () => {
  const { asked, results, unsteady } = failing(['b 2'], []);
  assert.deepEqual(failedIn(await results), []);
  assert.equal((await results).length, 6, 'each test counts once');
  assert.deepEqual(asked, [['a', 'b', 'c'], ['b']]);
  assert.deepEqual(unsteady, ['b 2']);
});

test('what fails twice has failed, and so has what fails in the second run only', async () => {
  const twice = failing(['a 1'], ['a 1']);
  assert.deepEqual(failedIn(await twice.results), ['a 1']);
  assert.deepEqual(twice.unsteady, []);
  assert.deepEqual(failedIn(await failing(['a 1'], ['a 2']).results), ['a 2']);
});

test('after a run that broke all files run again', async () => {
  const { asked, results } = failing(['the run'], []);
  assert.equal((await results).length, 6);
  assert.deepEqual(asked[1], ['a', 'b', 'c']);
  assert.deepEqual(failedIn(await failing(['the run'], ['the run']).results), ['the run']);
});
