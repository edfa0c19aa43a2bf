import type { KubernetesVersion } from '../core/kubernetes-version.ts';
import { createApi } from './api/handler.ts';
import { loadMeanings } from './api/meanings.ts';
import { requireToken } from './api/token.ts';
import { realClock } from './clock.ts';
import { furnish } from './controllers/bootstrap.ts';
import { furnishNamespaces } from './controllers/first-namespaces.ts';
import { startControllers } from './controllers/start.ts';
import { type Filling, fill } from './fill.ts';
import { readIdentity } from './identity.ts';
import { requireOwn, writeKubeconfig } from './kubeconfig.ts';
import { createSchool } from './lessons/school.ts';
import { readLessonState } from './lessons/state.ts';
import { listen } from './listen.ts';
import { createDisks } from './machine/disks.ts';
import { startOwnCommands } from './machine/own-command.ts';
import type { Pace } from './nodes/stage.ts';
import { orderBook, readOrders } from './orders.ts';
import { createRegistry } from './registry/create-registry.ts';
import type { Registry } from './registry.ts';
import { adopted, loadState, type PracticeState, saveState } from './state-file.ts';
import { createStore } from './store.ts';
import { createUpgrades } from './streams/upgrade.ts';

export interface PracticeOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** How much faster than the machine's time the cluster's runs; 1 to 1000. */
  readonly speed: number;
  /** How fast nodes start and end pods: `recorded` unless told; `human` so that a person can see every step. */
  readonly pace?: Pace;
  /** The version of Kubernetes that it plays; the recorded one unless told. */
  readonly kubernetes?: KubernetesVersion;
  /** Keeps what the cluster holds, and its certificate and token, so that the next start goes on from there. */
  readonly stateFile?: string;
  /** Fixed, for programs that cannot read a kubeconfig; that of the state file, else random, when left out. */
  readonly token?: string;
  /** Milliseconds between two bookmarks of a watch; a minute unless told. Tests whose time runs faster want more of them. */
  readonly bookmarkEvery?: number;
  /** Puts sets and pods into a new cluster. */
  readonly fill?: Filling;
  /** Where the kubeconfig is written, and stays; a new file that goes with the cluster when left out. */
  readonly kubeconfigFile?: string;
  /** Of its cluster, context and user; `ordinal-practice` unless told. */
  readonly name?: string;
  /** The lesson to begin with, in a cluster that holds nothing else: what the state file holds is thrown away. */
  readonly lesson?: string;
  readonly report: (error: unknown) => void;
}

export interface PracticeCluster {
  readonly kubeconfig: string;
  readonly port: number;
  /** For programs that start it in their own process. */
  readonly registry: Registry;
  /** Ends everything and removes the kubeconfig. May be called again. */
  stop(): Promise<void>;
  /** What must not stay behind when the process ends without `stop`. */
  removeFiles(): void;
}

const saveEvery = 5_000;

/** A whole cluster: objects, controllers, and the API over TLS on 127.0.0.1. Rejects when the port is taken. */
export async function startPractice(options: PracticeOptions): Promise<PracticeCluster> {
  const { stateFile, report } = options;
  if (options.kubeconfigFile !== undefined) requireOwn(options.kubeconfigFile);
  const clock = realClock(options.speed);
  const earlier = stateFile === undefined ? undefined : loadState(stateFile);
  // what a person has made could solve the lesson before it begins, or stand in its way
  const kept = options.lesson === undefined ? earlier : undefined;
  const store = createStore(clock, {
    state: kept === undefined ? beginning(earlier?.version) : adopted(kept),
    report,
    ...(options.kubernetes === undefined ? {} : { kubernetes: options.kubernetes }),
  });
  const registry = createRegistry(store);
  const identity = readIdentity(earlier?.identity);
  const token = options.token ?? identity.token;

  const { bookmarkEvery } = options;
  const timing = { timers: realClock(), ...(bookmarkEvery === undefined ? {} : { bookmarkEvery }) };
  const book = orderBook(
    registry,
    options.pace ?? 'recorded',
    kept === undefined ? undefined : readOrders(kept.orders),
  );
  const disks = createDisks(registry, kept?.disks);
  const machine = { registry, disks, isFull: book.isFull };
  const school = createSchool({ ...machine, book, report }, readLessonState(kept?.lesson));
  const meanings = await loadMeanings();
  const ownCommands = startOwnCommands(machine);
  const { logOf: ownLogOf } = ownCommands;
  const api = createApi(registry, { token, report, meanings, ownLogOf, control: { book, school }, ...timing });
  const upgrade = createUpgrades(machine, { authorize: request => requireToken(request, token), report });
  const listening = await listen(api, { port: options.port, certificate: identity, upgrade });
  furnishNamespaces(registry);
  furnish(registry);
  if (options.fill !== undefined && kept === undefined) fill(registry, options.fill);
  const stopControllers = startControllers(registry, {
    conduct: book.conduct,
    report: (_controller, _key, error) => report(error),
  });
  if (options.lesson !== undefined) school.begin(options.lesson);
  const { certificate } = identity;
  const named = options.name === undefined ? {} : { name: options.name };
  const file = writeKubeconfig({ port: listening.port, certificate, token, ...named }, options.kubeconfigFile);
  const whole = (): PracticeState => ({
    ...store.dump(),
    orders: book.orders(),
    disks: disks.dump(),
    lesson: school.state(),
    identity,
  });
  const revision = (): string =>
    [store.version(), disks.revision(), JSON.stringify([book.orders(), school.state()])].join(' ');
  const stopSaving = stateFile === undefined ? () => {} : keepSaving(stateFile, { whole, revision, report });

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    school.stop();
    stopControllers();
    ownCommands.stop();
    stopSaving();
    file.remove();
    await listening.close();
  };
  return {
    kubeconfig: file.path,
    port: listening.port,
    registry,
    stop() {
      stopped ??= stop();
      return stopped;
    },
    removeFiles: file.remove,
  };
}

/** Versions of a new cluster are above those of an `earlier` one, so that a client of the earlier one is told that its version is gone. */
function beginning(earlier = -1): { readonly version: number; readonly tables: [] } {
  const firstSecond = Date.UTC(2026, 0, 1) / 1000;
  return { version: Math.max(earlier + 1, Math.floor(Date.now() / 1000) - firstSecond), tables: [] };
}

interface Saving {
  whole(): PracticeState;
  /** Another text whenever something has changed. */
  revision(): string;
  report(error: unknown): void;
}

/** Saves when something has changed, and once more at the end. */
function keepSaving(file: string, { whole, revision, report }: Saving): () => void {
  let saved = '';
  const save = (): void => {
    const now = revision();
    if (saved === now) return;
    saved = now;
    try {
      saveState(file, whole());
    } catch (error) {
      report(error);
    }
  };
  const timer = setInterval(save, saveEvery);
  timer.unref();
  return () => {
    clearInterval(timer);
    save();
  };
}
