/** Sentences for the codes of what the API server accepts and what never works. */
export const behavior = {
  'set-name-too-long':
    'The name has {length} characters. Beyond {limit} the pods’ label controller-revision-hash gets too long and no pod can be created. Shorten the name.',
  'partition-beyond-replicas':
    'With partition {partition} and {replicas} replicas every pod is held: a change of the pod template updates none of them. Lower the partition to start the rollout.',
  'duplicate-claim-template':
    'There is another claim template with the name “{name}”; the pods only get the last one. Give each a name of its own.',
  'claim-template-hides-volume':
    'A claim template has the name “{name}” too and takes the place of this volume: what it should hold is not there. Rename one of them.',
  'duplicate-port':
    'Port {port}/{protocol} stands twice in this container, and server-side apply refuses that. Remove one of them.',
  'duplicate-port-name':
    'Container “{first}” has a port with the name “{name}” too; Services and probes that ask for it take that one. Give this one another name.',
} as const;
