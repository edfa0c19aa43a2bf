import type { Asked, Person } from './stage.ts';

const LEAVE = 'Leave everything as it is';

/** Whether this is the plan of a change, which asks whether to make it. */
export function isPlan({ kind, lines }: Asked): boolean {
  return kind === 'list' && lines.includes(LEAVE);
}

/** The entry of a plan that makes the change. */
export function confirmation({ lines }: Asked): string {
  const [first = '', second = ''] = lines;
  return (first === LEAVE ? second : first).split(' | ')[0] ?? '';
}

/** A person who wants it: takes what is proposed, types names that are asked for, and says yes to plans. `own` goes first. */
export function agreeing(own: Person = () => undefined): Person {
  return async asked => {
    const reply = await own(asked);
    if (reply !== undefined) return reply;
    if (isPlan(asked)) return confirmation(asked);
    if (asked.kind === 'input') return /Type (\S+) to make this change/.exec(asked.hint)?.[1] ?? asked.proposed;
    return asked.kind === 'list' ? asked.proposed : undefined;
  };
}
