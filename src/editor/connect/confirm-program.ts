import * as vscode from 'vscode';
import { commandLine } from '../../cluster/change/kubectl.ts';
import type { ResolvedContext } from '../../cluster/kubeconfig.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import type { Say } from '../../words/words.ts';
import { wrapped } from '../commands/wrap.ts';
import { Cancelled } from '../problems.ts';

/** Letters of a line that the list shows; it cuts what is longer. */
const WIDTH = 72;

/**
 * Shows the program that a kubeconfig wants to run to log in, once before it runs for the first time, and rejects with `Cancelled` where
 * it may not. Enter leaves it alone: a kubeconfig that came from somewhere can name any program.
 */
export async function confirmProgram({ context, user: { exec } }: ResolvedContext, say: Say): Promise<void> {
  if (exec === undefined) return;
  const program = withoutSecrets(commandLine([exec.command, ...exec.args]));
  const variables = exec.env.map(({ name }) => name).join(', ');
  const leave = { label: `$(circle-slash) ${say('program-leave')}`, runs: false };
  const run = { label: `$(play) ${say('program-run')}`, runs: true };
  const facts = [
    ...wrapped(program, WIDTH).map((line, index) => ({
      label: `$(${index === 0 ? 'terminal' : 'blank'}) ${line}`,
      runs: false,
    })),
    ...(variables === ''
      ? []
      : [{ label: `$(symbol-variable) ${say('program-variables', { variables })}`, runs: false }]),
    { label: `$(file) ${say('program-file', { file: context.file })}`, runs: false },
  ];
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, runs: false };
  const picked = await vscode.window.showQuickPick([leave, run, separator, ...facts], {
    title: say('program-title', { context: context.name }),
    placeHolder: say('program-hint'),
    ignoreFocusOut: true,
  });
  if (picked?.runs !== true) throw new Cancelled();
}
