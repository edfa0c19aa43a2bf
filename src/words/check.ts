/** Sentences of the command `ordinal check`. */
export const check = {
  'check-usage': 'Usage: ordinal check [--format text|json] PATH…   (files, folders, or - for standard input)',
  'check-unreadable': 'Could not read {file} ({reason}). Check the path and its permissions.',
  'check-severity-error': 'error:',
  'check-severity-warning': 'warning:',
  'check-severity-information': 'note:',
  'check-severity-hint': 'hint:',
  'check-summary': 'Files: {files}. Errors: {errors}. Warnings: {warnings}. Notes: {notes}.',
} as const;
