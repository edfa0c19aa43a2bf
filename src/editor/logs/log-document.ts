import * as vscode from 'vscode';
import type { Pod } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import type { Errors } from '../errors.ts';
import { followLogs } from './follow-logs.ts';
import type { LogSubject } from './log-channels.ts';
import { logNewsText } from './log-news.ts';

/** Letters that an editor gets at most: the workbench has no features left for longer documents. */
const MOST = 20_000_000;

interface Parts {
  readonly errors: Errors;
  readonly say: CommandSay;
}

/** Opens the last lines of logs in an editor, to be searched, folded and kept. They do not go on. */
export async function openLogs(
  cluster: LiveCluster,
  subject: LogSubject,
  pods: () => readonly Pod[],
  lines: number,
  { errors, say }: Parts,
): Promise<void> {
  const title = say('logs-title', { object: subject.name });
  const content = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    logText(cluster, subject, pods, lines, { errors, say }),
  );
  const document = await vscode.workspace.openTextDocument({ language: 'log', content });
  await vscode.window.showTextDocument(document, { preview: false });
}

function logText(
  { connection, mirror, context }: LiveCluster,
  { name, namespace, several, container }: LogSubject,
  pods: () => readonly Pod[],
  lines: number,
  { errors, say }: Parts,
): Promise<string> {
  const where = `${context.name} / ${namespace}`;
  let text = `${say('log-reads', { target: name, where })}\n`;
  return new Promise(resolve => {
    const reading = followLogs({
      connection,
      pods,
      isClear: () => true,
      subscribe: listener => mirror.subscribe(listener),
      range: { kind: 'last', lines },
      container,
      several,
      async write(more) {
        if (text.length < MOST) text += more.slice(0, MOST - text.length);
      },
      tell(news, run) {
        text += `${logNewsText(news, run, say)}\n`;
      },
      onEnd: () => setImmediate(end),
      errors,
    });
    function end(): void {
      reading.dispose();
      resolve(text);
    }
  });
}
