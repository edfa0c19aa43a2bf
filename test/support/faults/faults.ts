import type { Fault } from './fault.ts';
import { away } from './rows/away.ts';
import { broken } from './rows/broken.ts';
import { lies } from './rows/lies.ts';
import { reconnects } from './rows/reconnects.ts';
import { refused } from './rows/refused.ts';
import { rights } from './rows/rights.ts';

const SLOW = ['stopped for 5 min', '1 min', '10 min', 'every resume', 'half-open', 'backup', 'inside an object'];

/** Every fault that a mirror must survive. */
export const FAULTS: readonly Fault[] = [...away, ...broken, ...refused, ...rights, ...lies, reconnects(1_000)];

/** Those that need few seconds of the machine's time: for every run of the tests. */
export const QUICK_FAULTS: readonly Fault[] = [
  ...[...away, ...broken, ...refused, ...rights, ...lies].filter(({ name }) => !SLOW.some(word => name.includes(word))),
];
