import type { Severity } from '../core/manifest/finding.ts';
import type { Diagnostic } from './diagnostics.ts';

/** How much the rules weigh to a person, by code or basis; what is not named weighs as the catalogue says. */
export type RuleSettings = ReadonlyMap<string, Severity | 'off'>;

const WEIGHTS: readonly (Severity | 'off')[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Reads a setting, which may hold anything: entries that make no sense are left out. */
export function readRuleSettings(setting: unknown): RuleSettings {
  const entries = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
  return new Map(
    entries.flatMap(([key, value]): [string, Severity | 'off'][] => {
      const weight = WEIGHTS.find(name => name === value);
      return weight === undefined ? [] : [[key, weight]];
    }),
  );
}

/** Diagnostics as a person wants them weighed. The setting of a code counts before that of its basis. */
export function weighed(diagnostics: readonly Diagnostic[], settings: RuleSettings): readonly Diagnostic[] {
  if (settings.size === 0) return diagnostics;
  return diagnostics.flatMap(diagnostic => {
    const weight = settings.get(diagnostic.code) ?? settings.get(diagnostic.basis);
    if (weight === undefined) return [diagnostic];
    return weight === 'off' ? [] : [{ ...diagnostic, severity: weight }];
  });
}
