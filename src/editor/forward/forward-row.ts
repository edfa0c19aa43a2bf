import { clockMinutes } from '../../core/clock-time.ts';
import type { CommandSay } from '../../words/words.ts';
import { amongContexts } from '../connect/among-contexts.ts';
import { contextName } from '../connect/context-name.ts';
import type { OpenContexts } from '../connect/contexts.ts';
import { failureSentence } from '../problems.ts';
import { named } from '../target.ts';
import { colors, type Fact, facts, type Icon, parts } from '../views/row.ts';
import { addressOf, type OpenForward } from './forwards.ts';
import type { Goal, Wait } from './goal.ts';
import type { ForwardState } from './port-forward.ts';

/** A forwarded port as it is drawn. */
export interface ForwardRow {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  readonly tooltip: readonly Fact[];
  /** What a screen reader says instead. */
  readonly spoken: string;
}

/** `contexts` are the open ones: with several of them the row says into which it leads. */
export function forwardRow(open: OpenForward, contexts: Pick<OpenContexts, 'all'>, say: CommandSay): ForwardRow {
  const { goal, context, forward } = open;
  const state = forward.state.get();
  const label = addressOf(open);
  const where = say('where', { context: contextName(context, contexts), namespace: goal.namespace });
  const doing = stateText(state, goal, say);
  const leadsTo = amongContexts(goalText(goal, say), context, contexts, say);
  const pod = state.kind === 'ready' && state.pod !== goal.name ? `${state.pod}:${state.port}` : '';
  return {
    label,
    // What is unusual stands first: the end of a row is often cut.
    description: parts(doing, leadsTo, pod),
    icon: iconOf(state),
    tooltip: [
      ...facts(
        [say('fact-leads-to'), goalText(goal, say)],
        [say('fact-in'), where],
        [say('fact-pods'), state.kind === 'ready' || state.kind === 'refused' ? state.pod : undefined],
        [say('fact-status'), doing === '' ? say('forward-ready') : doing],
        [say('fact-node-says'), state.kind === 'refused' ? state.detail.trim() : undefined],
      ),
      { sentence: say('forward-tooltip') },
    ],
    spoken: say('spoken-forward', {
      address: label,
      goal: leadsTo,
      state: doing === '' ? say('forward-ready') : doing,
    }),
  };
}

/** `Pod web-0, port 80 (http)`: a pod, its Service and its port often have the same name. */
export function goalText({ kind, name, port, portName }: Goal, say: CommandSay): string {
  const object = named({ kind, name });
  if (portName === undefined) return say('forward-goal', { object, port });
  return say('forward-goal-named', { object, port, name: portName });
}

/** What is not as it should be; empty while somebody can be reached. */
export function stateText(state: ForwardState, goal: Goal, say: CommandSay): string {
  switch (state.kind) {
    case 'ready':
      return '';
    case 'waiting':
      return waitText(state.wait, goal, say);
    case 'refused':
      return say('forward-refused', { pod: state.pod, port: state.port });
    case 'failed':
      return failureSentence(state.failure, say, '');
  }
}

function waitText(wait: Wait, { name, port }: Goal, say: CommandSay): string {
  switch (wait.why) {
    case 'no-pod':
      return say('forward-waits-no-pod', { pod: name });
    case 'not-running':
      return say('forward-waits-not-running', { pod: name, state: wait.state });
    case 'none-runs':
      return say('forward-waits-none-runs');
    case 'no-service':
      return say('forward-waits-no-service', { service: name });
    case 'no-such-port':
      return say('forward-no-such-port', { pod: wait.pod, port });
    case 'away': {
      const { context, since } = wait;
      if (since === undefined) return say('forward-waits-context', { context });
      return say('forward-waits-away', { context, time: clockMinutes(since) });
    }
  }
}

function iconOf({ kind }: ForwardState): Icon {
  switch (kind) {
    case 'ready':
      return { name: 'plug', color: colors.good };
    case 'waiting':
      return { name: 'watch', color: colors.waiting };
    default:
      return { name: 'error', color: colors.bad };
  }
}
