import type { Fault } from './fault.ts';
import { away } from './rows/away.ts';
import { broken } from './rows/broken.ts';
import { lies } from './rows/lies.ts';
import { reconnects } from './rows/reconnects.ts';
import { refused } from './rows/refused.ts';

/** Every fault that a mirror must survive. */
export const FAULTS: readonly Fault[] = [...away, ...broken, ...refused, ...lies, reconnects(1_000)];
