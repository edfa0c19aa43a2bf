import assert from 'node:assert/strict';
import { test } from 'node:test';
import { items, manifestFolder, run } from '../../../support/checking.ts';
import { setText } from '../../../support/manifest-texts.ts';

const { file } = manifestFolder();

test('GitHub gets a workflow command a problem, with what it uses itself escaped', async () => {
  const name = await file('at, 100%.yaml', setText(['replicas: 3', 'replicas: -1']));
  const { out } = await run(['--format', 'github', name]);
  assert.match(
    out,
    /^::error file=\S*at%2C 100%25\.yaml,line=7,endLine=7,col=13,endColumn=15,title=below-minimum::replicas is -1,[^\n]*\n$/,
  );
});

test('SARIF names rule, place and weight of each problem, and each rule once', async () => {
  const name = await file('a b.yaml', setText(['replicas: 3', 'replicas: -1\n  minReadySeconds: -1']));
  const log = JSON.parse((await run(['--format', 'sarif', name])).out);
  assert.equal(log.version, '2.1.0');
  const [{ tool, results }] = log.runs;
  assert.deepEqual([tool.driver.name, tool.driver.version], ['Ordinal', '9.9.9']);
  assert.deepEqual(tool.driver.rules, [{ id: 'below-minimum', properties: { basis: 'api' } }]);
  assert.equal(results.length, 2);
  const [first] = results;
  assert.deepEqual([first.ruleId, first.ruleIndex, first.level], ['below-minimum', 0, 'error']);
  const [{ physicalLocation, logicalLocations }] = first.locations;
  assert.match(physicalLocation.artifactLocation.uri, /^file:\/\/\/.*a%20b\.yaml$/);
  assert.deepEqual(physicalLocation.region, { startLine: 7, startColumn: 13, endLine: 7, endColumn: 15 });
  assert.deepEqual(logicalLocations, [{ fullyQualifiedName: 'spec.replicas' }]);
});

test('SARIF names files from where the command ran, if they were asked for that way', async () => {
  const log = JSON.parse((await run(['--format', 'sarif', '-'], setText(['replicas: 3', 'replicas: -1']))).out);
  assert.equal(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, '-');
});

test('a fault that the server reports twice is one to people and SARIF, and two causes in JSON', async () => {
  const text = setText([
    '    matchLabels:\n      app: db\n  template',
    '    matchExpressions:\n      - {key: app, operator: Is}\n  template',
  ]);
  const name = await file('echo.yaml', text);
  assert.deepEqual(
    (await items(name)).map(({ code, path: field }) => [code, field]),
    [
      ['selector-operator', 'spec.selector.matchExpressions[0].operator'],
      ['selector-operator', 'spec.selector'],
    ],
  );
  assert.match((await run([name])).err, /Errors: 1\./);
  const { results } = JSON.parse((await run(['--format', 'sarif', name])).out).runs[0];
  assert.deepEqual(
    results.map((result: { locations: [{ logicalLocations: unknown }] }) => result.locations[0].logicalLocations),
    [[{ fullyQualifiedName: 'spec.selector.matchExpressions[0].operator' }, { fullyQualifiedName: 'spec.selector' }]],
  );
});

test('the form of a generated name is tried twice by the server, its length once', async () => {
  const paths = async (generateName: string) =>
    (
      await items(await file('generated.yaml', setText(['  name: db\nspec', `  generateName: ${generateName}\nspec`])))
    ).map(({ path: field }) => field);
  assert.deepEqual(await paths('Web_'), ['metadata.generateName', 'metadata.name']);
  assert.deepEqual(await paths('a'.repeat(64)), ['metadata.generateName']);
});
