import { cutAfter } from '../bodies.ts';
import { attemptsIn, every, type Fault, lastFor } from '../fault.ts';

const SECOND = 1_000;

/** The way to the server breaks, or carries less than it should. */
export const broken: readonly Fault[] = [
  {
    name: 'watches dropped every second for 30 s',
    speed: 10,
    // What a cut can cause is one watch, and one list before it where nothing has come for long.
    most: duration => 2 * (duration / SECOND + 1),
    async strike(stage) {
      const stop = every(SECOND, stage, () => stage.wire.cut());
      await lastFor(stage, 30 * SECOND, 8);
      return stop;
    },
  },
  {
    name: 'half-open: nothing comes and nothing ends',
    speed: 25,
    most: () => 0,
    async strike(stage) {
      stage.wire.stall();
      await stage.people.act();
      return () => {};
    },
  },
  {
    name: 'half-closed by the server',
    speed: 5,
    most: () => 0,
    async strike(stage) {
      await stage.people.act();
      stage.wire.halfClose();
      await stage.people.act();
      return () => {};
    },
  },
  {
    name: 'laptop asleep for an hour',
    speed: 10,
    most: () => 1,
    async strike(stage) {
      stage.wire.stall();
      await lastFor(stage, SECOND);
      stage.clock.sleep(3_600 * SECOND);
      return () => {};
    },
  },
  {
    name: 'bytes garbled for 10 s',
    speed: 10,
    most: attemptsIn,
    async strike(stage) {
      stage.wire.garble(true);
      await lastFor(stage, 10 * SECOND);
      return () => stage.wire.garble(false);
    },
  },
  {
    name: 'answers cut inside an object for 30 s',
    speed: 10,
    // Each attempt lists and then watches.
    most: duration => 2 * attemptsIn(duration),
    async strike(stage) {
      let count = 0;
      stage.door.rule = () => {
        count += 1;
        return { through: cutAfter(300, count % 2 === 0 ? 'end' : 'destroy') };
      };
      stage.wire.cut();
      await lastFor(stage, 30 * SECOND);
      return () => {
        stage.door.rule = undefined;
      };
    },
  },
  {
    name: 'a trickle of 10 KB/s for 10 s',
    speed: 5,
    most: () => 2,
    async strike(stage) {
      stage.wire.trickle({ size: 100, pause: 2 });
      stage.wire.cut();
      await lastFor(stage, 10 * SECOND, 2);
      return () => stage.wire.trickle(undefined);
    },
  },
];
