import * as vscode from 'vscode';
import type { contextSetter } from '../context.ts';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { contextKeys, PRACTICE_VARIABLE, settingIds } from '../ids.ts';
import type { Desk } from './desk.ts';
import { userKubeconfig } from './kubeconfigs.ts';
import type { Practice } from './practice.ts';

/** What goes on after activation: connecting as before, or to the practice cluster where the environment asks for it. */
export function startUp(
  desk: Desk,
  practice: Practice,
  setContext: ReturnType<typeof contextSetter>,
  errors: Errors,
): vscode.Disposable {
  const held = new Disposables();
  const connect = () =>
    errors.run('connecting at start', () =>
      process.env[PRACTICE_VARIABLE] === '1' && vscode.workspace.isTrusted ? desk.startPractice() : desk.restore(),
    );
  const lookForKubeconfig = () =>
    errors.run('looking for a kubeconfig', async () => {
      const { contexts } = await userKubeconfig();
      setContext(contextKeys.kubeconfig, contexts.length > 0);
    });
  setContext(contextKeys.practice, practice.status.get());
  held.add(practice.status.onChange(status => setContext(contextKeys.practice, status)));
  held.add(vscode.workspace.onDidGrantWorkspaceTrust(connect));
  held.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(settingIds.kubeconfig)) lookForKubeconfig();
    }),
  );
  lookForKubeconfig();
  connect();
  return held;
}
