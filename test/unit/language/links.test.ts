import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { formatPath } from '../../../src/core/manifest/path.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { links } from '../../../src/language/links.ts';
import { setText } from '../../support/manifest-texts.ts';

test('serviceName leads to the Service and a mount to its claim template', () => {
  const workspace = new Workspace();
  const text = setText();
  const manifest = parseManifest(text);
  workspace.put('/set.yaml', manifest);
  workspace.put('/svc.yaml', parseManifest('kind: Other\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: db\n'));
  const found = links(manifest, { file: '/set.yaml', workspace }).map(
    ({ start, end, file, document, path }) => `${text.slice(start, end)} → ${file}#${document} ${formatPath(path)}`,
  );
  assert.deepEqual(found, [
    'db → /svc.yaml#1 metadata.name',
    'data → /set.yaml#0 spec.volumeClaimTemplates[0].metadata.name',
  ]);
});

test('names that lead nowhere are no links', () => {
  const workspace = new Workspace();
  const manifest = parseManifest(
    setText(['serviceName: db', 'serviceName: ""'], ['            - name: data', '            - name: dta']),
  );
  workspace.put('/set.yaml', manifest);
  assert.deepEqual(links(manifest, { file: '/set.yaml', workspace }), []);
});
