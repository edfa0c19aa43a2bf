/** Sentences of applying manifests, and of comparing live objects with them. */
export const apply = {
  'apply-no-manifest': 'No manifest is open. Open a file with Kubernetes objects, then apply it.',
  'apply-which': 'Which manifest is to be applied?',
  'apply-too-long': '{file} is too long to be applied from here. Use kubectl apply.',
  'apply-binary': '{file} is not text.',
  'apply-template':
    '{file}, line {line}: this is a template with placeholders, not a manifest. Render it first, with the tool it is made for.',
  'apply-broken': '{file}, line {line}: {problem} Nothing was applied.',
  'apply-empty': '{file} holds no Kubernetes object.',
  'apply-no-identity':
    'Object {number} of {file}, line {line}, has no {field}, so Ordinal cannot tell what to apply. Nothing was applied.',
  'apply-title': 'Apply {file}',
  'apply-confirm': 'Apply {count} objects',
  'apply-confirm-one': 'Apply 1 object',
  'apply-creates': 'create {object}',
  'apply-changes': 'change {object}',
  'apply-unchanged': '{object} stays as it is',
  'apply-unknown': 'create {object}, once its namespace is there',
  'apply-not-saved': 'The text in the editor is applied; it is not saved yet.',
  'apply-untitled':
    'The text in the editor is applied; it is in no file yet. The kubectl command reads it from its input: save the text first, and name the file.',
  'apply-sets-back-to': 'You changed {field} of {object} in the cluster through Ordinal; the file sets it to {value}.',
  'apply-sets-back': 'You changed {field} of {object} in the cluster through Ordinal; the file says something else.',
  'apply-nothing-to-do': 'Everything is in {where} as the manifest says. Nothing was changed.',
  'apply-refused': 'The API server refuses {count} of {total} objects, so nothing was applied. {object}: {detail}',
  'apply-refused-one': 'The API server refuses {object}, so nothing was applied: {detail}',
  'apply-partly':
    'Applied: {done}. Then {failed} failed: {detail} What is done stays; apply again when that is mended.',

  'section-takes': 'set by others',
  'apply-confirm-takes': '{applies}, and take over fields of others: {count}',
  'preview-hint-takes': 'This takes over fields that others have set: read which, then choose',
  'apply-takes': '{object}: {field} was set by {manager}; the file sets it now',
  'apply-takes-value': '{object}: {field} was set to {from} by {manager}; the file sets it to {to}',
  'apply-takes-note':
    'Whoever set these fields may set them again. To let them have their way, take the fields out of the file.',
  'manager-kubectl-apply': 'kubectl apply',
  'manager-before': 'whoever changed it before it was first applied',
  'manager-kubectl': 'somebody with kubectl ({manager})',
  'manager-argo-cd': 'Argo CD ({manager})',
  'manager-flux': 'Flux ({manager})',
  'manager-helm': 'Helm',
  'manager-autoscaler': 'a controller of the cluster, such as an autoscaler ({manager})',

  'choose-compare': 'Compare what with its manifest?',
  'choose-file-title': 'Choose the manifest of {object}',
  'button-choose-file': 'Choose a File…',
  'compare-title': '{object}: {context} ↔ {file}',
  'compare-title-partly': '{object}: {context} ↔ {file} (only what the file sets)',
  'compare-old': 'This is as of {time}; since then it cannot be compared. {why}',
  'compare-same': '{object} in {context} is what {file} makes of it: nothing differs.',
  'compare-partly':
    'You may not change {object} in {context}, so the server cannot be asked what {file} would make of it. Only the fields that the file sets are compared.',
  'compare-refused':
    'The API server would refuse {object} as {file} has it, so there is nothing to compare: {detail}. The file shows where.',
  'not-in-file': '{file} does not define {object} in namespace {namespace}. Choose another file.',
  'choose-manifest': 'Open the manifest of what?',
  'manifests-of': 'Manifests of {object}',
  'no-manifest':
    'No file of the opened folders defines {object}. It may be made of a template or a kustomization, or stand in another folder.',
  'live-none-in-front': 'No live YAML is in front. Open it from a row of the tree first.',
  'choose-live': 'Show the live YAML of what?',
  'live-gone': '{object} does not exist any more.',
  'live-unreadable': '{object} could not be read: {detail}',
} as const;
