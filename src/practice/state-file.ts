import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isList, isObject } from './json.ts';
import { resources, servedResources } from './resources.ts';
import type { StoreState } from './store.ts';

/** What a practice cluster keeps: its objects, and what is beside them, to be read with care. */
export interface PracticeState extends StoreState {
  readonly orders?: unknown;
  /** The files on its volumes. */
  readonly disks?: unknown;
  readonly lesson?: unknown;
  /** Certificate, key and token. */
  readonly identity?: unknown;
}

/** What an earlier practice cluster kept in the file; undefined when there is nothing, or nothing that can be read. */
export function loadState(file: string): PracticeState | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const state: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the state; a half-written file never takes the place of a whole one. */
export function saveState(file: string, state: PracticeState): void {
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
  renameSync(draft, file);
}

function isState(value: unknown): value is PracticeState {
  if (!isObject(value) || typeof value['version'] !== 'number' || !isList(value['tables'])) return false;
  return value['tables'].every(table => isObject(table) && isServed(table['resource']) && areObjects(table['objects']));
}

function isServed(value: unknown): boolean {
  return isObject(value) && servedResources.some(each => each.group === value['group'] && each.name === value['name']);
}

function areObjects(value: unknown): boolean {
  return (
    isList(value) &&
    value.every(item => isObject(item) && isObject(item['metadata']) && typeof item['metadata']['name'] === 'string')
  );
}

/** The state with the resources of this program in the place of those it was written with. */
export function adopted(state: StoreState): StoreState {
  const own = (resource: StoreState['tables'][number]['resource']) =>
    servedResources.find(each => each.group === resource.group && each.name === resource.name) ?? resources.configMaps;
  return { ...state, tables: state.tables.map(table => ({ ...table, resource: own(table.resource) })) };
}
