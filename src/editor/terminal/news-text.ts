import { kubectl } from '../../cluster/change/kubectl.ts';
import { commandLine, type Site } from '../../cluster/change.ts';
import type { Place } from '../../cluster/run-in-pod.ts';
import { withoutTrailing } from '../../core/without-trailing.ts';
import type { CommandSay } from '../../words/words.ts';
import { failureSentence } from '../problems.ts';
import type { ShellNews } from './shell-news.ts';

/** Where a shell is, for sentences. */
export interface ShellPlace extends Place {
  /** The name of the context, and the address of its server. */
  readonly context: string;
  readonly server: string;
  readonly site: Site;
}

/** The lines that say some news. */
export function newsText(news: ShellNews, place: ShellPlace, say: CommandSay): readonly string[] {
  const { name: pod, namespace, container, context } = place;
  switch (news.kind) {
    case 'opened': {
      const shell = news.shell.slice(news.shell.lastIndexOf('/') + 1);
      return [say('shell-opened', { shell, container, pod, where: say('where', { context, namespace }) })];
    }
    case 'no-shell':
      return [say('shell-none', { container, pod }), `  ${commandLine(debugCommand(place))}`];
    case 'ended':
      return [endedText(news.code, say)];
    case 'failed':
      return [say('shell-failed', { container, pod, detail: withoutTrailing(news.detail.trim(), '.') })];
    case 'refused':
      return [failureSentence(news.failure, say, place.server)];
    case 'waits':
      return [say('shell-waits', { context, pod, seconds: news.seconds })];
    case 'given-up':
      return [say('shell-given-up', { context, pod, seconds: news.seconds })];
    case 'cut':
      return [say('shell-cut', { pod })];
    case 'disconnected':
      return [say('shell-disconnected', { context })];
    case 'again':
      return [say('shell-again', { pod })];
  }
}

function endedText(code: number, say: CommandSay): string {
  switch (code) {
    case 130:
      return say('shell-interrupted');
    case 137:
      return say('shell-killed');
    case 143:
      return say('shell-terminated');
    default:
      return say('shell-ended', { code });
  }
}

/** Puts a container with tools beside one that has none. */
export function debugCommand({ namespace, name, container, site }: ShellPlace): readonly string[] {
  return kubectl(
    site,
    { namespace },
    'debug',
    `pod/${name}`,
    '--stdin',
    '--tty',
    '--image=busybox',
    `--target=${container}`,
  );
}
