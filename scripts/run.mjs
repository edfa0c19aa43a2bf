// The door to every script: sets up, then runs the named script on the project's own Node, whatever the machine has.
//   node scripts/run.mjs scripts/test.ts --quick
// Runs on Node 20, so it and setup.mjs stay plain JavaScript with Node built-ins only.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { nodeProgram, root, setUp } from './setup.mjs';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error('Say which script to run, for example: node scripts/run.mjs scripts/test.ts');
  process.exit(2);
}
try {
  await setUp();
  // Loaded only now: before the set-up there is no client-node to read.
  const { generateFields } = await import('./generate-fields.mjs');
  generateFields();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const child = spawn(nodeProgram, [path.join(root, script), ...args], { cwd: root, stdio: 'inherit' });
// A terminal's Ctrl-C reaches the child by itself; a signal sent to this process alone must be passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
}
// npm passes no signal on when it is ended itself: whoever is left without it ends too.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 2_000).unref();
child.on('error', error => {
  console.error(`${nodeProgram} did not start: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
