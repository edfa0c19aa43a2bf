import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLine } from '../../../../src/cluster/change.ts';
import { kubectlChoices } from '../../../../src/editor/commands/kubectl-choices.ts';
import type { TargetKind } from '../../../../src/editor/target.ts';
import { speaker } from '../../../../src/words/words.ts';

const site = { context: 'prod', kubeconfig: '/home/me/my config' };

function lines(kind: TargetKind): string[] {
  return kubectlChoices({ kind, namespace: 'shop', name: 'web-0' }, site, speaker()).map(({ command }) =>
    commandLine(command),
  );
}

test('every command names the file, the context and the namespace, and is quoted', () => {
  for (const kind of ['StatefulSet', 'Deployment', 'Pod', 'PersistentVolumeClaim', 'Service'] as const) {
    for (const line of lines(kind)) {
      assert.ok(line.startsWith("kubectl --kubeconfig '/home/me/my config' --context prod --namespace shop "), line);
    }
  }
});

test('a pod has logs and a shell, a set has a rollout', () => {
  assert.ok(lines('Pod').some(line => line.endsWith('logs pod/web-0 --all-containers --follow')));
  assert.ok(lines('Pod').some(line => line.endsWith('exec --stdin --tty pod/web-0 -- sh')));
  assert.ok(lines('StatefulSet').some(line => line.endsWith('rollout status statefulset/web-0')));
  assert.ok(!lines('Service').some(line => line.includes('rollout')));
});
