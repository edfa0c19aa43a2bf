/** Sentences of commands that change nothing: choosing what they are for, kubectl commands, names, samples, filters and orders. */
export const commands = {
  'button-show-problems': 'Show Problems',
  'button-open-settings': 'Open Settings',
  'choose-set-partition': 'Set the partition of which StatefulSet?',
  'choose-image': 'Set the image of which workload?',
  'choose-scale': 'Scale which workload?',
  'choose-restart': 'Restart the pods of which workload?',
  'choose-delete-set': 'Delete which StatefulSet? Its claims are kept.',
  'choose-delete-pod': 'Delete which pod?',
  'choose-watch': 'Watch the rollout of which workload?',
  'choose-kubectl': 'A kubectl command for what?',
  'nothing-to-choose':
    'There is nothing of this kind in what is shown: {kinds}. Apply a manifest first, or choose another namespace.',
  'not-there':
    '{object} is not in namespace {namespace} of {context}. Apply its manifest first, or look in another namespace.',
  'in-another-namespace':
    '{object} belongs to namespace {namespace}, and {shown} is shown. Choose namespace {namespace} first.',
  'is-read-only': 'Ordinal is read-only here, so {context} stays as it is. The setting ordinal.readOnly lifts that.',
  'where-cluster': '{context}, in no namespace',

  'kubectl-status': 'Rollout status',
  'kubectl-history': 'Rollout history',
  'kubectl-get': 'Show in short',
  'kubectl-describe': 'Describe, with events',
  'kubectl-yaml': 'Show as YAML',
  'kubectl-logs': 'Follow the logs',
  'kubectl-logs-previous': 'Logs of the container before the last restart',
  'kubectl-shell': 'Open a shell in the pod',

  'sample-title': 'Open a Sample Manifest',
  'sample-web': 'A set that is right: three ordered pods with claims of the default class. Begin here.',
  'sample-shop': 'Five pods behind a NodePort Service, a canary held at partition 3',
  'sample-search': 'The usual mistakes, with quick fixes',
  'sample-ledger': 'Five volumes made by hand, one of them too small',
  'sample-archive': 'A volume with the wrong access mode',
  'sample-old-deployment': 'An apiVersion that Kubernetes removed',
  'sample-tabs': 'Indented with tabs',

  'choose-copy-name': 'Copy the name of what?',
  'choose-copy-dns': 'Copy the name inside the cluster of what?',
  copied: 'Ordinal: copied {text}',
  'no-dns-name':
    '{object} has no name of its own inside the cluster: its set names no governing Service, or it belongs to none.',
  'filter-title': 'Filter the Tree',
  'filter-placeholder': 'Words of a name or state, such as web, Pending or stuck; then a state',
  'filter-any-state': 'In any state',
  'sort-title': 'Sort the Tree',
  'sort-name': 'By name',
  'sort-trouble': 'Trouble first',
  'sort-age': 'Newest first',
  'sort-current': 'now',
} as const;
