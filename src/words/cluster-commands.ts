/** Sentences of the commands `plan`, `why` and `watch`. */
export const clusterCommands = {
  'cli-unexpected': 'Something went wrong in Ordinal itself: {reason}. Please report it.',
  'cli-no-kubeconfig':
    'There is no kubeconfig with a context. Name a file with --kubeconfig, or set KUBECONFIG, as for kubectl.',
  'cli-no-current-context': 'The kubeconfig has no current context. Choose one with --context: {known}.',
  'cli-no-context': 'The kubeconfig has no context "{name}". It has: {known}.',
  'cli-node-too-old':
    'Talking to a cluster needs Node {needed} or later, and this is Node {version}. With this Node, use files: --snapshot or --from.',
  'cli-no-workload': 'Namespace {namespace} of {context} has no StatefulSet and no Deployment named {name}.',
  'cli-nothing-in-namespace': 'Namespace {namespace} of {context} has no StatefulSet and no Deployment.',
  'cli-file-unreadable': '{file} cannot be read ({reason}). Check the path and its permissions.',
  'cli-file-not-written': '{file} cannot be written ({reason}). Choose another path.',

  'why-usage':
    'Usage: ordinal why [NAME] [-n NAMESPACE] [--context NAME] [--kubeconfig FILE] [--save FILE] [--format text|json]\n       ordinal why [NAME] --snapshot FILE [--format text|json]\nNAME is that of a StatefulSet or Deployment, and may be written sts/NAME or deploy/NAME. Ends with 1 if something is stuck, with 2 if it could not be judged.',
  'why-says': 'The cluster says:',
  'why-look': 'Look first:',
  'why-way': 'The way out:',
  'why-way-on': 'How it goes on:',
  'why-no-snapshot': '{file} is not a saved state of a namespace. Save one with: ordinal why --save {file}',
  'why-nothing': '{file} holds no StatefulSet and no Deployment of that name.',
  'why-saved':
    'Saved in {file}: what was read of the namespace, without Secrets, and with the values of variables, arguments and annotations masked. Look through it before you share it.',

  'watch-usage':
    'Usage: ordinal watch NAME [-n NAMESPACE] [--context NAME] [--kubeconfig FILE] [--timeout DURATION]\nNAME is that of a StatefulSet or Deployment, and may be written sts/NAME or deploy/NAME; DURATION is such as 90s or 5m. Ends with 0 when the rollout succeeds, with 1 when it fails or takes longer.',
  'watch-timeout': 'The rollout of {name} has not ended in time.',

  'plan-usage':
    'Usage: ordinal plan -f FILE [-n NAMESPACE] [--context NAME] [--kubeconfig FILE] [--format text|json]\n       ordinal plan -f FILE --from OLDER-FILE [--kubernetes-version X.Y] [--format text|json]\nFILE may be a folder, or - for standard input, and -f may be given several times. Ends with 1 if something would be refused or would stop on the way.',
  'plan-nothing': '{files}: there is no StatefulSet and no Deployment of apps/v1 to plan.',
  'plan-not-yaml': '{file} is not text, so it cannot be planned.',
  'plan-broken': '{file}, line {line}: this is not YAML, so nothing can be planned.',
  'plan-template':
    '{file}, line {line}: this is a template with placeholders. Render it first, and plan what comes out of it.',
  'plan-invalid': '{object} lacks what a plan needs. Run "ordinal check" on the file: it says what is wrong.',
  'plan-assumes': 'Assumed: all that {file} asks for is done, and every pod is ready.',
  'plan-others': 'Not planned: {objects}.',
  'plan-title-create': '{object} in {namespace} is created.',
  'plan-title-change': '{object} in {namespace} is changed.',
  'plan-title-none': '{object} in {namespace} stays as it is.',
  'plan-title-refused': '{object} in {namespace} cannot be changed so.',
  'plan-revision': 'The template becomes revision {number}, named {name}.',
  'plan-leftover-rolling-update':
    'The server still has a rollingUpdate that it filled in earlier. Write rollingUpdate: null beside type: OnDelete.',
  'plan-immutable-set':
    'These fields of a StatefulSet cannot be changed: {fields}. To change them all the same, delete the set and leave its pods running (kubectl delete statefulset {name} --namespace {namespace} --cascade=orphan), then apply the manifest: the new set takes over pods and claims as they are. Claims that exist keep their size and class.',
  'plan-immutable-deployment':
    'These fields of a Deployment cannot be changed: {fields}. Delete it (kubectl delete deployment {name} --namespace {namespace}) and create it again; its pods are gone in between.',
} as const;
