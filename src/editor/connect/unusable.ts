import type { Say } from '../../words/words.ts';
import { commandIds } from '../ids.ts';
import { Answer, answer, type Problem, withButtons } from '../problems.ts';
import { type Away, awayOf, awaySentence } from './away.ts';
import type { OpenContext } from './contexts.ts';

/** What a command answers where a context is open and not connected: the same that the tree says, with a way on. */
export function contextAway({ key, session }: OpenContext, say: Say): Answer {
  const state = session.state.get();
  const away = awayOf(state);
  if (away !== undefined) return new Answer(awayProblem(key, awaySentence(away, say), say));
  const choice = session.chosen();
  if (choice === undefined) return notConnected(say);
  const { name: context, server } = choice.context;
  return answer(say, 'still-connecting', { context, server });
}

/** What is shown once when a cluster is lost that was there. */
export function contextLost({ key }: OpenContext, away: Away, say: Say): Problem {
  return awayProblem(key, awaySentence(away, say, 'happened'), say);
}

function awayProblem(key: string, sentence: string, say: Say): Problem {
  const buttons = [
    { title: say('button-try-again'), command: commandIds.retry, argument: { context: key } },
    { title: say('button-choose-cluster'), command: commandIds.connect, argument: { context: key } },
  ];
  return { severity: 'warning', sentence, buttons };
}

export function notConnected(say: Say): Answer {
  return withButtons(
    answer(say, 'not-connected'),
    { title: say('button-connect'), command: commandIds.connect },
    { title: say('button-start-practice'), command: commandIds.startPractice },
  );
}

export function notTrusted(say: Say): Answer {
  return withButtons(answer(say, 'not-trusted'), {
    title: say('button-manage-trust'),
    command: 'workbench.trust.manage',
  });
}
