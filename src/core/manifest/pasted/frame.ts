import type { FieldTable, FieldType } from '../schema/table.ts';
import { fits } from './fit.ts';
import type { Token } from './tokens.ts';

/** A map or list that is open while a document is read piece by piece. Never changed: two ways of reading share what they have in common. */
export interface Frame {
  readonly type: FieldType;
  /** The column of its keys, or of its hyphens. */
  readonly column: number;
  /** Keys that stand in it; of a list as many as it has items. */
  readonly used: ReadonlySet<string>;
  /** Fields that it must have, beside those that its declaration demands. */
  readonly demands: readonly string[];
  readonly parent: Frame | undefined;
}

/** A place where a piece can stand, and how odd that would be. */
export interface Step {
  readonly frame: Frame;
  readonly column: number;
  readonly cost: number;
}

/** Fields that few people write where they may stand, although a field of that name often stands elsewhere. */
const RARE: Readonly<Record<string, readonly string[]>> = {
  V1PodSpec: ['resources'],
  V1PersistentVolumeClaim: ['apiVersion', 'kind', 'status'],
};

const DEMANDED: Readonly<Record<string, readonly string[]>> = { V1Container: ['image'] };

export function rootFrame(type: FieldType): Frame {
  return { type, column: 0, used: new Set(), demands: [], parent: undefined };
}

/** The places where a piece can stand, the innermost first. What is further in is closed by it. */
export function stepsFor(table: FieldTable, top: Frame, token: Token): Step[] {
  const steps: Step[] = [];
  let closed = 0;
  for (let frame: Frame | undefined = top; frame !== undefined; frame = frame.parent) {
    const step = token.item ? itemIn(table, frame, token) : keyIn(table, frame, token, frame.column);
    if (step !== undefined) steps.push({ ...step, cost: step.cost + closed });
    closed += closing(table, frame);
  }
  return steps.sort((one, other) => one.cost - other.cost);
}

/** How odd it is to close a frame as it is: what it lacks, or that nothing stands in it. */
export function closing(table: FieldTable, { type, used, demands }: Frame): number {
  if (used.size === 0) return 1;
  if (type.form !== 'struct') return 0;
  const wanted = [...table.required(type.name), ...(DEMANDED[type.name] ?? []), ...demands];
  return wanted.filter(field => !used.has(field)).length;
}

function itemIn(table: FieldTable, frame: Frame, token: Token): Step | undefined {
  if (frame.type.form !== 'list') return undefined;
  const { of } = frame.type;
  const list: Frame = { ...frame, used: new Set([...frame.used, String(frame.used.size)]) };
  if (token.key === undefined) {
    return token.value !== '' && fits(of, token.value) ? { frame: list, column: frame.column, cost: 0 } : undefined;
  }
  if (of.form === 'scalar') return undefined;
  const item: Frame = { type: of, column: frame.column + 2, used: new Set(), demands: [], parent: list };
  const step = keyIn(table, item, token, frame.column);
  return step === undefined ? undefined : { ...step, column: frame.column };
}

function keyIn(table: FieldTable, frame: Frame, { key, value }: Token, column: number): Step | undefined {
  const { type } = frame;
  if (key === undefined || frame.used.has(key)) return undefined;
  const below = type.form === 'struct' ? table.fields(type.name).get(key) : type.form === 'map' ? type.of : undefined;
  if (below === undefined || !fits(below, value)) return undefined;
  const used: Frame = { ...frame, used: new Set([...frame.used, key]) };
  const opened = value === '' ? openFrame(table, used, key, below) : used;
  // A key of a free map is more likely a field of something around it, if it can be one.
  const isDoubtful = type.form === 'map' && couldBeField(table, frame.parent, key, value);
  const isRare = type.form === 'struct' && RARE[type.name]?.includes(key) === true;
  return { frame: opened, column, cost: isDoubtful || isRare ? 1 : 0 };
}

function openFrame(table: FieldTable, parent: Frame, key: string, type: FieldType): Frame {
  // Every object, and every claim template, must have a name.
  const isObject = parent.type.form === 'struct' && table.fields(parent.type.name).has('kind');
  const demands = isObject && key === 'metadata' ? ['name'] : [];
  return { type, column: parent.column + 2, used: new Set(), demands, parent };
}

function couldBeField(table: FieldTable, frame: Frame | undefined, key: string, value: string): boolean {
  for (let other = frame; other !== undefined; other = other.parent) {
    if (other.type.form !== 'struct' || other.used.has(key)) continue;
    const type = table.fields(other.type.name).get(key);
    if (type !== undefined && fits(type, value)) return true;
  }
  return false;
}
