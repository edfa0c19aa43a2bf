import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import type { Item } from '../../src/cli/check/check.ts';
import { check } from '../../src/cli/check/command.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder for the manifests of one test file, which is gone after its last test. */
export function manifestFolder(): { readonly folder: string; file(name: string, text: string): Promise<string> } {
  const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-check-'));
  after(() => rm(folder, { recursive: true }));
  return {
    folder,
    async file(name, text) {
      const full = path.join(folder, name);
      await mkdir(path.dirname(full), { recursive: true });
      await writeFile(full, text);
      return full;
    },
  };
}

/** `ordinal check` with these arguments, at a terminal without colours. */
export async function run(args: readonly string[], stdin = ''): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    stdin: async () => stdin,
    colour: false,
    version: () => '9.9.9',
  };
  return { code: await check(args, terminal), out, err };
}

/** What it finds in these files, as programs are told. */
export async function items(...paths: string[]): Promise<Item[]> {
  return JSON.parse((await run(['--format', 'json', ...paths])).out) as Item[];
}
