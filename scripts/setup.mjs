// Installs what package-lock.json asks for when node_modules differs from it. Node built-ins only; runs on Node 20 with npm 10 and later.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Node 24, from the devDependency `node`. Spawned by its path: a script line would keep using the first `node` it found. */
export const nodeProgram = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

const lock = path.join(root, '.setup-lock');

/** Makes node_modules match the lock file. Two runs at the same time take turns, and the second finds everything done. */
export async function setUp() {
  if (isReady()) return;
  const release = await takeTurn();
  try {
    if (isReady()) return;
    const started = Date.now();
    console.log('Installing dependencies (about 20 seconds on a new machine)…');
    await install();
    if (!isReady()) {
      throw new Error(
        `npm ci ended well, but ${nodeProgram} does not run or node_modules differs from package-lock.json.\n` +
          'The package "node" fetches Node 24 in its install script: if npm is told to ignore scripts, allow them for this folder (npm config set ignore-scripts false --location=project).',
      );
    }
    console.log(`Installed dependencies in ${Math.round((Date.now() - started) / 1000)} s.`);
  } finally {
    release();
  }
}

function isReady() {
  if (!sameAsLockFile()) return false;
  const run = spawnSync(nodeProgram, ['--version'], { encoding: 'utf8' });
  return run.status === 0 && run.stdout.startsWith('v24.');
}

/** Compares contents rather than times: a fresh checkout touches files without changing them. */
function sameAsLockFile() {
  const wanted = packagesIn(path.join(root, 'package-lock.json'));
  const installed = packagesIn(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined)
    throw new Error('package-lock.json is missing or broken. Restore it with: git checkout package-lock.json');
  if (installed === undefined) return false;
  // Packages for other platforms are in the lock file and rightly not installed.
  const complete = Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || entry.devOptional || installed[name]?.version === entry.version,
  );
  return complete && Object.entries(installed).every(([name, entry]) => wanted[name]?.version === entry.version);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Warnings (such as engines of tools that only ever run on our own Node) stay quiet; errors are shown. */
function install() {
  const args = ['ci', '--loglevel=error', '--no-fund', '--no-audit', '--no-progress'];
  // Under `npm test` the same npm goes on; its own script avoids the shell on Windows.
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? spawn(process.execPath, [process.env.npm_execpath, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  npm.stdout.on('data', data => (output += data));
  npm.stderr.on('data', data => (output += data));
  return new Promise((resolve, reject) => {
    npm.on('error', error => reject(new Error(`npm did not start: ${error.message}`)));
    npm.on('close', code =>
      code === 0 ? resolve() : reject(new Error(`npm ci failed (exit code ${code}):\n${output.trim()}`)),
    );
  });
}

/** A lock file that holds the owner's process id; the lock of a process that is gone is taken over. */
async function takeTurn() {
  const mine = `${process.pid}\n${Math.random()}`;
  for (let said = false; ; await sleep(500)) {
    const owner = read(lock);
    if (owner !== undefined && isAlive(Number.parseInt(owner, 10))) {
      if (!said) console.log('Waiting for another run that is installing dependencies…');
      said = true;
      continue;
    }
    if (owner !== undefined) rmSync(lock, { force: true });
    try {
      writeFileSync(lock, mine, { flag: 'wx' });
    } catch (error) {
      if (error.code === 'EEXIST') continue;
      throw error;
    }
    // Two runs may find the same dead owner at once, and one may remove the other's new lock: the one that still stands wins.
    await sleep(100);
    if (read(lock) === mine) return () => rmSync(lock, { force: true });
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setUp();
