import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from '../../../src/cluster/connection.ts';
import { connect } from '../../../src/cluster/kube.ts';
import { readKubeconfig } from '../../../src/cluster/kubeconfig.ts';
import type { PracticeOptions } from '../../../src/practice/cluster.ts';
import type { Upstream } from './door.ts';

/** A practice cluster in a process of its own. */
export interface PracticeProcess {
  readonly upstream: Upstream;
  /** Straight to it, past every proxy. */
  readonly connection: Straight;
  readonly pid: number;
  /** The path of its kubeconfig. */
  readonly kubeconfig: string;
  /** Has it change pods; resolves with how many changes there were. */
  churn(perSecond: number, seconds: number): Promise<number>;
  /** Makes a backup (a filled one keeps nothing) of what it holds; the process is another one afterwards. */
  keep(): Promise<void>;
  /** Goes back to the backup, as when etcd is restored. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

/** In milliseconds: a process that has not ended by then will not. */
const LAST_WORDS = 5_000;

/** What tests do at the server itself. */
export type Straight = Pick<Connection, 'list' | 'create' | 'patch' | 'delete'>;

export type Told = Partial<Omit<PracticeOptions, 'report' | 'stateFile'>>;

interface Running {
  readonly child: ChildProcess;
  readonly upstream: Upstream;
  readonly kubeconfig: string;
  readonly connection: Connection;
}

/** Starts one; its controllers run a thousand times as fast as real ones, so that what a test changes settles in milliseconds. */
export async function startPracticeProcess(told: Told = {}): Promise<PracticeProcess> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-faults-'));
  const stateFile = path.join(folder, 'state.json');
  const backup = path.join(folder, 'backup.json');
  const options = { speed: 1000, bookmarkEvery: 250, ...told, ...(told.fill === undefined ? { stateFile } : {}) };
  let running = await start(options);
  const again = async (copy: readonly [string, string]) => {
    await end(running);
    await copyFile(...copy);
    running = await start(options);
  };
  return {
    get upstream() {
      return running.upstream;
    },
    connection: follow(() => running.connection),
    get pid() {
      return running.child.pid ?? 0;
    },
    get kubeconfig() {
      return running.kubeconfig;
    },
    async churn(perSecond, seconds) {
      const done = once(running.child, 'message');
      running.child.send({ churn: { perSecond, seconds } });
      const [{ churned }] = await done;
      return churned;
    },
    keep: () => again([stateFile, backup]),
    restore: () => again([backup, stateFile]),
    async stop() {
      await end(running);
      await rm(folder, { recursive: true });
    },
  };
}

async function start(options: object): Promise<Running> {
  const file = path.join(import.meta.dirname, 'practice-process.ts');
  const child = fork(file, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  assert.ok(message?.kubeconfig, 'the practice process says where its kubeconfig is');
  const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: String(message.kubeconfig) } });
  const context = kubeconfig.contexts[0]?.id ?? '';
  const resolved = kubeconfig.resolve(context);
  const { certificateAuthorityData = '', server = '' } = resolved?.cluster ?? {};
  return {
    child,
    kubeconfig: String(message.kubeconfig),
    upstream: {
      port: Number(new URL(server).port),
      certificate: Buffer.from(certificateAuthorityData, 'base64').toString(),
      token: resolved?.user.token ?? '',
    },
    connection: await connect(kubeconfig, context, { trusted: false, environment: {} }),
  };
}

async function end({ child, connection }: Running): Promise<void> {
  connection.close();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS);
  await exited;
  clearTimeout(timer);
}

/** A way to whatever process runs now. */
function follow(now: () => Connection): Straight {
  return {
    list: (...told) => now().list(...told),
    create: (...told) => now().create(...told),
    patch: (...told) => now().patch(...told),
    delete: (...told) => now().delete(...told),
  };
}
