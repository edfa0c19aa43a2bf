import assert from 'node:assert/strict';
import { test } from 'node:test';
import { underCursor } from '../../../../src/core/manifest/cursor.ts';
import type { Part } from '../../../../src/core/manifest/finding.ts';
import { locate } from '../../../../src/core/manifest/locate.ts';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { formatPath, type Path } from '../../../../src/core/manifest/path.ts';
import { atCursor, setText } from '../../../support/manifest-texts.ts';

function shown(text: string, path: Path, part: Part): string | undefined {
  const document = parseManifest(text).documents.at(-1);
  if (document === undefined) return undefined;
  const { start, end } = locate(document, path, part);
  return text.slice(start, end);
}

const container = ['spec', 'template', 'spec', 'containers', 0];

test('key, value and both are found', () => {
  assert.equal(shown(setText(), ['spec', 'replicas'], 'key'), 'replicas');
  assert.equal(shown(setText(), ['spec', 'replicas'], 'value'), '3');
  assert.equal(shown(setText(), ['spec', 'replicas'], 'entry'), 'replicas: 3');
  assert.equal(shown(setText(), [...container, 'volumeMounts', 0, 'mountPath'], 'value'), '/var/lib/db');
});

test('a block is shown by the key that leads to it, a list item by its first line', () => {
  assert.equal(shown(setText(), ['spec', 'template'], 'value'), 'template');
  assert.equal(shown(setText(), container, 'value'), 'name: server');
  assert.equal(shown(setText(), container, 'key'), 'name');
  assert.equal(
    shown(
      setText(['containers:\n', 'tolerations: [{key: a}]\n      containers:\n']),
      ['spec', 'template', 'spec', 'tolerations', 0],
      'value',
    ),
    '{key: a}',
  );
});

test('of what is missing the nearest parent is shown by its key', () => {
  assert.equal(shown(setText(), ['spec', 'updateStrategy', 'rollingUpdate', 'partition'], 'value'), 'spec');
  assert.equal(shown(setText(), [...container, 'resources'], 'value'), 'name');
  assert.equal(shown(setText(), ['status'], 'value'), 'kind: StatefulSet');
});

test('a key without a value is shown by itself', () => {
  assert.equal(shown(setText(['replicas: 3', 'replicas:']), ['spec', 'replicas'], 'value'), 'replicas');
});

test('of a value on several lines the first is shown', () => {
  assert.equal(
    shown(
      setText(['  name: db\n', '  name: db\n  annotations:\n    a: >-\n      x\n      y\n']),
      ['metadata', 'annotations', 'a'],
      'value',
    ),
    '>-',
  );
});

test('places count from the start of the file', () => {
  const text = `# first\nkind: Service\napiVersion: v1\n---\r\n${setText()}`;
  assert.equal(shown(text, ['metadata', 'name'], 'value'), 'db');
});

test('the key or value under the cursor is found with its path', () => {
  const under = (marked: string) => {
    const { text, offset } = atCursor(marked);
    const document = parseManifest(text).documents[0];
    const found = document === undefined ? undefined : underCursor(document, offset);
    return found === undefined
      ? undefined
      : `${formatPath(found.path)} ${found.onKey ? 'key' : 'value'} ${text.slice(found.start, found.end)}`;
  };
  assert.equal(under(setText(['replicas: 3', 'repl$0icas: 3'])), 'spec.replicas key replicas');
  assert.equal(under(setText(['replicas: 3', 'replicas: $03'])), 'spec.replicas value 3');
  assert.equal(
    under(setText(['name: server', 'name: serv$0er'])),
    'spec.template.spec.containers[0].name value server',
  );
  assert.equal(under(setText(['spec:\n  serviceName', 'spec:\n$0  serviceName'])), undefined);
});
