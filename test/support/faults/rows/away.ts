import { selfSigned } from '../../cluster/certificates.ts';
import { attemptsIn, type Fault, lastFor, mustBeStale } from '../fault.ts';
import { unresolve } from '../resolve.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Nobody answers, or somebody else does. */
export const away: readonly Fault[] = [
  stopped('server stopped for 1 s', SECOND, 2),
  stopped('server stopped for 30 s', 30 * SECOND, 20),
  stopped('server stopped for 5 min', 5 * MINUTE, 100),
  {
    name: 'name of the server not found for 30 s',
    speed: 20,
    most: attemptsIn,
    async strike(stage) {
      const again = unresolve(stage.host);
      stage.wire.cut();
      await lastFor(stage, 30 * SECOND);
      mustBeStale(stage);
      return again;
    },
  },
  {
    name: 'another certificate for 30 s',
    speed: 20,
    most: attemptsIn,
    async strike(stage) {
      stage.door.show(selfSigned([stage.host]));
      stage.wire.cut();
      await lastFor(stage, 30 * SECOND);
      mustBeStale(stage);
      return () => stage.door.show(stage.certificate);
    },
  },
  {
    name: 'connections taken and never answered for 1 min',
    speed: 20,
    most: attemptsIn,
    async strike(stage) {
      stage.wire.mute(true);
      stage.wire.cut();
      await lastFor(stage, MINUTE);
      return () => stage.wire.mute(false);
    },
  },
  {
    name: 'a login page instead of every answer for 1 min',
    speed: 20,
    most: attemptsIn,
    async strike(stage) {
      const page = { status: 200, body: '<html>Log in</html>', headers: { 'content-type': 'text/html' } };
      stage.door.rule = () => page;
      stage.wire.cut();
      await lastFor(stage, MINUTE);
      mustBeStale(stage);
      return () => {
        stage.door.rule = undefined;
      };
    },
  },
];

function stopped(name: string, duration: number, speed: number): Fault {
  return {
    name,
    speed,
    most: attemptsIn,
    async strike(stage) {
      await stage.wire.refuse();
      await lastFor(stage, duration);
      if (duration > SECOND) mustBeStale(stage);
      return () => stage.wire.accept();
    },
  };
}
