import { resourceOf } from '../../../../src/cluster/mirror.ts';
import { disorder } from '../bodies.ts';
import { attemptsIn, type Fault, lastFor } from '../fault.ts';
import { KINDS } from '../stage.ts';
import { until } from '../until.ts';

const SECOND = 1_000;
/** In milliseconds of the machine. */
const PATIENCE = 10_000;

/** What comes is well formed and not true. */
export const lies: readonly Fault[] = [
  {
    name: 'events twice and in the wrong order for 30 s',
    speed: 10,
    // Each attempt may list and then watch.
    most: duration => 2 * attemptsIn(duration),
    async strike(stage) {
      let lying = true;
      stage.door.rule = ({ what }) => (what === 'watch' ? { through: disorder(() => lying) } : undefined);
      stage.wire.cut();
      await lastFor(stage, 30 * SECOND, 6);
      return () => {
        lying = false;
        stage.door.rule = undefined;
      };
    },
  },
  {
    name: 'two lists each of an older state',
    speed: 10,
    most: () => 6,
    async strike(stage, { connection }) {
      const older = new Map<string, string>();
      for (const kind of KINDS) {
        const path = resourceOf(kind, stage.namespace);
        const { items, resourceVersion } = await connection.list(path, {});
        const list = { kind: `${kind}List`, apiVersion: 'v1', metadata: { resourceVersion }, items };
        older.set(path.name, JSON.stringify({ ...list, apiVersion: items[0]?.apiVersion ?? 'v1' }));
      }
      await stage.people.act();
      await stage.people.settle();
      await stage.untilRight();
      // Each kind hears of a version that is newer than the lists, be it by a bookmark.
      await stage.clock.pass(4 * SECOND);
      const told = new Map<string, number>();
      const refusedOnce = new Set<string>();
      stage.door.rule = ({ what, resource }) => {
        if (what === 'watch' && !refusedOnce.has(resource)) {
          refusedOnce.add(resource);
          return { status: 410, body: '{"kind":"Status","code":410,"reason":"Expired"}' };
        }
        const times = told.get(resource) ?? 0;
        const body = older.get(resource);
        if (what !== 'list' || times === 2 || body === undefined) return undefined;
        told.set(resource, times + 1);
        return { status: 200, body };
      };
      stage.wire.cut();
      const isTold = () => KINDS.every(kind => told.get(resourceOf(kind).name) === 2);
      if (!(await until(isTold, PATIENCE))) stage.complaints.push('nobody asked for the lists');
      return () => {};
    },
  },
  {
    name: 'server restored from a backup',
    speed: 10,
    ownCluster: true,
    most: duration => 2 * attemptsIn(duration),
    async strike(stage, practice) {
      await practice.keep();
      stage.door.lead(practice.upstream);
      await stage.people.act();
      await stage.people.act();
      await stage.people.settle();
      if (!(await stage.untilRight())) stage.complaints.push('was not right before the fault');
      await stage.wire.refuse();
      stage.goBack();
      await practice.restore();
      stage.door.lead(practice.upstream);
      return () => stage.wire.accept();
    },
  },
];
