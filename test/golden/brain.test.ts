import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, type World } from '../../src/core/statefulset/controller.ts';
import type { Pod, StatefulSet } from '../../src/core/statefulset/model.ts';
import { plan } from '../../src/core/statefulset/plan.ts';
import { advanceRollout, beginRollout, type Sight, summarizeRollout } from '../../src/core/statefulset/progress.ts';
import { RecordedCluster, type RecordedEvent, type Recording, recordings, timeOf } from '../support/recording.ts';

/** Recorded times have whole seconds; a pod that turned available within the second counts. */
const CLOCK_SLACK = 1_000;

const ofSets = recordings().filter(recording => recording.events.some(event => event.kind === 'StatefulSet'));

for (const recording of ofSets)
  describe(`recorded: ${recording.scenario.name}`, () => {
    it('the brain makes each move that the real controller made, in the state it saw', () => {
      let moves = 0;
      play(recording, (event, cluster, before) => {
        const world = before(CLOCK_SLACK);
        const move = recordedMove(recording, event, cluster);
        if (move === undefined || world === undefined) return;
        moves++;
        assert.ok(podMoves(world).includes(move), `${move} at ${event.ms} ms; the brain says ${podMoves(world)}`);
      });
      assert.ok(moves > 0);
    });

    it('the brain rests where the real controller rested, with the same status', () => {
      for (const [step, { for: duration }] of recording.scenario.steps.entries()) {
        const world = worldAfter(recording, step);
        if (world === undefined || duration !== undefined) continue;
        const decision = decide(world);
        if (decision.again !== undefined) continue;
        assert.deepEqual(decision.moves, [], `after step ${step}`);
        assert.equal(decision.statusChanged, false, `after step ${step}: ${JSON.stringify(decision.status)}`);
      }
    });

    it('the plan of each change is what then happened, as far as it went', () => {
      for (const [step, { for: duration, patch }] of recording.scenario.steps.entries()) {
        // A plan starts from a cluster at rest; a step that was not waited for left none.
        if (recording.scenario.steps[step - 1]?.for !== undefined) continue;
        const before = worldAfter(recording, step - 1);
        const changed = recording.events.find(event => event.step === step && event.kind === 'StatefulSet');
        if (before === undefined || changed === undefined || patch?.kind !== 'StatefulSet' || duration !== undefined)
          continue;
        const planned = plan(before, { kind: 'spec', set: changed.object as StatefulSet });
        const made = recordedMoves(recording, step);
        const steps = planned.steps.flatMap(({ do: what, ...rest }) =>
          what === 'create' || what === 'delete' ? [`${what} ${'pod' in rest ? rest.pod : ''}`] : [],
        );
        const parallel = before.set.spec.podManagementPolicy === 'Parallel';
        const comparable = (list: string[]) => (parallel ? list.toSorted() : list);
        assert.deepEqual(comparable(made), comparable(steps.slice(0, made.length)), `step ${step}`);
      }
    });

    it('the story of the rollout ends the same when only every third event is seen', () => {
      for (const step of recording.scenario.steps.keys())
        assert.deepEqual(storyOf(recording, step, 3), storyOf(recording, step, 1), `step ${step}`);
    });
  });

/** Applies the events one by one; the visitor sees the cluster before each. */
function play(
  recording: Recording,
  visit: (event: RecordedEvent, cluster: RecordedCluster, before: (slack: number) => World | undefined) => void,
): void {
  const cluster = new RecordedCluster();
  for (const event of recording.events) {
    visit(event, cluster, slack => cluster.world(timeOf(recording, event) + slack));
    cluster.apply(event);
  }
}

function worldAfter(recording: Recording, step: number): World | undefined {
  const cluster = new RecordedCluster();
  let last: RecordedEvent | undefined;
  for (const event of recording.events) {
    if (event.step > step) break;
    cluster.apply(event);
    last = event;
  }
  return last === undefined ? undefined : cluster.world(timeOf(recording, last) + CLOCK_SLACK);
}

/** The controller's move that an event shows, or nothing: others create and delete pods too. */
function recordedMove(recording: Recording, event: RecordedEvent, cluster: RecordedCluster): string | undefined {
  if (event.kind !== 'Pod') return undefined;
  const { name, deletionTimestamp } = event.object.metadata;
  const asked = recording.scenario.steps[event.step]?.delete;
  if (event.type === 'ADDED') return `create ${name}`;
  const before = cluster.find('Pod', name) as Pod | undefined;
  if (deletionTimestamp === undefined || before?.metadata.deletionTimestamp !== undefined) return undefined;
  return asked?.kind === 'Pod' && asked.name === name ? undefined : `delete ${name}`;
}

function recordedMoves(recording: Recording, step: number): string[] {
  const made: string[] = [];
  play(recording, (event, cluster) => {
    const move = event.step === step ? recordedMove(recording, event, cluster) : undefined;
    if (move !== undefined) made.push(move);
  });
  return made;
}

function podMoves(world: World): string[] {
  return decide(world).moves.flatMap(move => {
    if (move.do === 'create-pod') return [`create ${move.pod.metadata.name}`];
    return move.do === 'delete-pod' ? [`delete ${move.pod}`] : [];
  });
}

/** The summary and the last word of a step's rollout, of which only every n-th event was seen, and the end. */
function storyOf(recording: Recording, step: number, every: number): unknown {
  const cluster = new RecordedCluster();
  for (const event of recording.events.filter(candidate => candidate.step < step)) cluster.apply(event);
  let { rollout } = beginRollout(sightOf(cluster), 0);
  const events = recording.events.filter(candidate => candidate.step === step);
  for (const [index, event] of events.entries()) {
    cluster.apply(event);
    if (index % every === 0 || index === events.length - 1)
      rollout = advanceRollout(rollout, sightOf(cluster), event.ms).rollout;
  }
  return { ...summarizeRollout(rollout), status: rollout.status };
}

function sightOf(cluster: RecordedCluster): Sight {
  const world = cluster.world(0);
  return {
    owner: world?.set,
    pods: world?.pods ?? [],
    claims: [...(world?.claims.values() ?? [])],
    released: [],
    revisionNumbers: new Map(world?.revisions.map(revision => [revision.metadata.name, revision.revision])),
  };
}
