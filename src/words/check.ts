/** Sentences of the command `ordinal check`. */
export const check = {
  'check-usage': `Usage: ordinal check [--format text|json|sarif|github] [--severity error|warning|information|hint]
  [--kubernetes-version 1.36] PATH…
  PATH is a file, a folder, or - for standard input. --severity is the lowest that is told.
  Ends with 0 without errors, 1 with, 2 when a file could not be read.`,
  'check-unreadable': 'Could not read {file} ({reason}). Check the path and its permissions.',
  'check-severity-error': 'error:',
  'check-severity-warning': 'warning:',
  'check-severity-information': 'note:',
  'check-severity-hint': 'hint:',
  'unreadable-document':
    'The API server refuses this document as a whole, because it is not YAML. Mend what is marked in it.',
  'check-summary': 'Files: {files}. Errors: {errors}. Warnings: {warnings}. Notes: {notes}.',
} as const;
