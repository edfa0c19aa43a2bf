import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { unlessStale } from '../controllers/context.ts';
import { createRecorder } from '../controllers/events.ts';
import { at, objectOf, stringOf } from '../json.ts';
import type { Disks } from '../machine/disks.ts';
import { volumeDisk } from '../machine/disks.ts';
import type { OrderBook } from '../orders.ts';
import type { Registry } from '../registry.ts';
import { resourceOfKind, resources, type ServedResource } from '../resources.ts';
import { alreadyExists, StatusError } from '../status.ts';
import { timestamp } from '../store.ts';
import { holds } from './facts.ts';
import { type Lesson, lessonLabel, type Operator, type Step } from './lesson.ts';
import { findLesson } from './lessons.ts';
import { startOperator } from './operator.ts';
import { lessonNamespace } from './pieces.ts';

/** How a lesson stands. Plain data, kept with the cluster. */
export interface LessonState {
  readonly lesson: string;
  /** `clearing` while the former lesson goes, `preparing` on the way to the start, then `open`, and `reached` when the goal is. */
  readonly phase: 'clearing' | 'preparing' | 'open' | 'reached';
  /** How many of its steps are done. */
  readonly steps: number;
  /** The uids of claims at the start, by name. */
  readonly claims: Readonly<Record<string, string>>;
  /** When the goal was reached. */
  readonly reachedAt?: string;
}

/** Gives lessons, one at a time. */
export interface School {
  state(): LessonState | undefined;
  /** Clears the former lesson away and prepares this one. Throws 404 for one that there is not. */
  begin(name: string): void;
  stop(): void;
}

interface Parts {
  readonly registry: Registry;
  readonly book: OrderBook;
  readonly disks: Disks;
  readonly report: (error: unknown) => void;
}

/** What lessons make, in the order in which it is cleared away: owners first, so that nobody makes anew what has gone. */
const cleared: readonly ServedResource[] = [
  resources.statefulSets,
  resources.services,
  resources.configMaps,
  resources.pods,
  resources.persistentVolumeClaims,
];
/** Milliseconds between a change and the look at it: many changes come at once. */
const pause = 20;

export function createSchool({ registry, book, disks, report }: Parts, kept?: LessonState): School {
  const recorder = createRecorder(registry);
  let state = kept;
  let stopOperator = (): void => {};
  let cancel: (() => void) | undefined;

  const unsubscribe = registry.subscribe(({ resource }) => {
    if (resource !== resources.events) look();
  });
  if (state !== undefined) {
    if (state.phase !== 'clearing') employ(findLesson(state.lesson)?.operator);
    hurry();
    look();
  }

  function look(): void {
    if (state === undefined || state.phase === 'reached') return;
    cancel ??= registry.clock.after(pause, () => {
      cancel = undefined;
      try {
        goOn();
      } catch (error) {
        report(error);
      }
    });
  }

  function goOn(): void {
    const lesson = findLesson(state?.lesson ?? '');
    if (state === undefined || lesson === undefined) return;
    const meets = (facts: Lesson['goal']): boolean => facts.every(fact => holds(registry, fact, state?.claims));
    if (state.phase === 'clearing') {
      if (leftovers().length > 0) return;
      for (const object of lesson.objects) make(object);
      employ(lesson.operator);
      state = { ...state, phase: 'preparing' };
    }
    if (state.phase === 'preparing') {
      const step = lesson.steps[state.steps];
      if (step !== undefined) {
        if (!meets(step.when)) return;
        take(step);
        state = { ...state, steps: state.steps + 1 };
        look();
        return;
      }
      if (!meets(lesson.start)) return;
      state = { ...state, phase: 'open', claims: claimUids() };
      hurry();
    }
    if (state.phase === 'open' && meets(lesson.goal)) {
      state = { ...state, phase: 'reached', reachedAt: timestamp(registry.clock) };
      congratulate(lesson);
    }
  }

  /** Nobody wants to wait for the start of a lesson: until then, nodes are as fast as they can. */
  function hurry(): void {
    book.hurry(state?.phase === 'clearing' || state?.phase === 'preparing');
  }

  /** Has somebody keep the set of the lesson, where the lesson wants that. */
  function employ(operator: Operator | undefined): void {
    stopOperator();
    stopOperator = operator === undefined ? () => {} : startOperator(registry, operator);
  }

  function make(object: KubernetesObject): void {
    const resource = resourceOfKind(object.apiVersion, object.kind);
    if (resource !== undefined) registry.create(resource, object, { fieldManager: 'ordinal-lessons' });
  }

  function take({ patch, order, file }: Step): void {
    if (patch !== undefined)
      registry.patch(resources.statefulSets, lessonNamespace, patch.set, 'merge', patch.with, {
        fieldManager: 'ordinal-lessons',
      });
    if (order !== undefined) book.give(order);
    if (file === undefined) return;
    const claim = registry.get(resources.persistentVolumeClaims, lessonNamespace, file.claim);
    const volume = registry.get(resources.persistentVolumes, undefined, claim.spec.volumeName ?? '');
    disks.get(volumeDisk(volume.metadata.uid ?? '')).set(file.path, file.text);
    disks.touched();
  }

  function claimUids(): Readonly<Record<string, string>> {
    const claims = registry.list(resources.persistentVolumeClaims, lessonNamespace);
    return Object.fromEntries(claims.map(claim => [claim.metadata.name, claim.metadata.uid ?? '']));
  }

  /** Throws 409 where something of a person has a name that the lesson needs. */
  function requireRoom(lesson: Lesson): void {
    for (const { apiVersion, kind, metadata } of lesson.objects) {
      const resource = resourceOfKind(apiVersion, kind);
      const found = resource === undefined ? undefined : registry.find(resource, lessonNamespace, metadata.name);
      if (resource !== undefined && found !== undefined && found.metadata.labels?.[lessonLabel] === undefined)
        throw alreadyExists(resource, metadata.name);
    }
  }

  /** Objects of a lesson that are still there. */
  function leftovers(): (readonly [ServedResource, KubernetesObject])[] {
    return cleared.flatMap(resource =>
      registry
        .list(resource, lessonNamespace)
        .filter(object => object.metadata.labels?.[lessonLabel] !== undefined)
        .map(object => [resource, object] as const),
    );
  }

  function congratulate(lesson: Lesson): void {
    const about = registry.find(resources.namespaces, undefined, lessonNamespace);
    if (about === undefined) return;
    const message = `The goal of the lesson ${lesson.name} is reached`;
    recorder.record({ about, type: 'Normal', reason: 'LessonReached', message, source: 'ordinal-lessons' });
  }

  return {
    state: () => state,
    begin(name) {
      const lesson = findLesson(name);
      if (lesson === undefined)
        throw new StatusError(404, 'NotFound', `lessons "${name}" not found`, { name, kind: 'lessons' });
      requireRoom(lesson);
      employ(undefined);
      book.clear();
      state = { lesson: name, phase: 'clearing', steps: 0, claims: {} };
      hurry();
      for (const [resource, object] of leftovers())
        unlessStale(() => registry.delete(resource, lessonNamespace, object.metadata.name));
      look();
    },
    stop() {
      unsubscribe();
      stopOperator();
      cancel?.();
    },
  };
}

/** A state as it stood in a file; undefined for one that cannot be read. */
export function readLessonState(value: unknown): LessonState | undefined {
  const lesson = stringOf(at(value, 'lesson')) ?? '';
  const phase = (['clearing', 'preparing', 'open', 'reached'] as const).find(each => each === at(value, 'phase'));
  const steps = at(value, 'steps');
  if (findLesson(lesson) === undefined || phase === undefined || typeof steps !== 'number') return undefined;
  const claims = Object.entries(objectOf(at(value, 'claims'))).map(([name, uid]) => [name, String(uid)] as const);
  const reachedAt = stringOf(at(value, 'reachedAt'));
  return {
    lesson,
    phase,
    steps,
    claims: Object.fromEntries(claims),
    ...(reachedAt === undefined ? {} : { reachedAt }),
  };
}
