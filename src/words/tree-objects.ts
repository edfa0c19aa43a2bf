/** Sentences of commands on rows that are about other objects: revisions and warnings. */
export const treeObjects = {
  'choose-revision': 'Which revision?',
  'revision-of-nobody':
    '{object} belongs to no StatefulSet and no Deployment that is shown, so there is nothing to compare it with or to give it back to. Its workload may be deleted; refresh and look again.',
  'revision-gone': '{object} has no revision {name} any more. Look at those that it has, and choose another.',
  'revision-same': 'Revision {revision} is what {object} has now: nothing differs.',
  'compare-revision-title': '{object}: revision {revision} ↔ now',
  'go-to-nothing': 'This row is about no object of its own. Open the row of a warning or look at its tooltip.',
  'copy-nothing': 'The cluster says nothing at this row. Open the row of a warning and copy what it says.',
  'go-to-hidden':
    '{object} has no row in the tree now: it is gone, or a filter leaves it out. Clear the filter, or look at its live YAML.',
  'button-live': 'Open Live YAML',
} as const;
