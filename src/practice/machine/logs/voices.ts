import { tagOf } from '../../controllers/fates.ts';

/** What a program of some kind writes, by what happens to it. `count` is the number of the line, so that lines differ. */
export interface Voice {
  begin(about: Speaker): readonly string[];
  idle(about: Speaker, count: number): string;
  /** While it is not ready. */
  waiting(about: Speaker, count: number): string;
  /** While its volume has no room left. */
  full(about: Speaker): string;
  /** The last words before it crashes. */
  crash(about: Speaker): readonly string[];
}

/** Who writes. */
export interface Speaker {
  readonly image: string;
  readonly pod: string;
  readonly port: number;
  /** The first folder that is mounted. */
  readonly folder: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/** The voice of a container by the name of its image; most speak in key=value pairs. */
export function voiceOf(image: string): Voice {
  const name = nameOf(image);
  return voices.find(([pattern]) => pattern.test(name))?.[1] ?? plain;
}

/** `registry:5000/shop/nginx:1.27` is nginx. */
function nameOf(image: string): string {
  const path = image.split('@')[0] ?? '';
  return path.slice(path.lastIndexOf('/') + 1).split(':')[0] ?? '';
}

const paths = ['/', '/healthz', '/api/orders', '/api/orders/17', '/static/app.css', '/api/items?page=2'];

function pick<T>(list: readonly [T, ...T[]] | readonly T[], count: number): T | undefined {
  return list[(count * 7 + 3) % list.length];
}

/** `21/Nov/2026:01:26:21 +0000` */
function webTime(at: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** `2026-11-21 01:26:21.835 UTC` */
function databaseTime(at: number): string {
  return `${isoTime(at).replace('T', ' ').slice(0, -1)} UTC`;
}

const web: Voice = {
  begin: ({ at, port }) => [
    `${webTime(at)} [notice] configuration is read`,
    `${webTime(at)} [notice] start worker processes`,
    `${webTime(at)} [notice] listening on 0.0.0.0:${port}`,
  ],
  idle: ({ at }, count) =>
    `10.244.0.1 - - [${webTime(at)}] "GET ${pick(paths, count) ?? '/'} HTTP/1.1" 200 ${512 + ((count * 131) % 4096)} "-" "curl/8.9.1"`,
  waiting: ({ at }) => `10.244.0.1 - - [${webTime(at)}] "GET /healthz HTTP/1.1" 503 19 "-" "kube-probe/1.36"`,
  full: ({ at, folder }) =>
    `${webTime(at)} [crit] write to "${folder}/access.log" failed (28: No space left on device)`,
  crash: ({ at, port }) => [
    `${webTime(at)} [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)`,
    `${webTime(at)} [emerg] still could not bind()`,
  ],
};

const cache: Voice = {
  begin: ({ at, port, image }) => [
    `1:M ${databaseTime(at)} * starting ${tagOf(image) || 'latest'}, pid=1`,
    `1:M ${databaseTime(at)} * Running mode=standalone, port=${port}.`,
    `1:M ${databaseTime(at)} * Ready to accept connections tcp`,
  ],
  idle: ({ at }, count) =>
    count % 3 === 0
      ? `1:M ${databaseTime(at)} * Background saving terminated with success`
      : `1:M ${databaseTime(at)} * ${100 + ((count * 37) % 900)} changes in 300 seconds. Saving...`,
  waiting: ({ at }) => `1:S ${databaseTime(at)} # LOADING the dataset in memory, ${at % 100}% done`,
  full: ({ at, folder }) =>
    `1:M ${databaseTime(at)} # Error writing to the append only file in ${folder}: No space left on device`,
  crash: ({ at, folder }) => [
    `1:M ${databaseTime(at)} # Bad file format reading the append only file in ${folder}`,
    `1:M ${databaseTime(at)} # exiting`,
  ],
};

const database: Voice = {
  begin: ({ at, port }) => [
    `${databaseTime(at)} [1] LOG:  listening on IPv4 address "0.0.0.0", port ${port}`,
    `${databaseTime(at)} [27] LOG:  database system was shut down in recovery`,
    `${databaseTime(at)} [1] LOG:  database system is ready to accept connections`,
  ],
  idle: ({ at }, count) =>
    count % 2 === 0
      ? `${databaseTime(at)} [25] LOG:  checkpoint starting: time`
      : `${databaseTime(at)} [25] LOG:  checkpoint complete: wrote ${12 + ((count * 17) % 400)} buffers; sync files=${1 + (count % 9)}`,
  waiting: ({ at }) => `${databaseTime(at)} [31] FATAL:  the database system is starting up`,
  full: ({ at, folder }) =>
    `${databaseTime(at)} [25] PANIC:  could not write to file "${folder}/pg_wal/xlogtemp.25": No space left on device`,
  crash: ({ at, folder }) => [
    `${databaseTime(at)} [1] FATAL:  data directory "${folder}" has invalid permissions`,
    `${databaseTime(at)} [1] LOG:  database system is shut down`,
  ],
};

const plain: Voice = {
  begin: ({ at, image, pod, port }) => [
    `time=${isoTime(at)} level=info msg="starting" image="${image}" pod=${pod}`,
    `time=${isoTime(at)} level=info msg="configuration loaded"`,
    `time=${isoTime(at)} level=info msg="listening" port=${port}`,
  ],
  idle: ({ at }, count) =>
    `time=${isoTime(at)} level=info msg="request served" path="${pick(paths, count) ?? '/'}" status=200 duration=${3 + ((count * 13) % 40)}ms`,
  waiting: ({ at }, count) =>
    `time=${isoTime(at)} level=warn msg="not ready" check="/healthz" status=503 attempt=${count + 1}`,
  full: ({ at, folder }) =>
    `time=${isoTime(at)} level=error msg="write failed" path="${folder}" error="no space left on device"`,
  crash: ({ at, folder }) => [
    `time=${isoTime(at)} level=error msg="cannot open the data" path="${folder}" error="unexpected format version 3"`,
    `time=${isoTime(at)} level=fatal msg="exiting" code=1`,
  ],
};

const voices: readonly (readonly [RegExp, Voice])[] = [
  [/nginx|httpd|apache|caddy|traefik|haproxy|envoy/, web],
  [/redis|valkey|memcached/, cache],
  [/postgres|timescale|cockroach|mysql|mariadb/, database],
];
