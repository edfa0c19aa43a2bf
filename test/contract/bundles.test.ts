import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';
import { mergeFiles } from '../../src/cluster/config/merge.ts';
import { parseKubeconfig } from '../../src/cluster/config/parse.ts';
import { ClusterError } from '../../src/cluster/connection.ts';
import type { connect } from '../../src/cluster/kube.ts';

const require = createRequire(import.meta.url);
const bundle = (name: string) => path.join(root, 'dist', `${name}.js`);

/** Port 9 (discard): nothing listens there. */
const nobody = `
apiVersion: v1
kind: Config
current-context: nobody
clusters: [{ name: nobody, cluster: { server: 'http://127.0.0.1:9' } }]
users: [{ name: nobody, user: {} }]
contexts: [{ name: nobody, context: { cluster: nobody, user: nobody } }]
`;

test('an error of dist/kube.js is known as a ClusterError outside of it', async () => {
  const kube: { connect: typeof connect } = require(bundle('kube'));
  const kubeconfig = mergeFiles([[parseKubeconfig('nobody', nobody)]]);
  const [context] = kubeconfig.contexts;
  assert.ok(context);
  await assert.rejects(kube.connect(kubeconfig, context.id, { trusted: false }), error => {
    assert.ok(error instanceof ClusterError);
    assert.equal(error.failure.kind, 'unreachable');
    return true;
  });
});

/** DESIGN allows 300 KB; what is only needed later belongs in another bundle. */
test('dist/extension.js is under 270 KB', () => {
  const { size } = statSync(bundle('extension'));
  assert.ok(size < 270_000, `it has ${size} bytes`);
});

test('loading dist/extension.js loads no other bundle', () => {
  // In a process of its own, with something that takes everything in the place of VS Code.
  const script = `
    const Module = require('node:module');
    const load = Module._load;
    const editor = new Proxy(function () {}, { get: () => editor, getPrototypeOf: () => editor });
    Module._load = (name, ...rest) => (name === 'vscode' ? editor : load(name, ...rest));
    require(${JSON.stringify(bundle('extension'))});
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
  assert.deepEqual(JSON.parse(stdout || '[]'), [bundle('extension')], stderr.slice(-500));
});

test('bundles reach each other only as neighbours in dist/', () => {
  const names = ['extension', 'manifests', 'commands', 'cli', 'kube', 'practice', 'yaml'];
  const known = new Set([...names.map(name => `./${name}.js`), './fields.json', './meanings.json']);
  for (const name of names) {
    const reached = [...readFileSync(bundle(name), 'utf8').matchAll(/require\("(\.[^"]*)"\)/g)].map(([, file]) => file);
    assert.deepEqual(
      reached.filter(file => !known.has(file ?? '')),
      [],
      `dist/${name}.js`,
    );
  }
});
