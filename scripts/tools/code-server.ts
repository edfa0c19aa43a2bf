import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cached } from './cache.ts';
import { npm } from './child.ts';

/** The npm package that carries VS Code's own server and web workbench; 4.139.1 is VS Code 1.139.1. */
const version = '4.139.1';

/**
 * The folder of VS Code's server (`out/server-main.js` and the web workbench), fetched from the npm registry at the first call.
 * Only `lib/vscode` of code-server is used, never its wrapper. Install scripts are not run, so no compiler is needed.
 */
export async function codeServer(onFetch: () => void = () => {}): Promise<string> {
  const cache = await cached(`code-server-${version}`, async folder => {
    onFetch();
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
    await npm(['install', '--ignore-scripts', `code-server@${version}`], { cwd: folder });
    const server = path.join(folder, 'vscode');
    await rename(path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode'), server);
    await rm(path.join(folder, 'node_modules'), { recursive: true });
    await npm(['install', '--ignore-scripts', '--omit=dev'], { cwd: server });
    await adapt(server);
  });
  return path.join(cache, 'vscode');
}

/** Native parts were not compiled: those that are missed get a stand-in. And without a gallery, the server asks nobody on the internet. */
async function adapt(server: string): Promise<void> {
  await writeFile(path.join(server, 'node_modules', '@vscode', 'spdlog', 'index.js'), spdlogStandIn);
  await writeFile(
    path.join(server, 'node_modules', '@vscode', 'native-watchdog', 'index.js'),
    'exports.start = () => {};\n',
  );
  const product = path.join(server, 'product.json');
  const { extensionsGallery: _, ...kept }: Record<string, unknown> = JSON.parse(await readFile(product, 'utf8'));
  await writeFile(product, JSON.stringify(kept));
}

/** Appends to the file at once. Without any spdlog, output channels stay empty. */
const spdlogStandIn = `
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(kind, name, file) { this.file = file; this.end = '\\n'; mkdirSync(dirname(file), { recursive: true }); }
  write(message) { appendFileSync(this.file, message + this.end); }
  clearFormatters() { this.end = ''; }
  getLevel() { return 0; }
  setLevel() {}
  setPattern() {}
  flush() {}
  drop() {}
}
for (const level of levels) Logger.prototype[level] = Logger.prototype.write;
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
`;
