import type { Lesson } from './lesson.ts';
import { headless, imagePatch, setOf, settings } from './pieces.ts';

const trio = setOf('trio', { image: 'shop/web:v1' });
const canary = setOf('canary', {
  image: 'shop/web:v1',
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
});
const stuck = setOf('stuck', { image: 'shop/web:v1' });
const waiting = setOf('waiting', { image: 'shop/ledger:v1', replicas: 2, storageClassName: 'fast' });
const archive = setOf('archive', { image: 'shop/archive:v1' });
const owned = setOf('owned', { image: 'shop/db:v1' });

/** Every starting point, in the order in which a person meets them. */
export const lessons: readonly Lesson[] = [
  {
    name: 'healthy-trio',
    title: 'lesson-healthy-trio-title',
    task: 'lesson-healthy-trio-task',
    hint: 'lesson-healthy-trio-hint',
    objects: [headless('trio'), trio],
    steps: [],
    start: [{ fact: 'complete', set: 'trio', replicas: 3 }],
    goal: [
      { fact: 'image', set: 'trio', image: 'shop/web:v1', not: true },
      { fact: 'complete', set: 'trio', replicas: 3 },
    ],
  },
  {
    name: 'parked-canary',
    title: 'lesson-parked-canary-title',
    task: 'lesson-parked-canary-task',
    hint: 'lesson-parked-canary-hint',
    objects: [headless('canary'), canary],
    steps: [
      {
        when: [{ fact: 'complete', set: 'canary' }],
        patch: { set: 'canary', with: imagePatch(canary, 'shop/web:v2') },
      },
    ],
    start: [{ fact: 'parked', set: 'canary', updated: 1 }],
    goal: [
      { fact: 'image', set: 'canary', image: 'shop/web:v2' },
      { fact: 'complete', set: 'canary', replicas: 3 },
    ],
  },
  {
    name: 'broken-revision',
    title: 'lesson-broken-revision-title',
    task: 'lesson-broken-revision-task',
    hint: 'lesson-broken-revision-hint',
    objects: [headless('stuck'), stuck],
    steps: [
      {
        when: [{ fact: 'complete', set: 'stuck' }],
        patch: { set: 'stuck', with: imagePatch(stuck, 'shop/web:broken') },
      },
      // the obvious way out has been tried, and did not help
      {
        when: [{ fact: 'waits', pod: 'stuck-2', reason: 'ImagePullBackOff' }],
        patch: { set: 'stuck', with: imagePatch(stuck, 'shop/web:v1') },
      },
    ],
    start: [
      { fact: 'image', set: 'stuck', image: 'shop/web:v1' },
      { fact: 'waits', pod: 'stuck-2', reason: 'ImagePullBackOff' },
    ],
    goal: [{ fact: 'complete', set: 'stuck', replicas: 3 }],
  },
  {
    name: 'pending-claim',
    title: 'lesson-pending-claim-title',
    task: 'lesson-pending-claim-task',
    hint: 'lesson-pending-claim-hint',
    objects: [headless('waiting'), waiting],
    steps: [],
    start: [{ fact: 'claim', claim: 'data-waiting-0', phase: 'Pending' }],
    goal: [
      { fact: 'claim', claim: 'data-waiting-0', phase: 'Bound' },
      { fact: 'claim', claim: 'data-waiting-1', phase: 'Bound' },
      { fact: 'complete', set: 'waiting', replicas: 2 },
    ],
  },
  {
    name: 'retained-claims',
    title: 'lesson-retained-claims-title',
    task: 'lesson-retained-claims-task',
    hint: 'lesson-retained-claims-hint',
    objects: [headless('archive'), archive],
    steps: [
      {
        when: [{ fact: 'complete', set: 'archive', replicas: 3 }],
        file: {
          claim: 'data-archive-2',
          path: '/ledger.txt',
          text: 'entries of archive-2, written before it was scaled away\n',
        },
      },
      { when: [], patch: { set: 'archive', with: { spec: { replicas: 1 } } } },
    ],
    start: [
      { fact: 'gone', pod: 'archive-1' },
      { fact: 'gone', pod: 'archive-2' },
      { fact: 'complete', set: 'archive', replicas: 1 },
      { fact: 'claim', claim: 'data-archive-2', phase: 'Bound' },
    ],
    goal: [
      { fact: 'complete', set: 'archive', replicas: 3 },
      { fact: 'kept', claim: 'data-archive-1' },
      { fact: 'kept', claim: 'data-archive-2' },
    ],
  },
  {
    name: 'operator-owned',
    title: 'lesson-operator-owned-title',
    task: 'lesson-operator-owned-task',
    hint: 'lesson-operator-owned-hint',
    objects: [settings('owned-settings', { replicas: '3', image: 'shop/db:v1' }), headless('owned'), owned],
    steps: [],
    start: [{ fact: 'complete', set: 'owned', replicas: 3 }],
    goal: [
      { fact: 'image', set: 'owned', image: 'shop/db:v2' },
      { fact: 'complete', set: 'owned', replicas: 3 },
    ],
    operator: { set: 'owned', settings: 'owned-settings' },
  },
];

export function findLesson(name: string): Lesson | undefined {
  return lessons.find(lesson => lesson.name === name);
}
