import type { KindStatus } from '../../../../src/cluster/mirror.ts';
import type { Asked } from '../door.ts';
import { attemptsIn, type Fault, lastFor } from '../fault.ts';
import { KINDS, type Stage } from '../stage.ts';

const MINUTE = 60_000;

/** Something may not be done. The rest of the tree must not notice. */
export const rights: readonly Fault[] = [
  without({
    name: 'no right to watch pods for 5 min',
    duration: 5 * MINUTE,
    refuses: ({ what, resource }) => what === 'watch' && resource === 'pods',
    kind: 'Pod',
    state: 'polling',
    // A list and a watch that is refused, every minute; then the same once more.
    most: 2 * 6,
  }),
  without({
    name: 'no right to a kind for 11 min',
    duration: 11 * MINUTE,
    refuses: ({ resource }) => resource === 'persistentvolumeclaims',
    kind: 'PersistentVolumeClaim',
    state: 'forbidden',
    // Asked for every five minutes.
    most: 4,
  }),
];

interface Missing {
  readonly name: string;
  readonly duration: number;
  readonly refuses: (asked: Asked) => boolean;
  readonly kind: (typeof KINDS)[number];
  /** What the mirror must call the kind meanwhile; the others must stay live. */
  readonly state: KindStatus['state'];
  /** The most requests of that kind. */
  readonly most: number;
}

function without({ name, duration, refuses, kind, state, most }: Missing): Fault {
  return {
    name,
    speed: 200,
    most: () => attemptsIn(0),
    async strike(stage) {
      let asked = 0;
      stage.door.rule = request => {
        if (!refuses(request)) return undefined;
        asked += 1;
        return { status: 403, body: FORBIDDEN };
      };
      stage.wire.cut();
      await lastFor(stage, duration);
      mustBe(stage, kind, state);
      if (asked > most) stage.complaints.push(`${asked} times asked for what is forbidden`);
      return () => {
        stage.door.rule = undefined;
        // A person has got the right, and says so.
        stage.mirror.retry();
      };
    },
  };
}

const FORBIDDEN = JSON.stringify({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'Forbidden',
  message: 'forbidden: User "reader" may not do that',
  code: 403,
});

function mustBe({ mirror, complaints }: Stage, kind: Missing['kind'], state: KindStatus['state']): void {
  for (const one of KINDS) {
    const known = mirror.status(one)?.state;
    const wanted = one === kind ? state : 'live';
    if (known !== wanted) complaints.push(`${one} is called ${known}, not ${wanted}`);
  }
}
