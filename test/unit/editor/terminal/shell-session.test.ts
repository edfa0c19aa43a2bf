import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ClusterError,
  type Connection,
  type ExecEnd,
  type ExecOptions,
  type Execution,
} from '../../../../src/cluster/connection.ts';
import type { ShellNews } from '../../../../src/editor/terminal/shell-news.ts';
import { shellSession } from '../../../../src/editor/terminal/shell-session.ts';
import { caught } from '../../../support/caught.ts';

const PLACE = { namespace: 'shop', name: 'web-0', container: 'app' };
const MISSING: ExecEnd = {
  reason: 'failed',
  detail: 'OCI runtime exec failed: exec: "sh": executable file not found in $PATH: unknown',
};

interface Started {
  readonly options: ExecOptions;
  readonly written: string[];
  readonly sizes: string[];
  end(end: ExecEnd): void;
}

/** A container with some shells, and a terminal before it. */
function stage(shells: readonly string[]) {
  const closing = new AbortController();
  const started: Started[] = [];
  const asked: string[] = [];
  let refusal: Error | undefined;
  let screen = '';
  const told: string[] = [];
  let isClosed = false;

  let isSilent = false;
  const exec: Connection['exec'] = async (_, options) => {
    if (isSilent)
      await new Promise((_resolve, reject) => {
        const aborted = () => reject(new ClusterError({ kind: 'aborted', detail: '' }));
        options.signal?.addEventListener('abort', aborted);
      });
    if (refusal !== undefined) throw refusal;
    const [program = '', option, line = ''] = options.command;
    if (option === '-c') {
      asked.push(program);
      if (!shells.includes(program)) return answering(MISSING);
      const found = shells.find(shell => line.includes(`command -v ${shell}`));
      if (found !== undefined) await options.onOutput(`/bin/${found}\n`, 'stdout');
      return answering({ reason: 'exited', code: 0 });
    }
    let end: (end: ExecEnd) => void = () => {};
    const ended = new Promise<ExecEnd>(resolve => {
      end = resolve;
    });
    options.signal?.addEventListener('abort', () => end({ reason: 'closed' }));
    closing.signal.addEventListener('abort', () => end({ reason: 'closed' }));
    const own: Started = { options, written: [], sizes: [], end };
    started.push(own);
    return {
      write: text => own.written.push(text),
      resize: (columns, rows) => own.sizes.push(`${columns}x${rows}`),
      ended,
      close: () => end({ reason: 'closed' }),
    };
  };

  const errors = caught();
  const terminal = {
    write: async (text: string) => {
      screen += text;
    },
    tell: ({ kind, ...more }: ShellNews) => told.push([kind, ...Object.values(more)].map(String).join(' ')),
    close: () => {
      isClosed = true;
    },
  };
  const session = shellSession({ exec, closed: closing.signal }, PLACE, terminal, errors);
  return {
    session,
    faults: errors.faults,
    started,
    asked,
    told,
    screen: () => screen,
    isClosed: () => isClosed,
    refuse: (error: Error | undefined) => {
      refusal = error;
    },
    silence: (silent: boolean) => {
      isSilent = silent;
    },
    leaveCluster: () => closing.abort(),
  };
}

function answering(end: ExecEnd): Execution {
  return { write() {}, resize() {}, ended: Promise.resolve(end), close() {} };
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(resolve => setImmediate(resolve));
};

describe('a shell in a container', () => {
  it('that nobody opens says that it waits, is given up after a while, and can be asked for again', async ({
    mock,
  }) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { session, told, silence, started } = stage(['sh']);
    silence(true);
    session.start();
    mock.timers.tick(10_000);
    assert.deepEqual(told, ['waits 30']);
    mock.timers.tick(20_000);
    await settled();
    assert.deepEqual(told.slice(1), ['given-up 30', 'again']);
    silence(false);
    session.type('\r');
    await settled();
    assert.equal(started.length, 1);
    assert.deepEqual(told.slice(3), ['opened /bin/sh']);
  });

  it('that was opened in time is not given up', async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { session, told, started } = stage(['sh']);
    session.start();
    await settled();
    mock.timers.tick(60_000);
    assert.deepEqual([told, started[0]?.options.signal?.aborted], [['opened /bin/sh'], false]);
  });

  it('is the best one that is there, at a terminal of the size of the window', async () => {
    const { session, started, told, asked } = stage(['bash', 'sh']);
    session.resize(120, 40);
    session.start();
    session.type('ls\r');
    await settled();
    assert.deepEqual(asked, ['sh']);
    assert.deepEqual(told, ['opened /bin/bash']);
    const [shell] = started;
    assert.deepEqual(
      [shell?.options.command, shell?.options.tty, shell?.options.stdin, shell?.options.container],
      [['/bin/bash'], true, true, 'app'],
    );
    assert.deepEqual([shell?.sizes, shell?.written], [['120x40'], ['ls\r']]);
    session.type('pwd\r');
    session.resize(80, 24);
    assert.deepEqual([shell?.sizes.at(-1), shell?.written.at(-1)], ['80x24', 'pwd\r']);
  });

  it('is looked for by other names where there is no sh', async () => {
    const { session, started, asked } = stage(['ash']);
    session.start();
    await settled();
    assert.deepEqual(asked, ['sh', 'bash', 'ash']);
    assert.deepEqual(started[0]?.options.command, ['ash']);
  });

  it('is missing in an image without one, which is told', async () => {
    const { session, started, told } = stage([]);
    session.start();
    await settled();
    assert.deepEqual([started.length, told], [0, ['no-shell', 'again']]);
  });

  it('closes its terminal when it ends well, and tells its code when not', async () => {
    const well = stage(['sh']);
    well.session.start();
    await settled();
    well.started[0]?.end({ reason: 'exited', code: 0 });
    await settled();
    assert.deepEqual([well.isClosed(), well.told], [true, ['opened /bin/sh']]);
    const killed = stage(['sh']);
    killed.session.start();
    await settled();
    killed.started[0]?.end({ reason: 'exited', code: 137 });
    await settled();
    assert.deepEqual([killed.isClosed(), killed.told.slice(1)], [false, ['ended 137', 'again']]);
  });

  it('is opened again by Enter after the connection broke, and left by Control-D', async () => {
    const { session, started, told, isClosed } = stage(['sh']);
    session.start();
    await settled();
    started[0]?.end({ reason: 'cut' });
    await settled();
    assert.deepEqual(told.slice(1), ['cut', 'again']);
    session.type('x');
    await settled();
    assert.equal(started.length, 1);
    session.type('\r');
    await settled();
    assert.equal(started.length, 2);
    started[1]?.end({ reason: 'exited', code: 1 });
    await settled();
    session.type('\u0004');
    assert.equal(isClosed(), true);
  });

  it('says what the server refuses, and can be tried again', async () => {
    const { session, told, refuse, started } = stage(['sh']);
    refuse(new ClusterError({ kind: 'forbidden', detail: 'cannot get resource "pods/exec"' }));
    session.start();
    await settled();
    assert.deepEqual([told[0]?.split(' ')[0], told[1]], ['refused', 'again']);
    refuse(undefined);
    session.type('\r');
    await settled();
    assert.equal(started.length, 1);
  });

  it('hands a fault of ours to those who tell it, and can be tried again', async () => {
    const { session, told, refuse, started, faults } = stage(['sh']);
    const fault = new TypeError('no such thing');
    refuse(fault);
    session.start();
    await settled();
    assert.deepEqual([faults, told], [[fault], ['again']]);
    refuse(undefined);
    session.type('\r');
    await settled();
    assert.equal(started.length, 1);
  });

  it('ends with the cluster that is left, and is not offered again', async () => {
    const { session, told, leaveCluster, started, isClosed } = stage(['sh']);
    session.start();
    await settled();
    leaveCluster();
    await settled();
    assert.deepEqual(told.slice(1), ['disconnected']);
    session.type('\r');
    await settled();
    assert.deepEqual([started.length, isClosed()], [1, true]);
  });

  it('says nothing more once its terminal is closed', async () => {
    const { session, told, started, screen } = stage(['sh']);
    session.start();
    await settled();
    session.dispose();
    await started[0]?.options.onOutput('late', 'stdout');
    await settled();
    assert.deepEqual([told, screen()], [['opened /bin/sh'], '']);
  });
});
