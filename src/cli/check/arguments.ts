import { parseArgs } from 'node:util';
import { DEFAULT_VERSION, type KubernetesVersion, parseVersion } from '../../core/kubernetes-version.ts';
import { isFindingCode, rules } from '../../core/manifest/catalogue.ts';
import type { Severity } from '../../core/manifest/finding.ts';
import { nearest } from '../../core/manifest/nearest.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;
const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

export type Format = (typeof formats)[number];

/** What `ordinal check` was asked for. */
export interface Asked {
  readonly format: Format;
  /** The lowest severity that is told. */
  readonly severity: Severity;
  readonly version: KubernetesVersion;
  /** Codes and bases that are turned off. */
  readonly off: readonly string[];
  readonly paths: readonly string[];
}

/** What makes no sense in the arguments; `words` has a sentence for each code. */
export interface Misuse {
  readonly code: 'check-no-path' | 'check-bad-value' | 'check-bad-option';
  readonly values: Readonly<Record<string, string>>;
}

/** Reads the arguments, or says what is wrong with them. */
export function readArguments(args: readonly string[]): Asked | Misuse {
  const given = parsed(args);
  if ('code' in given) return given;
  const { format: formatName, severity: severityName, 'kubernetes-version': versionName, off: offNames } = given.values;
  const format = formats.find(name => name === formatName);
  if (format === undefined) return bad('--format', formatName, formats);
  const severity = severities.find(name => name === severityName);
  if (severity === undefined) return bad('--severity', severityName, severities);
  const version = versionName === undefined ? DEFAULT_VERSION : parseVersion(versionName);
  if (version === undefined) return bad('--kubernetes-version', versionName ?? '', ['1.36', '1.35.2']);
  const off = offNames.flatMap(names => names.split(',')).filter(name => name !== '');
  const unknown = off.find(name => !isFindingCode(name) && !bases.has(name));
  if (unknown !== undefined) return bad('--off', unknown, meant(unknown));
  if (given.positionals.length === 0) return { code: 'check-no-path', values: {} };
  return { format, severity, version, off, paths: given.positionals };
}

/** Whether a problem of a severity is told when this one is the lowest. */
export function isTold(severity: Severity, lowest: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(lowest);
}

const bases: ReadonlySet<string> = new Set(Object.values(rules).map(({ basis }) => basis));

/** The code or basis that was most likely meant, else all there are. */
function meant(name: string): readonly string[] {
  const near = nearest(name, [...bases, ...Object.keys(rules)]);
  return near === undefined ? [...bases, ...Object.keys(rules)] : [near];
}

function bad(option: string, value: string, known: readonly string[]): Misuse {
  return { code: 'check-bad-value', values: { option, value, known: known.join(', ') } };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        format: { type: 'string', default: 'text' },
        severity: { type: 'string', default: 'hint' },
        'kubernetes-version': { type: 'string' },
        off: { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: true,
    });
  } catch (error) {
    // parseArgs throws on options it does not know and on missing values, and names them only in its message.
    const option = /'([^']*)'/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    return { code: 'check-bad-option', values: { option } } satisfies Misuse;
  }
}
