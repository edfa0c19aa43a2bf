/** Sentences of why a change is not made: it says nothing, or nothing that the cluster could do. */
export const refusedChanges = {
  'change-unchanged': '{object} is that way already; there is nothing to change.',
  'change-partition-on-delete':
    '{object} has the update strategy OnDelete, which knows no partition. Delete the pods to update them, or change the strategy to RollingUpdate first.',
  'change-partition-not-a-number': 'A partition is a whole number, 0 or more; {value} is not.',
  'change-replicas-not-a-number': 'The number of replicas is a whole number, 0 or more; {value} is not.',
  'change-no-container': '{object} has no container named {container}; it has {containers}.',
  'change-no-image': 'An image name is needed for container {container} of {object}.',
  'change-unknown-kind':
    'The cluster serves no {kind} in {apiVersion}. Check apiVersion and kind, or install what brings that kind.',
  'change-volume-not-released':
    '{object} is {phase}, not Released: nothing keeps claims that fit from binding it, or one has it now.',
  'change-volume-deleted':
    '{object} is being deleted with its data, because that is what its reclaim policy says. Change the policy to Retain before the claim is deleted next time.',
  'change-no-identity': 'The manifest has no {field}; without it nothing can be applied.',
  'change-paused': '{object} is paused, and a paused Deployment starts no rollout. Resume it first: {command}',
  'change-owned-by-others': 'Owned by others: {owners}. Applying with force takes these fields over.',

  'change-already-at-revision': '{object} already has the template of revision {revision}.',
  'change-unreadable-revision': 'Revision {revision} of {object} holds no template that can be read.',
} as const;
