import type { Asked } from '../door.ts';
import { attemptsIn, every, type Fault, lastFor, mustBeStale } from '../fault.ts';
import { KINDS, type Stage } from '../stage.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SECOND_TOKEN = 'second-token';

/** The server answers, and says no. */
export const refused: readonly Fault[] = [
  {
    name: '410 at every resume for 30 s',
    speed: 10,
    // Each of the cuts costs the watch that is refused, a list, and a watch.
    most: duration => 3 * (duration / (2 * SECOND) + 1),
    async strike(stage) {
      const listed = new Set<string>();
      const end = forget(stage, ({ what, resource }) => {
        if (what === 'list') listed.add(resource);
        return what === 'watch' && !listed.delete(resource);
      });
      const stop = every(2 * SECOND, stage, () => stage.wire.cut());
      await lastFor(stage, 30 * SECOND, 6);
      return () => {
        stop();
        end();
      };
    },
  },
  {
    name: '410 at every watch for 1 min',
    speed: 20,
    most: duration => 2 * attemptsIn(duration),
    async strike(stage) {
      const end = forget(stage, ({ what }) => what === 'watch');
      stage.wire.cut();
      await lastFor(stage, MINUTE);
      return end;
    },
  },
  {
    name: '429 with Retry-After 5 s for 1 min',
    speed: 20,
    most: duration => attemptsIn(duration, 5 * SECOND),
    async strike(stage) {
      stage.door.rule = () => ({ ...status(429, 'TooManyRequests'), headers: { 'retry-after': '5' } });
      stage.wire.cut();
      await lastFor(stage, MINUTE);
      mustBeStale(stage);
      return freely(stage);
    },
  },
  {
    name: '500 and 503 for 1 min',
    speed: 20,
    most: attemptsIn,
    async strike(stage) {
      let count = 0;
      stage.door.rule = () => {
        count += 1;
        return count % 2 === 0 ? status(500, 'InternalError') : { status: 503, body: 'no healthy upstream' };
      };
      stage.wire.cut();
      await lastFor(stage, MINUTE);
      mustBeStale(stage);
      return freely(stage);
    },
  },
  {
    name: 'token expired, a new one in its file',
    speed: 5,
    // Asked with the old one, then with the new one.
    most: () => 2,
    async strike(stage) {
      await stage.logIn(SECOND_TOKEN);
      onlyFor(SECOND_TOKEN, stage);
      stage.wire.cut();
      await stage.people.act();
      return () => {};
    },
  },
  {
    name: 'token expired, a person logs in after 10 min',
    speed: 200,
    // Nothing is tried until somebody has done something.
    most: () => 4,
    async strike(stage) {
      onlyFor(SECOND_TOKEN, stage);
      stage.wire.cut();
      await lastFor(stage, 10 * MINUTE);
      mustBeStale(stage);
      for (const kind of KINDS) {
        const known = stage.mirror.status(kind);
        if (known?.state === 'stale' && known.failure.kind !== 'unauthorized')
          stage.complaints.push(`${kind} does not say that nobody is logged in`);
      }
      return async () => {
        await stage.logIn(SECOND_TOKEN);
        stage.mirror.retry();
      };
    },
  },
];

function status(code: number, reason: string) {
  return { status: code, body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason }) };
}

/** Answers what `isGone` says with 410, until the result is called. What is gone stays gone, until the client has listed anew. */
function forget(stage: Stage, isGone: (asked: Asked) => boolean): () => void {
  let forgets = true;
  const gone = new Set<string>();
  stage.door.rule = asked => {
    const { what, resource, query } = asked;
    if (what === 'list') for (const known of gone) if (known.startsWith(`${resource} `)) gone.delete(known);
    const version = `${resource} ${query.get('resourceVersion')}`;
    if (isGone(asked) && forgets) gone.add(version);
    return what === 'watch' && gone.has(version) ? expired() : undefined;
  };
  return () => {
    forgets = false;
  };
}

let refusals = 0;

/** A version that is too old is told in two ways. Fact I7. */
function expired() {
  refusals += 1;
  const answer = status(410, 'Expired');
  if (refusals % 2 === 0) return answer;
  return { status: 200, body: `{"type":"ERROR","object":${answer.body}}\n` };
}

function onlyFor(wanted: string, stage: Stage): void {
  stage.door.rule = ({ token }) => (token === wanted ? undefined : status(401, 'Unauthorized'));
}

function freely(stage: Stage): () => void {
  return () => {
    stage.door.rule = undefined;
  };
}
