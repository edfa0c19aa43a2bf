// npm run package: writes ordinal-VERSION.vsix into the checkout.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { packageExtension } from './tools/package-extension.ts';
import { root } from './tools/paths.ts';

const { name, version }: { name: string; version: string } = JSON.parse(
  await readFile(path.join(root, 'package.json'), 'utf8'),
);
const file = await packageExtension(path.join(root, `${name}-${version}.vsix`));
const { size } = await stat(file);
console.log(`${path.basename(file)}  ${Math.round(size / 1000)} KB`);
