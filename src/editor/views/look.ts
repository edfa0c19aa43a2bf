import { colors, type Row } from './row.ts';

/** How a person wants the tree to look: what is left out, and what stands first. */
export interface Look {
  readonly filter: Filter;
  readonly order: Order;
}

export interface Filter {
  /** Words, all of which a row must hold; capitals do not matter. */
  readonly text: string;
  /** What rows must be like; `undefined` for all. */
  readonly state: FilterState | undefined;
}

export const FILTER_STATES = ['trouble', 'waiting', 'held'] as const;
export type FilterState = (typeof FILTER_STATES)[number];

export const ORDERS = ['name', 'trouble', 'age'] as const;
export type Order = (typeof ORDERS)[number];

export const plainLook: Look = { filter: { text: '', state: undefined }, order: 'name' };

export function isFiltered({ filter }: Look): boolean {
  return filter.state !== undefined || wordsOf(filter).length > 0;
}

/** Whether a row by itself is what the filter asks for. */
export function matches(row: Row, filter: Filter): boolean {
  if (filter.state !== undefined && stateOf(row) !== filter.state) return false;
  const text = `${row.label} ${row.description} ${row.target?.namespace ?? ''} ${row.target?.name ?? ''}`.toLowerCase();
  return wordsOf(filter).every(word => text.includes(word));
}

/** Which of two workloads stands first; 0 where the order does not tell. Names decide then. */
export function compareBy(order: Order, one: Row, other: Row): number {
  switch (order) {
    case 'name':
      return 0;
    case 'trouble':
      return weightOf(one) - weightOf(other);
    case 'age':
      // The newest first: it is what somebody is working on.
      return (other.made ?? 0) - (one.made ?? 0);
  }
}

/** A look out of what a workspace remembers, whatever an earlier version has left there. */
export function lookFrom(value: unknown): Look {
  if (typeof value !== 'object' || value === null) return plainLook;
  const { filter, order } = value as Partial<Record<keyof Look, unknown>>;
  const { text, state } = (typeof filter === 'object' && filter !== null ? filter : {}) as Partial<
    Record<keyof Filter, unknown>
  >;
  return {
    filter: {
      text: typeof text === 'string' ? text : '',
      state: FILTER_STATES.find(known => known === state),
    },
    order: ORDERS.find(known => known === order) ?? 'name',
  };
}

/** What a row's colour says; its words say the same. */
function stateOf({ icon }: Row): FilterState | undefined {
  switch (icon.color) {
    case colors.bad:
      return 'trouble';
    case colors.waiting:
      return 'waiting';
    case colors.held:
      return 'held';
    default:
      return undefined;
  }
}

function weightOf(row: Row): number {
  const state = stateOf(row);
  return state === undefined ? FILTER_STATES.length : FILTER_STATES.indexOf(state);
}

function wordsOf({ text }: Filter): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
}
