/** Sentences of changes that are made from rows of the tree, beside those to workloads. */
export const treeChanges = {
  'choose-free-volume': 'Free which Released volume?',
  'free-title': 'Who may bind {object} again?',
  'free-to-same-name': 'Only claim {claim}, when it is made again',
  'free-to-same-name-detail': 'Takes the uid out of the claimRef: the volume is kept for a claim of that name.',
  'free-to-anyone': 'Any claim that it fits',
  'free-to-anyone-detail': 'Clears the claimRef: the data may get into the hands of another application.',
  'do-free-volume': 'Free {object} for any claim',
  'do-reserve-volume': 'Keep {object} for claim {claim}',
  'handover-data-stays': 'Its data ({size}, written through claim {claim}) stays as it is. Nothing is erased by this.',
  'handover-to-anyone':
    'The next claim that the volume fits gets it, with that data in it: whoever mounts it can read and overwrite it. This cannot be taken back once a claim has bound it.',
  'handover-to-same-name':
    'Only a claim named {claim} can bind it, as soon as there is one. Until then the volume waits, and its data with it.',
  'handover-takers': 'These claims wait and fit; one of them binds it at once: {claims}.',
  'handover-no-taker': 'No claim that waits fits it now; it will be free.',
  'handover-other-namespaces':
    'Only claims of namespace {namespace} are seen from here; those of others may bind it too.',
  'typed-name-prompt': 'Type {name} to make this change.',
  'typed-name-mismatch': 'This is not {name}.',
  'volume-freed': 'Ordinal: {object} can be bound again',
  'no-volume-released':
    'No volume in {context} is Released, so there is none to free. A volume is Released once its claim is deleted and its reclaim policy is Retain.',
  'volume-not-there':
    '{object} is not in {context}, or volumes cannot be read with your permissions. Refresh and look again.',
  'rows-of-several-contexts':
    'The selected rows are of several contexts. Select rows of one context, so that one plan can be shown.',
  'section-left-out': 'selected, and not part of this',
  'left-out': 'Selected too, but nothing is done about it: {objects}.',
  'left-out-gone': '{object} (gone)',
  'row-gone': 'What this row stood for is gone, so nothing was done. Look at the tree again.',
  'row-object-gone': '{object}, which this row stood for, is gone. Nothing was done.',
  'row-object-returns':
    '{object}, which this row stood for, is gone, and StatefulSet {set} is about to make another of that name. Nothing was done.',
  'row-object-replaced':
    '{object}, which this row stood for, is gone, and another of that name has taken its place. Nothing was done; choose its own row if you mean that one.',
  'do-delete-pods': 'Delete {count} pods',
  'do-restart-several': 'Restart the pods of {count} workloads',
  'section-of': '{name}: {heading}',
  'changes-partly': 'Done: {done}. Then {failed} failed: {detail} What is done stays; look at the rest and try again.',
  'choose-owner': 'Open the owner of what?',
  'owners-of': 'Owners of {object}',
  'owner-none': 'Nothing else manages {object}, as far as references, labels and field managers tell.',
  'owner-not-found':
    '{owner}, which manages {object}, is not to be found in {context}. It may be in another cluster, or not to be read with your permissions.',
  'live-secret': '{object} is a Secret, and what Secrets hold is not shown.',
  'live-not-served': 'The cluster does not serve {kind} in {apiVersion} (any more).',
} as const;
