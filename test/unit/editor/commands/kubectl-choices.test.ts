import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLine } from '../../../../src/cluster/change.ts';
import { kubectlChoices } from '../../../../src/editor/commands/kubectl-choices.ts';
import type { TargetKind } from '../../../../src/editor/target.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const site = { context: 'prod', kubeconfig: '/home/me/my config' };

function lines(kind: TargetKind): string[] {
  return kubectlChoices({ kind, namespace: 'shop', name: 'web-0' }, site, speaker(allSentences)).map(({ command }) =>
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

test('what is inside is reached by its name and number', () => {
  const choices = (kind: TargetKind, containers: readonly string[], ports: readonly number[]) =>
    kubectlChoices({ kind, namespace: 'shop', name: 'web' }, { context: 'prod' }, speaker(allSentences), {
      containers,
      ports,
    }).map(({ what, command }) => `${what}: ${commandLine(command).split(' --namespace shop ')[1]}`);
  const pod = choices('Pod', ['app', 'proxy'], [80, 8080]);
  assert.ok(
    pod.includes('Open a shell in container proxy of the pod: exec --stdin --tty pod/web --container proxy -- sh'),
  );
  assert.ok(pod.includes('Forward port 80 to this machine: port-forward pod/web 8080:80'));
  assert.ok(pod.includes('Forward port 8080 to this machine: port-forward pod/web 8080:8080'));
  assert.ok(
    choices('Pod', ['app'], []).includes('Open a shell in the pod: exec --stdin --tty pod/web --container app -- sh'),
  );
  for (const kind of ['Service', 'StatefulSet', 'Deployment'] as const)
    assert.ok(
      choices(kind, [], [5432]).some(line => line.endsWith(`port-forward ${kind.toLowerCase()}/web 5432:5432`)),
    );
});
