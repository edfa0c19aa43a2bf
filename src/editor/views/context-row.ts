import type { Say } from '../../words/words.ts';
import { type Away, awayMeaning, awayOf, awaySentence, awayWords } from '../connect/away.ts';
import type { Named } from '../connect/context-name.ts';
import { hiddenKinds } from '../connect/health.ts';
import type { SessionState } from '../connect/session.ts';
import { commandIds, rowKinds } from '../ids.ts';
import { shortContext } from '../names.ts';
import { aloud, type Branch, colors, type Fact, facts, type Icon, parts, type Row } from './row.ts';

/** How a context stands among those that are open. */
export type Place = 'alone' | 'active' | 'beside';

type Open = Exclude<SessionState, { readonly kind: 'none' }>;

/** What holds changes back in a context. */
export interface Guard {
  readonly readOnly: boolean;
  readonly protected: boolean;
}

const OPEN_TO_CHANGES: Guard = { readOnly: false, protected: false };

/** The row above all rows of a context: where it leads, and how well it is known. `called` is what the context is called among those that are open. */
export function contextRow(
  state: Open,
  place: Place,
  guardOf: (context: string) => Guard,
  called: (context: Named) => string,
  say: Say,
): Row {
  const { context, isPractice, namespace } = state.kind === 'connected' ? state.cluster : state;
  const away = awayOf(state);
  const guard = isPractice ? OPEN_TO_CHANGES : guardOf(context.name);
  const shown = namespace === '' ? say('namespace-all') : namespace;
  const active = place === 'active' ? say('context-active') : undefined;
  const { name, place: where } = shortContext(called(context));
  // A row is cut where the view ends, so of one that is away why stands first.
  const words = [
    away === undefined ? undefined : awayWords(away, say),
    state.kind === 'connecting' ? say('context-connecting') : undefined,
    context.insecure ? say('context-unchecked') : undefined,
    shown,
    active,
    guard.readOnly ? say('read-only') : guard.protected ? say('context-protected') : undefined,
  ];
  const practice = isPractice ? say('context-practice') : undefined;
  return {
    id: `context/${context.id}/${namespace}`,
    kind: kindOf(place, away, isPractice),
    label: name,
    description: parts(...(away === undefined ? [where, ...words] : [...words, where])),
    icon: iconOf(state, away, guard, { isPractice, insecure: context.insecure }),
    tooltip: [
      ...tooltipOf(state, away, shown, say),
      ...(active === undefined ? [] : [{ sentence: say('context-active-tooltip') }]),
      ...(guard.readOnly ? [{ sentence: say('bar-read-only') }] : []),
      ...(guard.protected ? [{ sentence: say('bar-protected') }] : []),
    ],
    spoken: say('spoken-context', { context: called(context), state: aloud(say, practice, ...words) }),
    branch: 'open',
    target: undefined,
  };
}

/**
 * What stands under a context that has no workloads: what can be done about one that is away, and a word for one that has none. Where the
 * view has no rows at all it is `isWelcomed`: that word is then left to the welcome text.
 */
export function emptyRows(state: SessionState, isWelcomed: boolean, say: Say): Branch[] {
  const away = awayOf(state);
  if (away !== undefined) {
    return [
      actionRow('retry', 'refresh', say('button-try-again'), say),
      ...(away.failure.kind === 'forbidden'
        ? [actionRow('chooseNamespace', 'symbol-namespace', say('button-choose-namespace'), say)]
        : []),
      actionRow('connect', 'plug', say('button-choose-cluster'), say),
      actionRow('showLog', 'output', say('button-show-log'), say),
    ];
  }
  return state.kind === 'connected' && !isWelcomed ? [noteRow(emptyText(state.cluster.namespace, say))] : [];
}

function emptyText(namespace: string, say: Say): string {
  return namespace === '' ? say('context-empty-all') : say('context-empty', { namespace });
}

function kindOf(place: Place, away: Away | undefined, isPractice: boolean): Row['kind'] {
  const kinds = isPractice
    ? away === undefined
      ? ([rowKinds.contextPractice, rowKinds.contextPracticeBeside] as const)
      : ([rowKinds.contextPracticeAway, rowKinds.contextPracticeAwayBeside] as const)
    : away === undefined
      ? ([rowKinds.context, rowKinds.contextBeside] as const)
      : ([rowKinds.contextAway, rowKinds.contextAwayBeside] as const);
  return kinds[place === 'beside' ? 1 : 0];
}

function iconOf(
  state: Open,
  away: Away | undefined,
  guard: Guard,
  { isPractice, insecure }: { readonly isPractice: boolean; readonly insecure: boolean },
): Icon {
  if (state.kind === 'connecting') return { name: 'loading~spin' };
  if (away !== undefined)
    return { name: 'debug-disconnect', color: state.kind === 'failed' ? colors.bad : colors.waiting };
  if (guard.readOnly) return { name: 'lock' };
  if (insecure) return { name: 'warning', color: colors.waiting };
  if (guard.protected) return { name: 'shield' };
  return { name: isPractice ? 'beaker' : 'server' };
}

function tooltipOf(state: Open, away: Away | undefined, namespace: string, say: Say): Fact[] {
  const context = state.kind === 'connected' ? state.cluster.context : state.context;
  const hidden = state.kind === 'connected' ? hiddenKinds(state.cluster.mirror) : [];
  return [
    ...(away === undefined ? [] : [{ sentence: awaySentence(away, say) }, { sentence: awayMeaning(away, say) }]),
    ...facts(
      [say('fact-context'), context.name],
      [say('fact-server'), context.server],
      [say('fact-user'), context.user],
      [say('fact-file'), context.file],
      [say('fact-namespace'), namespace],
    ),
    ...(context.insecure ? [{ sentence: say('bar-insecure') }] : []),
    ...(hidden.length === 0 ? [] : [{ sentence: say('kinds-hidden', { kinds: hidden.join(', ') }) }]),
  ];
}

function noteRow(label: string): Branch {
  const row: Row = {
    id: 'context-note',
    kind: rowKinds.note,
    label,
    description: '',
    icon: { name: 'info' },
    tooltip: [],
    spoken: label,
    branch: 'leaf',
    target: undefined,
  };
  return { row, children: [] };
}

/** A row that does something when it is pressed, for what a person would otherwise search in menus. */
function actionRow(
  press: 'retry' | 'chooseNamespace' | 'connect' | 'showLog',
  icon: string,
  label: string,
  say: Say,
): Branch {
  const { row } = noteRow(label);
  const spoken = say('spoken-action', { action: label });
  return {
    row: { ...row, id: `context-action/${press}`, icon: { name: icon }, spoken, press: commandIds[press] },
    children: [],
  };
}
