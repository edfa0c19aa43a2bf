import { clusterOf, type OpenContexts } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { type Disposable, Disposables, Slot } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { isNamespaced, type Target } from '../target.ts';
import { followAlone } from './follow-alone.ts';
import { followObject } from './follow-object.ts';

/**
 * Follows something of an open context through all of its connections, and whichever namespace is shown. `follow` begins anew with each; `onChange` is
 * called then too, because nobody has looked in between, and when the context is not connected any more.
 */
export function followSteadily(
  contexts: Pick<OpenContexts, 'of' | 'onState'>,
  key: string,
  follow: (cluster: LiveCluster) => Disposable,
  onChange: () => void,
): Disposable {
  const held = new Disposables();
  const following = held.add(new Slot());
  let followed: LiveCluster | undefined;
  const begin = (cluster: LiveCluster | undefined) => {
    followed = cluster;
    following.set(cluster === undefined ? undefined : follow(cluster));
  };
  held.add(
    contexts.onState(() => {
      const cluster = clusterOf(contexts.of(key));
      if (cluster === followed) return;
      begin(cluster);
      onChange();
    }),
  );
  begin(clusterOf(contexts.of(key)));
  return held;
}

/** Follows an object by the mirror where that has it, else by a watch of its own. */
export function followIn(
  { mirror, namespace, connection }: LiveCluster,
  target: Target,
  onChange: () => void,
  errors: Pick<Errors, 'run'>,
  specOnly = false,
): Disposable {
  const isMirrored = namespace === '' || namespace === target.namespace || !isNamespaced(target.kind);
  if (isMirrored) return followObject(mirror, target, onChange, specOnly);
  return followAlone(connection, target, onChange, errors, specOnly);
}
