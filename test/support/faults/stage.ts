import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from '../../../src/cluster/connection.ts';
import { connect } from '../../../src/cluster/kube.ts';
import { readKubeconfig } from '../../../src/cluster/kubeconfig.ts';
import { createMirror, type KindName, type Mirror, resourceOf, type Safeguard } from '../../../src/cluster/mirror.ts';
import { PATIENCE, type Patience } from '../../../src/cluster/wire/api.ts';
import { type Certificate, selfSigned } from '../cluster/certificates.ts';
import { type FastClock, fastClock } from './clock.ts';
import { differences } from './differences.ts';
import { createDoor, type Door } from './door.ts';
import { createPeople, type People } from './people.ts';
import type { PracticeProcess } from './practice.ts';
import { resolveAs } from './resolve.ts';
import { until } from './until.ts';
import { createWire, type Wire } from './wire.ts';

/** Safeguards that can be left out, to know that the table measures: two of the mirror, one of the connection. */
export type Sabotage = Safeguard | 'silence';

export const SABOTAGES: readonly Sabotage[] = ['relist', 'backoff', 'order', 'silence'];

export const KINDS: readonly KindName[] = [
  'StatefulSet',
  'Pod',
  'Service',
  'PersistentVolumeClaim',
  'ControllerRevision',
];

/** A mirror on the way that real clients take, through proxies, to a practice cluster in another process. */
export interface Stage {
  readonly clock: FastClock;
  readonly namespace: string;
  readonly wire: Wire;
  readonly door: Door;
  readonly mirror: Mirror;
  readonly people: People;
  /** The certificate of the door, and the name that leads there. */
  readonly certificate: Certificate;
  readonly host: string;
  /** The file that the client reads its token from. */
  logIn(token: string): Promise<void>;
  /** Requests that the client has tried; those that reached nobody too. */
  requests(): number;
  /** What differs now between the mirror and the server. */
  differences(): Promise<string[]>;
  /** Resolves with true as soon as the mirror is live and equal to the server, whose state must stand still; with false if that takes too long. */
  untilRight(): Promise<boolean>;
  /** What was announced as gone and came again as the same object, and faults of the mirror itself. */
  readonly complaints: string[];
  /** From now on objects may come again, because history itself goes back. */
  goBack(): void;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly practice: PracticeProcess;
  readonly namespace: string;
  readonly speed: number;
  readonly sabotage?: Sabotage | undefined;
  /** How long the mirror is given to be right, in milliseconds of the machine; unless told, longer than any back-off. */
  readonly limit?: number;
}

/** The longest that back-off and silence may keep a mirror from being right, in milliseconds of its clock, with room to spare. */
const PATIENT = 100_000;
/** What a busy machine may need on top, in its own milliseconds. */
const GRACE = 8_000;

const FIRST_TOKEN = 'first-token';

export async function setStage(options: StageOptions): Promise<Stage> {
  const { practice, namespace, speed, sabotage, limit = PATIENT / speed + GRACE } = options;
  const people = await createPeople(practice.connection, namespace);
  const host = `${namespace}.test`;
  const certificate = selfSigned([host]);
  const door = await createDoor(practice.upstream, certificate);
  const wire = await createWire(door.port);
  const forgetName = resolveAs(host, '127.0.0.1');
  const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-faults-'));
  const tokenFile = path.join(folder, 'token');
  await writeFile(tokenFile, FIRST_TOKEN);
  const server = `https://${host}:${wire.port}`;
  const config = path.join(folder, 'kubeconfig');
  await writeFile(config, JSON.stringify(kubeconfigOf(server, certificate, tokenFile, namespace)));

  const clock = fastClock(speed);
  const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: config } });
  const patience = patienceAt(speed, sabotage === 'silence');
  const counted = count(await connect(kubeconfig, 'faults', { trusted: false, environment: {}, patience }));
  const complaints: string[] = [];
  const truth = async () => {
    const lists = KINDS.map(async kind => {
      const { items } = await practice.connection.list(resourceOf(kind, namespace), {});
      return [kind, items] as const;
    });
    return new Map(await Promise.all(lists));
  };
  const mirror = createMirror(counted.connection, {
    kinds: KINDS,
    namespace,
    clock,
    onFault: error => complaints.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    without: sabotage === undefined || sabotage === 'silence' ? [] : [sabotage],
  });
  const goBack = watchForFlicker(mirror, complaints);

  return {
    clock,
    namespace,
    wire,
    door,
    mirror,
    people,
    certificate,
    host,
    complaints,
    goBack,
    logIn: token => writeFile(tokenFile, token),
    requests: () => Math.max(counted.tried, door.requests),
    differences: async () => differences(mirror, await truth()),
    async untilRight() {
      const wanted = await truth();
      const isRight = () =>
        KINDS.every(kind => mirror.status(kind)?.state === 'live') && differences(mirror, wanted).length === 0;
      return until(isRight, limit);
    },
    async close() {
      mirror.stop();
      counted.connection.close();
      forgetName();
      await wire.close();
      await door.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The machine does not get faster with the clock: what needs real work keeps a second of real time. */
function patienceAt(speed: number, deaf: boolean): Patience {
  const at = (milliseconds: number) => Math.max(1_000, milliseconds / speed);
  const { request, list, watch, silence } = PATIENCE;
  return {
    ...PATIENCE,
    request: at(request),
    list: at(list),
    watch: at(watch),
    silence: deaf ? 2 ** 31 - 1 : at(silence),
  };
}

function count(connection: Connection): { readonly connection: Connection; readonly tried: number } {
  let tried = 0;
  const once = <T>(result: T): T => {
    tried += 1;
    return result;
  };
  return {
    connection: {
      ...connection,
      list: (...told) => once(connection.list(...told)),
      watch: (...told) => once(connection.watch(...told)),
    },
    get tried() {
      return tried;
    },
  };
}

/** Returns how to end it. */
function watchForFlicker(mirror: Mirror, complaints: string[]): () => void {
  const gone = new Set<string>();
  return mirror.subscribe(({ changes }) => {
    for (const { type, kind, object } of changes) {
      const uid = object.metadata.uid ?? '';
      if (type === 'DELETED') gone.add(uid);
      else if (gone.delete(uid)) complaints.push(`${kind} ${object.metadata.name} went and came again`);
    }
  });
}

function kubeconfigOf(server: string, { certificate }: Certificate, tokenFile: string, namespace: string): object {
  const authority = Buffer.from(certificate).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'faults', cluster: { server, 'certificate-authority-data': authority } }],
    users: [{ name: 'faults', user: { tokenFile } }],
    contexts: [{ name: 'faults', context: { cluster: 'faults', user: 'faults', namespace } }],
    'current-context': 'faults',
  };
}
