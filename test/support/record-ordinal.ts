/**
 * Writes down what Ordinal is asked to do while tests run inside VS Code: which commands, from which kind of row, and which kinds of row it
 * has drawn. It stands between Ordinal and the `vscode` API, so nothing of Ordinal knows of it. Must be installed before Ordinal is activated.
 */
import type { ChildProcess } from 'node:child_process';
import Module from 'node:module';
import type * as vscode from 'vscode';

type Api = typeof vscode;

export interface Record {
  /** How many commands were called, those of this run. */
  calls: number;
  /** The ids of commands that ran. */
  readonly commands: Set<string>;
  /** `ordinal.scale on ordinal.set`: those that ran on a row, by each kind that it was drawn as. */
  readonly onRows: Set<string>;
  /** The kinds of row (`contextValue`) that were drawn. */
  readonly rows: Set<string>;
  /** The program that Ordinal started last: the practice cluster. */
  started?: ChildProcess;
}

const KEPT = Symbol.for('ordinal.test.record');

/** What was written down so far; every bundle of tests sees the same. */
export function recorded(): Record {
  const shared = globalThis as { [KEPT]?: Record };
  shared[KEPT] ??= recordOf(process.env['ORDINAL_TEST_RECORD'] || '{}');
  return shared[KEPT];
}

/** The record as text, which a later run gets in the environment variable `ORDINAL_TEST_RECORD`. */
export function recordText(): string {
  const { commands, onRows, rows } = recorded();
  return JSON.stringify({ commands: [...commands], onRows: [...onRows], rows: [...rows] });
}

function recordOf(text: string): Record {
  const { commands, onRows, rows }: { commands?: string[]; onRows?: string[]; rows?: string[] } = JSON.parse(text);
  return { calls: 0, commands: new Set(commands), onRows: new Set(onRows), rows: new Set(rows) };
}

/** Has every bundle of this folder get an API that writes down. */
export function recordOrdinal(bundles: string): void {
  const loader = Module as unknown as { _load: (name: string, parent?: { filename?: string }) => unknown };
  const load = loader._load;
  const known = new Map<unknown, Api>();
  loader._load = function (this: unknown, name, parent, ...rest: []) {
    const loaded = load.call(this, name, parent, ...rest);
    if (parent?.filename?.startsWith(bundles) !== true) return loaded;
    if (name === 'node:child_process') return recordingStarts(loaded as typeof import('node:child_process'));
    if (name !== 'vscode') return loaded;
    const api = known.get(loaded) ?? recording(loaded as Api);
    known.set(loaded, api);
    return api;
  };
}

function recordingStarts(programs: typeof import('node:child_process')): typeof import('node:child_process') {
  const fork = (...values: Parameters<typeof programs.fork>) => {
    const child = programs.fork(...values);
    recorded().started = child;
    return child;
  };
  return { ...programs, fork: fork as typeof programs.fork };
}

function recording(api: Api): Api {
  const record = recorded();
  // A row is drawn anew while it is pressed: one that is away is being connected a moment later, and was pressed as what it was.
  const kinds = new Map<string, Set<string>>();
  const registerCommand: Api['commands']['registerCommand'] = (id, handler, self) =>
    api.commands.registerCommand(
      id,
      (...values) => {
        record.calls += 1;
        record.commands.add(id);
        for (const kind of kinds.get(String(values[0])) ?? []) record.onRows.add(`${id} on ${kind}`);
        return handler(...values);
      },
      self,
    );
  const createTreeView: Api['window']['createTreeView'] = (id, options) => {
    const provider = options.treeDataProvider;
    const draw = provider.getTreeItem.bind(provider);
    provider.getTreeItem = async element => {
      const item = await draw(element);
      if (item.contextValue !== undefined) {
        record.rows.add(item.contextValue);
        const drawn = kinds.get(String(element)) ?? new Set();
        kinds.set(String(element), drawn.add(item.contextValue));
      }
      return item;
    };
    return api.window.createTreeView(id, options);
  };
  return {
    ...api,
    commands: Object.create(api.commands, { registerCommand: { value: registerCommand, enumerable: true } }),
    window: Object.create(api.window, { createTreeView: { value: createTreeView, enumerable: true } }),
  };
}
