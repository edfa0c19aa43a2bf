import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askName } from '../../../src/cluster/ask-name.ts';
import { ClusterError, type Connection, type ExecEnd } from '../../../src/cluster/connection.ts';

const PLACE = { namespace: 'shop', name: 'web-1', container: 'app' };
const RESOLV = 'search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\n';
const HEAD = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n';

interface Program {
  readonly out?: string;
  readonly err?: string;
  readonly code?: number;
}

/** A container with some programs. Those that are missing are told as containerd does, or as an exit code, as others do. */
function container(programs: Readonly<Record<string, Program>>, missing: 'failed' | 'code' = 'failed') {
  const commands: string[] = [];
  const exec: Connection['exec'] = async (_, { command, onOutput }) => {
    commands.push(command.join(' '));
    const words = `exec: "${command[0]}": executable file not found in $PATH`;
    const program = programs[command.slice(0, 2).join(' ')] ?? programs[command[0] ?? ''];
    const gone: ExecEnd = missing === 'failed' ? { reason: 'failed', detail: words } : { reason: 'exited', code: 127 };
    if (program === undefined && missing === 'code') await onOutput(`OCI runtime exec failed: ${words}`, 'stdout');
    if (program?.out !== undefined) await onOutput(program.out, 'stdout');
    if (program?.err !== undefined) await onOutput(program.err, 'stderr');
    const ended = Promise.resolve<ExecEnd>(
      program === undefined ? gone : { reason: 'exited', code: program.code ?? 0 },
    );
    return { write() {}, resize() {}, ended, close() {} };
  };
  return { connection: { exec }, commands };
}

const never = new AbortController().signal;

test('nslookup is asked for the whole name, with the domain that the pod searches', async () => {
  const nslookup = { out: `${HEAD}Name:\tweb.shop.svc.cluster.local\nAddress: 10.244.0.9\n` };
  const { connection, commands } = container({ cat: { out: RESOLV }, nslookup });
  assert.deepEqual(await askName(connection, PLACE, { type: 'A', name: 'web.shop.svc' }, never), {
    program: 'nslookup',
    asked: 'web.shop.svc.cluster.local',
    answers: ['10.244.0.9'],
    said: '',
    isSilent: false,
  });
  assert.deepEqual(commands, ['cat /etc/resolv.conf', 'nslookup web.shop.svc.cluster.local.']);
});

test('a name that does not exist has no answers, and the words of who said so', async () => {
  const nslookup = { out: `${HEAD}** server can't find web.shop.svc.cluster.local: NXDOMAIN\n`, code: 1 };
  const { connection } = container({ cat: { out: RESOLV }, nslookup });
  const answered = await askName(connection, PLACE, { type: 'A', name: 'web.shop.svc' }, never);
  assert.deepEqual([answered?.answers, answered?.isSilent], [[], false]);
  assert.match(answered?.said ?? '', /NXDOMAIN/);
});

test('a name server that is silent is no name that does not exist', async () => {
  const nslookup = { out: ';; connection timed out; no servers could be reached\n', code: 1 };
  const { connection } = container({ cat: { out: RESOLV }, nslookup });
  const answered = await askName(connection, PLACE, { type: 'A', name: 'web.shop.svc' }, never);
  assert.equal(answered?.isSilent, true);
});

for (const missing of ['failed', 'code'] as const)
  test(`getent is taken where there is no nslookup (told as ${missing})`, async () => {
    const programs = {
      'getent ahosts': { out: '10.244.0.9      STREAM web\n10.244.0.9      DGRAM\n' },
    };
    const { connection, commands } = container(programs, missing);
    const answered = await askName(connection, PLACE, { type: 'A', name: 'web.shop.svc' }, never);
    assert.deepEqual([answered?.program, answered?.answers], ['getent', ['10.244.0.9']]);
    assert.equal(commands.at(-1), 'getent ahosts web.shop.svc');
    assert.equal(await askName(connection, PLACE, { type: 'SRV', name: '_http._tcp.web.shop.svc' }, never), undefined);
  });

test('a getent that knows no ahosts is asked for hosts', async () => {
  const programs = {
    'getent ahosts': { err: 'Unknown database: ahosts\n', code: 1 },
    'getent hosts': { out: '10.244.0.9  web\n' },
  };
  const { connection } = container(programs);
  assert.deepEqual((await askName(connection, PLACE, { type: 'A', name: 'web.shop.svc' }, never))?.answers, [
    '10.244.0.9',
  ]);
});

test('a container without any of them cannot say', async () => {
  const { connection } = container({});
  assert.equal(await askName(connection, PLACE, { type: 'A', name: 'web.shop.svc' }, never), undefined);
});

test('what keeps a command from running is no answer', async () => {
  const exec: Connection['exec'] = async () => ({
    write() {},
    resize() {},
    ended: Promise.resolve<ExecEnd>({ reason: 'cut' }),
    close() {},
  });
  await assert.rejects(askName({ exec }, PLACE, { type: 'A', name: 'web.shop.svc' }, never), ClusterError);
});
