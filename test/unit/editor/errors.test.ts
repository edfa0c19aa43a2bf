import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { after, mock, test } from 'node:test';
import { speaker } from '../../../src/words/words.ts';

/** A window that is closing: it has neither log nor messages any more. */
const CLOSING = `
  const gone = () => { throw new Error('Channel has been closed'); };
  export const window = {
    createOutputChannel: () => ({ info: gone, error: gone, show: gone, dispose() {} }),
    showInformationMessage: gone, showWarningMessage: gone, showErrorMessage: gone,
  };
  export const commands = { executeCommand: gone };
`;
const hooks = registerHooks({
  resolve: (name, context, next) =>
    name === 'vscode'
      ? { url: `data:text/javascript,${encodeURIComponent(CLOSING)}`, format: 'module', shortCircuit: true }
      : next(name, context),
});
after(() => hooks.deregister());

test('what fails while the window closes neither throws nor floats, and stands in the log of the host without secrets', async context => {
  const { errors } = await import('../../../src/editor/errors.ts');
  const { activationSentences } = await import('../../../src/words/spoken/activation.ts');
  const said = mock.method(console, 'error', () => {});
  context.after(() => said.mock.restore());
  const faults = errors(speaker(activationSentences), () => undefined);
  const fail = () => {
    throw new TypeError('no such thing, Bearer abcdefghijklmnopqrstuvwxyz');
  };
  await faults.guard('guarding', fail)();
  faults.run('running', fail);
  await new Promise(resolve => setImmediate(resolve));
  const lines = said.mock.calls.map(({ arguments: [line] }) => String(line));
  assert.deepEqual([lines.length, lines[0]?.split(':')[0], lines[1]?.split(':')[0]], [2, 'guarding', 'running']);
  for (const line of lines) assert.match(line, /no such thing[\s\S]*Channel has been closed/);
  for (const line of lines) assert.doesNotMatch(line, /abcdefghijkl/);
});
