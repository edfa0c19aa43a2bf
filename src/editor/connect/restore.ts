import type { Kubeconfig } from '../../cluster/kubeconfig.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { OpenContexts } from './contexts.ts';
import { type Memory, type Remembered, remember } from './memory.ts';
import { type Choice, keyOf, namespaceOf } from './session.ts';

/** Writes down which contexts are open in this workspace, and with which namespace, whenever that changes. */
export function rememberContexts(contexts: OpenContexts, memory: Memory, errors: Pick<Errors, 'run'>): Disposable {
  const held = new Disposables();
  // Nothing is open yet at activation; what was open last is still needed.
  const save = () => errors.run('remembering the open contexts', () => remember(memory, snapshot(contexts)));
  held.add(contexts.onState(save));
  held.add(contexts.active.onChange(save));
  return held;
}

function snapshot(contexts: OpenContexts): readonly Remembered[] {
  return contexts.all.get().flatMap(open => {
    const choice = open.session.chosen();
    if (choice === undefined) return [];
    const { context, isPractice } = choice;
    const isActive = contexts.active.get() === open;
    return [{ context: context.id, namespace: namespaceOf(choice), isPractice, isActive }];
  });
}

/** A context that is opened again. */
export interface Reopening {
  readonly key: string;
  readonly isActive: boolean;
  /** `''` for all namespaces. */
  readonly namespace: string;
  /** What to connect to; `undefined` for the practice cluster, which must be started first. */
  readonly choice: Choice | undefined;
}

/** How the contexts that were open come back, in their order. One that the kubeconfigs know no more stays away. */
export function reopenings(entries: readonly Remembered[], kubeconfig: Kubeconfig): readonly Reopening[] {
  return entries.flatMap(({ context: id, namespace, isPractice, isActive }): readonly Reopening[] => {
    const again = { key: keyOf({ context: { id }, isPractice }), isActive, namespace };
    if (isPractice) return [{ ...again, choice: undefined }];
    const context = kubeconfig.contexts.find(candidate => candidate.id === id);
    return context === undefined ? [] : [{ ...again, choice: { kubeconfig, context, namespace, isPractice } }];
  });
}
