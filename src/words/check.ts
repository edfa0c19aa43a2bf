/** Sentences of the command `ordinal check`. */
export const check = {
  'check-usage': `Usage: ordinal check [--format text|json|sarif|github] [--severity error|warning|information|hint]
  [--off CODE|BASIS]… [--kubernetes-version 1.36] PATH…
  PATH                  a file, a folder, or - for standard input
  --severity            the lowest that is told
  --off                 what is not told: a code, or one of syntax, schema, api, behavior, workspace, advice
  --kubernetes-version  the version of the API server that will get the manifests
  Ends with 0 without errors, 1 with, 2 when it was called wrongly or a file could not be read.`,
  'check-no-path': 'Nothing was named to check. Name a file, a folder, or - for standard input.',
  'check-bad-value': '{option} cannot be “{value}”. It can be: {known}.',
  'check-bad-option': '{option} is no option, or lacks its value.',
  'check-nothing': 'There are no manifests in {paths}, so nothing was checked. Manifests end in .yaml, .yml or .json.',
  'check-unreadable-missing': 'There is no file or folder {file}. Check the path.',
  'check-unreadable-forbidden': 'Could not read {file}: it is not open to you. Check its permissions.',
  'check-unreadable-folder': '{file} is a folder and cannot be read as a file. Name the files in it.',
  'check-unreadable-binary': '{file} is not text, so it is no manifest. Leave it out, or save it as UTF-8.',
  'check-unreadable-too-large': '{file} is larger than 32 MB. Divide it.',
  'check-unreadable-loop': '{file} is a link that leads back to itself. Mend or remove it.',
  'check-unreadable-failed': 'Could not read {file} ({reason}). Try again.',
  'not-utf-8':
    'This character is not written in UTF-8, so the API server cannot read the document. Save the file as UTF-8.',
  'check-severity-error': 'error:',
  'check-severity-warning': 'warning:',
  'check-severity-information': 'note:',
  'check-severity-hint': 'hint:',
  'unreadable-document':
    'The API server refuses this document as a whole, because it is not YAML. Mend what is marked in it.',
  'check-alone':
    'Only what was named was looked at: Services, volumes and budgets in other files are not known. Check the folder to have them looked at too.',
  'check-summary': 'Files: {files}. Errors: {errors}. Warnings: {warnings}. Notes: {notes}.',
} as const;
