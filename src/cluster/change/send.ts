import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { ClusterError, type Connection } from '../connection.ts';
import { FIELD_MANAGER, fieldConflicts } from './apply.ts';
import type { ApplyChange, Change, DeleteChange, PatchChange, Target } from './types.ts';

export interface Preview<C extends Change = Change> {
  /** The change, held to the state that was seen now: send this one. */
  readonly change: C;
  /** What is there; `undefined` if the change would create it. */
  readonly live: KubernetesObject | undefined;
  /** What would be there, as the server says; `undefined` if the change deletes it. */
  readonly result: KubernetesObject | undefined;
}

/** Asks the server what a change would make of the object, without changing anything. Rejects with the refusal that `send` would meet. */
export async function preview<C extends Change>(connection: Connection, change: C): Promise<Preview<C>> {
  const live = await liveOf(connection, change.target);
  if (change.send === 'delete') {
    if (live === undefined) throw gone(change.target);
    const { propagation, target } = change;
    if (!isAsSeen(live, target)) throw changed(target);
    await connection.delete(target.resource, target.name, { dryRun: true, propagation, ...uidOf(target) });
    return { change, live, result: undefined };
  }
  if (change.send === 'patch') return { change, live, result: await sendPatch(connection, change, true) };
  const held: ApplyChange = { ...change, target: { ...change.target, ...stateOf(live) } };
  return { change: { ...change, target: held.target }, live, result: await sendApply(connection, held, true) };
}

/**
 * Makes the change; returns the object as it is then, `undefined` if it was deleted. Rejects with a `ClusterError`; `conflict` if the object is
 * not what the change was made up for. Sending twice is safe: the second meets an object that is not what it was.
 */
export async function send(connection: Connection, change: Change): Promise<KubernetesObject | undefined> {
  switch (change.send) {
    case 'patch':
      return sendPatch(connection, change, false);
    case 'apply':
      return sendApply(connection, change, false);
    case 'delete':
      return sendDelete(connection, change);
  }
}

/**
 * A deletion cannot test a generation either. Where one was looked at, the object is held to it as an apply holds it: what was shown to go, and
 * what becomes of its claims, is what the object said then.
 */
async function sendDelete(connection: Connection, { target, propagation }: DeleteChange): Promise<undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const resourceVersion = target.generation === undefined ? undefined : await versionAsSeen(connection, target);
    const version = resourceVersion === undefined ? {} : { resourceVersion };
    try {
      await connection.delete(target.resource, target.name, { propagation, ...uidOf(target), ...version });
      return undefined;
    } catch (error) {
      if (resourceVersion === undefined || attempt === ATTEMPTS || !isLateWrite(error)) throw error;
    }
  }
}

async function sendPatch(connection: Connection, change: PatchChange, dryRun: boolean): Promise<KubernetesObject> {
  const { target, patch } = change;
  try {
    return await connection.patch(target.resource, target.name, 'json', patch, { dryRun, fieldManager: FIELD_MANAGER });
  } catch (error) {
    // The server answers 422 both to a test that fails and to a spec that is wrong; the object itself tells which it was. Fact I6.
    if (!(error instanceof ClusterError) || error.failure.kind !== 'invalid') throw error;
    const live = await liveOf(connection, target);
    if (live === undefined) throw gone(target);
    if (!isAsSeen(live, target)) throw changed(target);
    throw error;
  }
}

/** How often an apply or a deletion is tried again because somebody wrote the status in between. */
const ATTEMPTS = 5;

/**
 * An apply cannot test a generation. So the object is read, held to what was seen, and the version just read becomes the precondition;
 * a status written in between makes the server refuse, and it is done again.
 */
async function sendApply(connection: Connection, change: ApplyChange, dryRun: boolean): Promise<KubernetesObject> {
  const { target, manifest, force } = change;
  const options = { dryRun, force, fieldManager: FIELD_MANAGER, strict: true };
  for (let attempt = 1; ; attempt += 1) {
    const version = target.uid === undefined ? undefined : await versionAsSeen(connection, target);
    const metadata = { ...manifest.metadata, ...(version === undefined ? {} : { resourceVersion: version }) };
    try {
      return await connection.patch(target.resource, target.name, 'apply', { ...manifest, metadata }, options);
    } catch (error) {
      if (version === undefined || attempt === ATTEMPTS || !isLateWrite(error)) throw error;
    }
  }
}

async function versionAsSeen(connection: Connection, target: Target): Promise<string | undefined> {
  const live = await liveOf(connection, target);
  if (live === undefined) throw gone(target);
  if (!isAsSeen(live, target)) throw changed(target);
  return live.metadata.resourceVersion;
}

/** A conflict of versions, not of managers. */
function isLateWrite(error: unknown): boolean {
  return (
    error instanceof ClusterError && error.failure.kind === 'conflict' && fieldConflicts(error.failure).length === 0
  );
}

function isAsSeen({ metadata }: KubernetesObject, { uid, generation, resourceVersion }: Target): boolean {
  if (uid !== undefined && metadata.uid !== uid) return false;
  if (resourceVersion !== undefined && metadata.resourceVersion !== resourceVersion) return false;
  return generation === undefined || metadata.generation === generation;
}

async function liveOf(connection: Connection, target: Target): Promise<KubernetesObject | undefined> {
  try {
    return await connection.get(target.resource, target.name);
  } catch (error) {
    if (error instanceof ClusterError && error.failure.kind === 'not-found') return undefined;
    throw error;
  }
}

function stateOf(live: KubernetesObject | undefined): Pick<Target, 'uid' | 'generation' | 'resourceVersion'> {
  const { uid, generation, resourceVersion } = live?.metadata ?? {};
  const version = generation === undefined && resourceVersion !== undefined ? { resourceVersion } : {};
  return { ...(uid === undefined ? {} : { uid }), ...(generation === undefined ? {} : { generation }), ...version };
}

function uidOf({ uid }: Target): { uid?: string } {
  return uid === undefined ? {} : { uid };
}

function changed(target: Target): ClusterError {
  return new ClusterError({ kind: 'conflict', detail: nameOf(target), status: 409 });
}

function gone(target: Target): ClusterError {
  return new ClusterError({ kind: 'not-found', detail: nameOf(target), status: 404 });
}

function nameOf({ kind, namespace, name }: Target): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
