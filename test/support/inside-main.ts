/** The entry that VS Code calls (`extensionTestsPath`): runs every test file beside it with mocha, and tells the runner each result. */
import { readdirSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { callRunner } from './inside.ts';
import { recordOrdinal, recordText } from './record-ordinal.ts';

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const ordinal = vscode.extensions.getExtension('ordinal.ordinal');
  if (ordinal !== undefined) recordOrdinal(path.join(ordinal.extensionPath, 'dist'));
  try {
    await runMocha();
  } catch (error) {
    await callRunner('tested', undefined, 'loading the tests', described(error));
  }
  await callRunner('ended', recordText());
}

async function runMocha(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base, forbidOnly: true });
  const files = readdirSync(__dirname).filter(name => name.endsWith('.test.js'));
  for (const file of files.toSorted()) mocha.addFile(path.join(__dirname, file));
  // Results are sent one after another, and all of them before VS Code is told that the tests are over.
  let sent: Promise<unknown> = Promise.resolve();
  const send = ({ file, title }: Tested, failure?: string) => {
    sent = sent.then(() => callRunner('tested', path.basename(file ?? '', '.js'), title, failure));
  };
  await new Promise<void>(resolve => {
    mocha
      .run(() => resolve())
      .on('pass', test => send(tested(test)))
      .on('fail', (test, error) => send(tested(test), described(error)))
      .on('pending', test => send(tested(test), 'Skipped. Tests here are never skipped.'));
  });
  await sent;
}

interface Tested {
  readonly file: string | undefined;
  readonly title: string;
}

function tested(test: Mocha.Runnable): Tested {
  return { file: test.file, title: test.fullTitle() };
}

/** The message, and the frames in this project at the places where they were written: VS Code formats stacks itself, without source maps. */
function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [message, ...frames] = (error.stack ?? error.message).split(/\n(?=\s+at )/);
  const own = frames.map(written).filter(frame => frame !== undefined);
  return [message, ...own].join('\n');
}

function written(frame: string): string | undefined {
  const [, name = '', file = '', line, column] = /at (?:(.*) \()?(.+):(\d+):(\d+)\)?$/.exec(frame) ?? [];
  const origin = findSourceMap(file)?.findOrigin(Number(line), Number(column));
  return origin !== undefined && 'fileName' in origin
    ? `    at ${name} ${path.relative(process.cwd(), origin.fileName.replace('file://', ''))}:${origin.lineNumber}`
    : undefined;
}
