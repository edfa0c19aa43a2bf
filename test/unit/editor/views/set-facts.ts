import type { SetFacts } from '../../../../src/editor/views/set-facts.ts';
import { revision, service, statefulSet } from '../objects.ts';

/** What is known of a set of three that has nothing yet, and what a test says otherwise. */
export function factsOf(more: Partial<SetFacts>): SetFacts {
  return {
    set: statefulSet(),
    pods: [],
    claims: new Map(),
    volumes: new Map(),
    classes: [],
    service: service(),
    slices: [],
    revisions: [revision('web-a', 1)],
    events: [],
    budgets: [],
    hidden: [],
    polled: [],
    waits: undefined,
    seesPods: 'clear',
    seesClaims: 'clear',
    seesSlices: 'clear',
    ...more,
  };
}
