import type { Site, Target } from './types.ts';

/** A kubectl command for an object: where to look, then what to do. */
export function kubectl(site: Site, target: Pick<Target, 'namespace'>, ...command: readonly string[]): string[] {
  return [
    'kubectl',
    ...(site.kubeconfig === undefined ? [] : ['--kubeconfig', site.kubeconfig]),
    ...(site.context === undefined ? [] : ['--context', site.context]),
    ...(target.namespace === undefined ? [] : ['--namespace', target.namespace]),
    ...command,
  ];
}

/** A command as a person would type it into a POSIX shell. For showing; nothing is ever run through a shell. */
export function commandLine(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
