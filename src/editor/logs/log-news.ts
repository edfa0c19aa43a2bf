import type { ClusterFailure } from '../../cluster/connection.ts';
import type { CommandSay } from '../../words/words.ts';
import { failureSentence } from '../problems.ts';
import type { Run } from './runs.ts';

/** What happens to a log besides its lines. */
export type LogNews =
  /** The container has ended. */
  | { readonly code: 'log-ended' | 'log-resumed' }
  /** It broke off and is taken up again, or it is not: then it has to be asked for anew. */
  | { readonly code: 'log-broke-off' | 'log-failed'; readonly failure: ClusterFailure };

/** The line that says it among the lines of the log. */
export function logNewsText(news: LogNews, { pod, container }: Run, say: CommandSay): string {
  if (!('failure' in news)) return say(news.code, { pod, container });
  return say(news.code, { pod, container, why: failureSentence(news.failure, say, '') });
}
