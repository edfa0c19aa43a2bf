/** Sentences of the list that says why a rollout does not go on and what can be done, and of repairing it. */
export const why = {
  'repair-choose': 'Repair which StatefulSet?',
  'repair-step': 'Step {step}: {title}',
  'repair-not-needed': '{object} is not held up by a broken pod that a rollback mends.',
  'repair-not-seen': 'The rollback of {object} was made, but cannot be seen yet. Delete {pod} once it shows.',
  'repair-half-done':
    '{object} is rolled back, but {pod} is not deleted yet. Until it is, the set waits for it and stays stuck.',
  'why-title': '{object} in {where}: is it stuck, and why',
  'why-choose': 'Which workload is to be looked at?',
  'why-hint': 'Enter does what is chosen; sentences are to be read',
  'why-way-out': 'the way out',
  'why-evidence': 'what the cluster says',
  'why-around': 'what else to know',
  'why-delete-pod': 'Delete {pod}…',
  'why-roll-back': 'Roll back…',
  'why-repair': 'Roll back and delete {pod}…',
  'why-set-partition': 'Set the partition…',
  'why-set-image': 'Set another image…',
  'why-show-logs': 'Show the log of {pod}…',
  'why-watch': 'Watch it in the output',
  'why-close': 'Close',
  'button-why': 'Why Is It Stuck?',
} as const;
