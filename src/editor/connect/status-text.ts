import type { Say } from '../../words/words.ts';
import { shortContext } from '../names.ts';

/** What the status bar tells. */
export type BarFacts =
  | { readonly kind: 'none' }
  | { readonly kind: 'connecting'; readonly context: string; readonly others: number }
  | { readonly kind: 'failed'; readonly context: string; readonly reason: string; readonly others: number }
  | {
      readonly kind: 'connected';
      readonly context: string;
      /** `''` for all namespaces. */
      readonly namespace: string;
      readonly server: string;
      readonly insecure: boolean;
      readonly readOnly: boolean;
      readonly protected: boolean;
      /** Why what is drawn is old, in a sentence; `undefined` while the mirror is up to date. */
      readonly away: string | undefined;
      /** How many other contexts are open. */
      readonly others: number;
    };

export interface BarText {
  readonly text: string;
  readonly spoken: string;
  readonly title: string;
  readonly tone: 'plain' | 'warning' | 'bad';
  readonly facts: readonly (readonly [string, string])[];
  readonly notes: readonly string[];
}

/** The words of the status bar item; `undefined` where it has nothing to say. */
export function barText(bar: BarFacts, say: Say): BarText | undefined {
  switch (bar.kind) {
    case 'none':
      return undefined;
    case 'connecting': {
      const spoken = say('bar-connecting', { context: bar.context });
      return plain(`$(loading~spin) ${shortContext(bar.context).name}`, spoken, []);
    }
    case 'failed': {
      const spoken = say('bar-failed', { context: bar.context });
      return {
        ...plain(`$(debug-disconnect) ${shortContext(bar.context).name}`, spoken, [bar.reason, pressNote(bar, say)]),
        tone: 'bad',
      };
    }
    case 'connected':
      return connectedText(bar, say);
  }
}

function connectedText(bar: Extract<BarFacts, { kind: 'connected' }>, say: Say): BarText {
  const namespace = bar.namespace === '' ? say('namespace-all') : bar.namespace;
  const icon = bar.away !== undefined ? 'sync-ignored' : bar.readOnly ? 'lock' : bar.insecure ? 'warning' : 'layers';
  const notes = [
    bar.away,
    bar.insecure ? say('bar-insecure') : undefined,
    bar.readOnly ? say('bar-read-only') : undefined,
    bar.protected ? say('bar-protected') : undefined,
    pressNote(bar, say),
  ].filter(note => note !== undefined);
  return {
    text: `$(${icon}) ${shortContext(bar.context).name} / ${namespace}`,
    spoken: say('bar-connected', { context: bar.context, namespace }),
    title: say('bar-connected', { context: bar.context, namespace }),
    tone: bar.insecure || bar.away !== undefined ? 'warning' : 'plain',
    facts: [[say('fact-server'), bar.server]],
    notes,
  };
}

function plain(text: string, spoken: string, notes: readonly string[]): BarText {
  return { text, spoken, title: spoken, tone: 'plain', facts: [], notes };
}

/** What pressing the item does. */
function pressNote(bar: Exclude<BarFacts, { kind: 'none' }>, say: Say): string {
  if (bar.others > 0) return bar.others === 1 ? say('bar-others-one') : say('bar-others', { count: bar.others });
  return say(bar.kind === 'connected' ? 'bar-press-namespace' : 'bar-press-connect');
}
