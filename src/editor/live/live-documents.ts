import * as vscode from 'vscode';
import { ClusterError } from '../../cluster/connection.ts';
import { resourceOf } from '../../cluster/mirror.ts';
import { pathOf } from '../../cluster/served.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { liveText } from '../../language/live-text.ts';
import type { CommandSay } from '../../words/words.ts';
import type { Desk } from '../connect/desk.ts';
import type { LiveCluster } from '../connect/session.ts';
import { type Disposable, Disposables, onDispose } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { LIVE_SCHEME } from '../ids.ts';
import { Answer, answer } from '../problems.ts';
import { named } from '../target.ts';
import { followIn, followSteadily } from './follow-steady.ts';
import { gathered } from './gathered.ts';
import { type AnyObject, addressOf, type LiveAddress, uriPath } from './live-address.ts';
import { noiseFields } from './noise.ts';
import { readings } from './readings.ts';
import { watchObject } from './watch-object.ts';

/** Objects of the cluster as documents that cannot be edited and follow what they show. */
export interface LiveDocuments extends vscode.Disposable {
  open(cluster: LiveCluster, address: LiveAddress): Promise<void>;
  /** Shows or hides who wrote which field, in the document in front. */
  showNoise(shown: boolean): void;
}

export function liveDocuments(desk: Desk, errors: Errors, say: CommandSay): LiveDocuments {
  const held = new Disposables();
  const changed = held.add(new vscode.EventEmitter<vscode.Uri>());
  const noise = held.add(noiseFields(errors));
  const reading = readings();
  const watched = new Map<string, Disposable>();

  async function read(uri: vscode.Uri): Promise<string> {
    const target = addressOf(uri.path);
    if (target === undefined) return '';
    try {
      const cluster = desk.cluster({ context: uri.query });
      if (!('apiVersion' in target)) {
        if (!watched.has(uri.toString()))
          follow(cluster.key, uri, (touch, now) => followIn(now, target, touch, errors));
        return textOf(await cluster.connection.get(resourceOf(target.kind, target.namespace), target.name), uri);
      }
      return await readAny(cluster, target, uri);
    } catch (error) {
      if (error instanceof Answer) return comment(error.problem.sentence);
      if (!(error instanceof ClusterError)) throw error;
      if (error.failure.kind === 'not-found') return comment(say('live-gone', { object: named(target) }));
      errors.note(`reading ${named(target)}`, error);
      return comment(say('live-unreadable', { object: named(target), detail: error.failure.detail }));
    }
  }

  function textOf(object: KubernetesObject, uri: vscode.Uri): string {
    return liveText(object, { noise: noise.isShown(uri) });
  }

  /** An object of a kind that no mirror has: it is found by what the server serves, and watched by itself. */
  async function readAny(
    { key: context, connection }: LiveCluster,
    address: AnyObject,
    uri: vscode.Uri,
  ): Promise<string> {
    const { apiVersion, kind, namespace, name } = address;
    const key = uri.toString();
    const isWanted = reading.begin(key);
    // What Secrets hold is never shown.
    if (kind === 'Secret') return comment(say('live-secret', { object: named(address) }));
    const resource = await pathOf(connection, apiVersion, kind, namespace);
    if (resource === undefined) return comment(say('live-not-served', { kind, apiVersion }));
    const object = await connection.get(resource, name);
    // Closed meanwhile, a document is followed by nobody.
    if (!isWanted()) return textOf(object, uri);
    forget(key);
    follow(context, uri, touch => watchObject(connection, resource, object, touch, errors));
    return textOf(object, uri);
  }

  /** Reads a document again when its object may be another one, and when its context is connected anew or shows another namespace. */
  function follow(
    context: string,
    uri: vscode.Uri,
    followOne: (touch: () => void, cluster: LiveCluster) => Disposable,
  ): void {
    const following = new Disposables();
    const changing = following.add(gathered(() => changed.fire(uri)));
    const touch = () => changing.touch();
    // Of a context that is not connected what was read stays: there is nothing newer.
    const onConnected = () => (desk.find(context) === undefined ? undefined : touch());
    following.add(followSteadily(desk.contexts, context, cluster => followOne(touch, cluster), onConnected));
    watched.set(uri.toString(), following);
  }

  function forget(key: string): void {
    watched.get(key)?.dispose();
    watched.delete(key);
  }

  held.add(
    vscode.workspace.registerTextDocumentContentProvider(LIVE_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: read,
    }),
  );
  held.add(
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      reading.end(uri.toString());
      forget(uri.toString());
    }),
  );
  held.add(
    onDispose(() => {
      reading.endAll();
      for (const key of [...watched.keys()]) forget(key);
    }),
  );
  return {
    async open(cluster, address) {
      const uri = vscode.Uri.from({ scheme: LIVE_SCHEME, path: uriPath(address), query: cluster.key });
      // What was read before may be older than the row that was pressed.
      if (watched.has(uri.toString())) changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.languages.setTextDocumentLanguage(document, 'yaml');
      await vscode.window.showTextDocument(document, { preview: true });
    },
    showNoise(shown) {
      const uri = vscode.window.activeTextEditor?.document.uri;
      if (uri?.scheme !== LIVE_SCHEME) throw answer(say, 'live-none-in-front');
      noise.show(uri, shown);
      changed.fire(uri);
    },
    dispose: () => held.dispose(),
  };
}

function comment(sentence: string): string {
  return `# ${sentence}\n`;
}
