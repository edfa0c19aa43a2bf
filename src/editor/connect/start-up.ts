import * as vscode from 'vscode';
import type { contextSetter } from '../context.ts';
import { Disposables, Slot } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { commandIds, contextKeys, GO_ON, PRACTICE_VARIABLE, settingIds } from '../ids.ts';
import type { Desk } from './desk.ts';
import { watchFiles } from './kubeconfig-watch.ts';
import { userKubeconfig, userKubeconfigFiles } from './kubeconfigs.ts';
import { rememberedLesson } from './lesson-memory.ts';
import type { Memory } from './memory.ts';
import type { Practice } from './practice.ts';

/** What goes on after activation: connecting as before, or to the practice cluster where the environment asks for it. */
export function startUp(
  desk: Desk,
  practice: Practice,
  memory: Memory,
  setContext: ReturnType<typeof contextSetter>,
  errors: Errors,
): vscode.Disposable {
  const held = new Disposables();
  const connect = () =>
    errors.run('connecting at start', async () => {
      await (process.env[PRACTICE_VARIABLE] === '1' && vscode.workspace.isTrusted
        ? desk.startPractice()
        : desk.restore());
      if (rememberedLesson(memory) !== undefined) await vscode.commands.executeCommand(commandIds.openLesson, GO_ON);
    });
  const lookForKubeconfig = () =>
    errors.run('looking for a kubeconfig', async () => {
      const { contexts, problems } = await userKubeconfig();
      const isBroken = contexts.length === 0 && problems.length > 0;
      setContext(contextKeys.kubeconfig, contexts.length > 0 ? 'some' : isBroken ? 'unusable' : 'none');
    });
  const watching = held.add(new Slot());
  const watch = () => {
    lookForKubeconfig();
    const changed = () => {
      lookForKubeconfig();
      errors.run('reading a changed kubeconfig', () => desk.kubeconfigChanged());
    };
    watching.set(watchFiles(userKubeconfigFiles(), changed));
  };
  setContext(contextKeys.practice, practice.status.get());
  held.add(practice.status.onChange(status => setContext(contextKeys.practice, status)));
  held.add(vscode.workspace.onDidGrantWorkspaceTrust(connect));
  held.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(settingIds.kubeconfig)) watch();
    }),
  );
  watch();
  connect();
  return held;
}
