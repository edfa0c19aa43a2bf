import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Fault } from '../fault.ts';
import { KINDS, type Stage } from '../stage.ts';
import { until } from '../until.ts';

/** A watch that lived this long ended without a fault of the server: the next one needs no pause. */
const GOOD_LIFE = 5_500;
/** What compiled code and caches may still grow by, in bytes. */
const ROOM = 2_000_000;

/** `count` reconnects, all kinds together. What the process holds after a fifth of them is held against what it holds after all. */
export function reconnects(count: number): Fault {
  const rounds = count / KINDS.length;
  return {
    name: `${count.toLocaleString('en')} reconnects, memory flat`,
    speed: 200,
    most: () => 2 * rounds,
    async strike(stage) {
      for (let round = 0; round < rounds / 5; round += 1) await reconnect(stage);
      const before = heldBytes();
      for (let round = rounds / 5; round < rounds; round += 1) await reconnect(stage);
      const grown = heldBytes() - before;
      if (grown > ROOM) stage.complaints.push(`${Math.round(grown / 1000)} KB more are held than at the beginning`);
      return () => {};
    },
  };
}

async function reconnect({ wire, clock, complaints }: Stage): Promise<void> {
  wire.cut();
  if (!(await until(() => wire.open >= KINDS.length, 10_000))) complaints.push('a watch does not come back');
  await clock.pass(GOOD_LIFE);
}

/** Bytes that cannot be let go. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
