import type { OwnSituation } from './situations/builders.ts';
import { combined } from './situations/combined.ts';
import { ofContainers } from './situations/containers.ts';
import { ofElsewhere } from './situations/elsewhere.ts';
import { ofPlaces } from './situations/places.ts';
import { ofSets } from './situations/sets.ts';

/** States of sets in trouble, two and more for each cause, grown by the brain itself and then broken in one respect. */
export const ownSituations: readonly OwnSituation[] = [
  ...ofContainers,
  ...ofPlaces,
  ...ofSets,
  ...combined,
  ...ofElsewhere,
];
