import { stringify } from 'yaml';

/**
 * A value as YAML that every reader takes for the same: text that YAML 1.1 would read as something else (yes, off, 0123, 12:30, dates) stands in
 * quotes too, since kubectl and most tools around it still read that version. Lines are not folded, and nothing stands for something else.
 */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });
}

/** Whether a text is the same text without quotes, for every reader. */
export function isPlainText(text: string): boolean {
  return /^[A-Za-z0-9_./][\w./-]*$/.test(text) && yamlText(text) === `${text}\n`;
}
