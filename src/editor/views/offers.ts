import type { Deployment } from '../../core/deployment/model.ts';
import { ownersOf } from '../../core/owners.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { type RowOffer, rowOffers } from '../ids.ts';
import type { Judged } from '../verdicts/verdicts.ts';

/** How many revisions are kept of a workload; `undefined` where they are not known. */
export type RevisionsOf = (workload: StatefulSet | Deployment) => number | undefined;

/** What can be done about a workload now, of what cannot be done about every one. In doubt it is offered: the command says why not. */
export function offersOn(
  workload: StatefulSet | Deployment,
  judged: Judged | undefined,
  { revisionsOf }: { readonly revisionsOf?: RevisionsOf },
): readonly RowOffer[] {
  const revisions = revisionsOf?.(workload);
  return [
    ...(ownersOf(workload).length > 0 ? [rowOffers.owner] : []),
    ...(judged?.verdict.wayOut === 'restore-revision-then-delete-pod' ? [rowOffers.repair] : []),
    ...(revisions === undefined || revisions > 1 ? [rowOffers.rollBack] : []),
  ];
}
