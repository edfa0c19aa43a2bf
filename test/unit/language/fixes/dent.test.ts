import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixesFor } from '../../../../src/language/actions.ts';
import { applyEdits } from '../../../../src/language/edit.ts';
import { read } from '../../../support/diagnosed.ts';
import { setText } from '../../../support/manifest-texts.ts';

/** The text after the first fix of its only fault; `undefined` without one. */
function mended(text: string): string | undefined {
  const { manifest, found } = read(text, 'alone');
  const [fault, ...others] = found;
  assert.deepEqual([fault?.code, others], ['bad-indentation', []]);
  const [fix] = fault === undefined ? [] : fixesFor(fault, manifest);
  return fix === undefined ? undefined : applyEdits(text, fix.edits);
}

test('a line that stands askew goes back into the one column in which the document is whole', () => {
  for (const line of ['  serviceName: db', '  replicas: 3', '          image: registry.example/db:1'])
    for (const askew of [line.slice(1), ` ${line}`]) assert.equal(mended(setText([line, askew])), setText(), askew);
});

test('the fix names the column as the status bar counts it, not by how much the line moves', () => {
  const { manifest, found } = read(setText(['  replicas: 3', '   replicas: 3']), 'alone');
  const fixes = found.flatMap(fault => fixesFor(fault, manifest));
  assert.deepEqual([fixes[0]?.code, fixes[0]?.values], ['fix-dent', { text: 'replicas: 3', column: 3 }]);
});

test('what stands below a line goes with it where that is what fits', () => {
  const block = '  selector:\n    matchLabels:\n      app: db\n';
  const askew = block.replace(/^/gm, ' ').trimEnd();
  assert.equal(mended(setText([block, `${askew}\n`])), setText());
  assert.equal(mended(setText([block, block.replace('  selector', '   selector')])), setText());
});

test('a line that could stand in two places is left to the person', () => {
  const two = `apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    a: b\n   c: d\n  name: db\nspec:\n  ports:\n    - port: 1\n`;
  assert.equal(mended(two)?.includes('\n    c: d\n'), true);
  const three = two.replace('    a: b\n   c: d\n', '    a: b\n   namespace: d\n');
  assert.equal(mended(three), undefined);
});

test('line ends and what stands around a line stay as they are', () => {
  const text = setText(['  replicas: 3', ' replicas: 3 # three']).replaceAll('\n', '\r\n');
  assert.equal(mended(text), setText(['  replicas: 3', '  replicas: 3 # three']).replaceAll('\n', '\r\n'));
});

test('what else is wrong in the document does not keep a line from its column', () => {
  const mounts =
    '          volumeMounts:\n            - name: dta\n              mountPath: /a\n            - name: dtb\n              mountPath: /b\n';
  const own = '          volumeMounts:\n            - name: data\n              mountPath: /var/lib/db\n';
  const text = setText([own, mounts]);
  for (const askew of [mounts.slice(1), mounts.replaceAll(/^ /gm, '')])
    assert.equal(mended(text.replace(mounts, askew)), text);
});
