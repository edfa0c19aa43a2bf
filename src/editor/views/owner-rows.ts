import type { Deployment } from '../../core/deployment/model.ts';
import { ownersOf } from '../../core/owners.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { ownerName, revertsText } from './owner-text.ts';
import type { Branch } from './row.ts';

/** Who else decides about a workload, a row each: it opens what there is to see of them. */
export function ownerBranches(workload: StatefulSet | Deployment, say: Say): Branch[] {
  const { kind, metadata } = workload;
  const { name, namespace = '' } = metadata;
  return ownersOf(workload).map(owner => {
    const label = ownerName(owner);
    const does = say(owner.by === 'autoscaler' ? 'owner-scales' : 'owner-manages');
    const row = {
      id: `owner/${kind}/${namespace}/${name}/${owner.by}/${owner.name}`,
      kind: rowKinds.owner,
      label,
      description: does,
      icon: { name: 'organization' },
      tooltip: [{ sentence: revertsText(owner, say) }],
      spoken: say('spoken-owner', { owner: label, does }),
      branch: 'leaf',
      target: { kind, namespace, name },
    } as const;
    return { row, children: [] };
  });
}
