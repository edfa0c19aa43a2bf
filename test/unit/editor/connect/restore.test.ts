import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeContext, Kubeconfig } from '../../../../src/cluster/kubeconfig.ts';
import type { Remembered } from '../../../../src/editor/connect/memory.ts';
import { reopenings } from '../../../../src/editor/connect/restore.ts';

function contextNamed(name: string): KubeContext {
  return { id: name, name, file: 'config', cluster: name, server: `https://${name}`, user: 'me', insecure: false };
}

function kubeconfig(...names: readonly string[]): Kubeconfig {
  return { contexts: names.map(contextNamed), problems: [], resolve: () => undefined };
}

function entry(context: string, more: Partial<Remembered> = {}): Remembered {
  return { context, namespace: 'shop', isPractice: false, isActive: false, ...more };
}

test('a context comes back with its namespace, and is active if it was', () => {
  const known = kubeconfig('dev', 'prod');
  const [reopening, ...others] = reopenings([entry('prod', { isActive: true })], known);
  assert.deepEqual(others, []);
  assert.deepEqual([reopening?.key, reopening?.isActive], ['context/prod', true]);
  assert.deepEqual(reopening?.choice, {
    kubeconfig: known,
    context: contextNamed('prod'),
    namespace: 'shop',
    isPractice: false,
  });
});

test('a context that the kubeconfigs know no more stays away, and the others keep their order', () => {
  const keys = reopenings([entry('prod'), entry('gone'), entry('dev')], kubeconfig('dev', 'prod')).map(
    ({ key }) => key,
  );
  assert.deepEqual(keys, ['context/prod', 'context/dev']);
});

test('the practice cluster comes back without a context, even where a kubeconfig has one of its name', () => {
  const practice = entry('practice', { isPractice: true, namespace: '' });
  const wanted = { key: 'practice/practice', isActive: false, namespace: '', choice: undefined };
  assert.deepEqual(reopenings([practice], kubeconfig('practice')), [wanted]);
  assert.deepEqual(reopenings([practice], kubeconfig()), [wanted]);
});
