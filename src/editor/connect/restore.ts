import { type Disposable, Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { OpenContexts } from './contexts.ts';
import { type Memory, type Remembered, remember } from './memory.ts';
import { namespaceOf } from './session.ts';

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
