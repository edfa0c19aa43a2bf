import { parseArgs } from 'node:util';
import { DEFAULT_VERSION, type KubernetesVersion, parseVersion } from '../../core/kubernetes-version.ts';
import type { Severity } from '../../core/manifest/finding.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;
const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

export type Format = (typeof formats)[number];

/** What `ordinal check` was asked for. */
export interface Asked {
  readonly format: Format;
  /** The lowest severity that is told. */
  readonly severity: Severity;
  readonly version: KubernetesVersion;
  readonly paths: readonly string[];
}

/** Reads the arguments; `undefined` where they make no sense. */
export function readArguments(args: readonly string[]): Asked | undefined {
  const given = parsed(args);
  const format = formats.find(name => name === given?.values.format);
  const severity = severities.find(name => name === given?.values.severity);
  const version = parseVersionOption(given?.values['kubernetes-version']);
  const paths = given?.positionals ?? [];
  if (format === undefined || severity === undefined || version === undefined || paths.length === 0) return undefined;
  return { format, severity, version, paths };
}

/** Whether a problem of a severity is told when this one is the lowest. */
export function isTold(severity: Severity, lowest: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(lowest);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        format: { type: 'string', default: 'text' },
        severity: { type: 'string', default: 'hint' },
        'kubernetes-version': { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch {
    // parseArgs throws on options it does not know; the usage says which there are.
    return undefined;
  }
}

function parseVersionOption(text: string | undefined): KubernetesVersion | undefined {
  return text === undefined ? DEFAULT_VERSION : parseVersion(text);
}
