/** The entry that VS Code calls (`extensionTestsPath`): runs every test file beside it with mocha, and tells the runner each result. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { callRunner } from './inside.ts';

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base, forbidOnly: true });
  const files = readdirSync(__dirname).filter(name => name.endsWith('.test.js'));
  for (const file of files.toSorted()) mocha.addFile(path.join(__dirname, file));
  // Results are sent one after another, and all of them before VS Code is told that the tests are over.
  let sent: Promise<unknown> = Promise.resolve();
  const send = (...args: readonly unknown[]) => {
    sent = sent.then(() => callRunner(...(args as [string])));
  };
  await new Promise<void>(resolve => {
    mocha
      .run(() => resolve())
      .on('pass', test => send('passed', test.fullTitle()))
      .on('fail', (test, error) => send('failed', test.fullTitle(), described(error)))
      .on('pending', test => send('failed', test.fullTitle(), 'Skipped. Tests here are never skipped.'));
  });
  await sent;
  await callRunner('ended');
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
