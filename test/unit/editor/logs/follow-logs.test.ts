import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ClusterError,
  type ClusterFailure,
  type LogOptions,
  type PodPath,
} from '../../../../src/cluster/connection.ts';
import type { MirrorNews } from '../../../../src/cluster/mirror.ts';
import type { Pod } from '../../../../src/core/statefulset/model.ts';
import { followLogs, type LogRange } from '../../../../src/editor/logs/follow-logs.ts';
import { logNewsText } from '../../../../src/editor/logs/log-news.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { caught } from '../../../support/caught.ts';
import { pod } from '../objects.ts';

interface Asked {
  readonly pod: string;
  readonly options: LogOptions;
  end(): void;
  fail(detail: string, kind?: ClusterFailure['kind']): void;
  /** A fault of ours. */
  stumble(error: Error): void;
  send(text: string): void | Promise<void>;
}

/** Pods whose logs a test writes. */
function stage(range: LogRange, pods: Pod[], several = true, container?: string) {
  const asked: Asked[] = [];
  const told: string[] = [];
  let text = '';
  let ends = 0;
  let listener: ((news: MirrorNews | undefined) => void) | undefined;
  let isClear = true;
  let clock = 0;
  const pauses: number[] = [];
  const errors = caught();
  const following = followLogs({
    connection: {
      log: ({ name }: PodPath, options, onText) =>
        new Promise<void>((resolve, reject) => {
          asked.push({
            pod: name,
            options,
            end: resolve,
            fail: (detail, kind = 'forbidden') => reject(new ClusterError({ kind, detail })),
            stumble: reject,
            send: onText,
          });
        }),
    },
    pods: () => pods,
    isClear: () => isClear,
    subscribe(each) {
      listener = each;
      return () => {
        listener = undefined;
      };
    },
    range,
    several,
    container,
    write: async more => {
      text += more;
    },
    tell: (news, run) => told.push(`${news.code} ${run.pod} ${'failure' in news ? news.failure.detail : ''}`.trim()),
    onEnd: () => {
      ends += 1;
    },
    now: () => clock,
    wait: async milliseconds => {
      pauses.push(milliseconds);
      clock += milliseconds;
    },
    errors,
  });
  return {
    pauses,
    faults: errors.faults,
    asked,
    told,
    following,
    text: () => text,
    ends: () => ends,
    isListening: () => listener !== undefined,
    /** Connected anew: no pod has been listed yet. */
    renew() {
      isClear = false;
      listener?.(undefined);
    },
    news: () => listener?.({ changes: [{ kind: 'Pod' }], statuses: [] } as unknown as MirrorNews),
  };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

test('the logs of several pods are told line by line, each with its pod', async () => {
  const { asked, text, ends } = stage({ kind: 'last', lines: 5 }, [pod('web-0'), pod('web-1')]);
  assert.deepEqual(
    asked.map(({ pod: name, options }) => [name, options.container, options.tailLines, options.follow]),
    [
      ['web-0', 'app', 5, undefined],
      ['web-1', 'app', 5, undefined],
    ],
  );
  await asked[0]?.send('one\ntw');
  await asked[1]?.send('other\n');
  asked[0]?.end();
  asked[1]?.end();
  await settled();
  assert.equal(text(), 'web-0 | one\nweb-1 | other\nweb-0 | tw\n');
  assert.equal(ends(), 1);
});

test('a container that starts while the logs are followed is read from its start, once', async () => {
  const pods = [pod('web-0')];
  const { asked, news } = stage({ kind: 'follow', lines: 10 }, pods);
  pods.push(pod('web-1'));
  news();
  news();
  assert.deepEqual(
    asked.map(({ pod: name, options }) => [name, options.follow, options.tailLines]),
    [
      ['web-0', true, 10],
      ['web-1', true, undefined],
    ],
  );
});

test('a log that ends with its container or is refused is told, and the others go on', async () => {
  const pods = [pod('web-0'), pod('web-1')];
  const { asked, told, ends } = stage({ kind: 'follow', lines: 10 }, pods);
  pods.shift();
  asked[0]?.end();
  asked[1]?.fail('gone');
  await settled();
  assert.deepEqual(told.toSorted(), ['log-ended web-0', 'log-failed web-1 gone']);
  assert.equal(ends(), 0);
});

test('a log that breaks off while its container runs is taken up again where it was', async () => {
  const { asked, told, text, pauses } = stage({ kind: 'follow', lines: 10 }, [pod('web-0')]);
  await asked[0]?.send('one\nhalf');
  asked[0]?.fail('ECONNRESET', 'unreachable');
  await settled();
  assert.deepEqual(told, ['log-broke-off web-0 ECONNRESET']);
  assert.deepEqual(
    [asked[1]?.options.follow, asked[1]?.options.sinceSeconds, asked[1]?.options.tailLines],
    [true, 2, undefined],
  );
  asked[1]?.fail('ECONNREFUSED', 'unreachable');
  await settled();
  assert.deepEqual(pauses, [2_000, 4_000]);
  assert.equal(told.length, 1);
  await asked[2]?.send('two\n');
  assert.deepEqual(told.slice(1), ['log-resumed web-0']);
  assert.equal(text(), 'web-0 | one\nweb-0 | half\nweb-0 | two\n');
});

test('what a log said while nobody could ask for it is asked for, however often that failed', async () => {
  const { asked } = stage({ kind: 'follow', lines: 10 }, [pod('web-0')]);
  for (const at of [0, 1]) {
    asked[at]?.fail('ECONNREFUSED', 'unreachable');
    await settled();
  }
  assert.deepEqual([asked[1]?.options.sinceSeconds, asked[2]?.options.sinceSeconds], [2, 6]);
});

test('a log goes on over the next connection, before its pods have been listed over it', async () => {
  const pods = [pod('web-0')];
  const { asked, told, text, renew } = stage({ kind: 'follow', lines: 10 }, pods);
  pods.pop();
  renew();
  asked[0]?.fail('', 'aborted');
  await settled();
  await asked[1]?.send('on\n');
  assert.deepEqual(told, ['log-broke-off web-0', 'log-resumed web-0']);
  assert.equal(text(), 'web-0 | on\n');
});

test('a log whose certificate or login is no longer good waits for another connection, and asks nobody again', async () => {
  const { asked, told, pauses, renew } = stage({ kind: 'follow', lines: 10 }, [pod('web-0')]);
  asked[0]?.fail('CERT', 'certificate');
  await settled();
  assert.deepEqual([asked.length, pauses, told], [1, [], ['log-broke-off web-0 CERT']]);
  renew();
  await settled();
  assert.equal(asked.length, 2);
});

test('a log that is not followed and loses its connection says so', async () => {
  const { asked, told, ends } = stage({ kind: 'last', lines: 10 }, [pod('web-0')]);
  asked[0]?.fail('', 'aborted');
  await settled();
  assert.deepEqual([told, ends()], [['log-failed web-0'], 1]);
});

test('what happened to a log is said in words, not in codes of the system', () => {
  const run = { key: '', namespace: 'shop', pod: 'db-0', container: 'pg' };
  const failure = { kind: 'unreachable', detail: 'ECONNRESET' } as const;
  assert.match(
    logNewsText({ code: 'log-broke-off', failure }, run, speaker(allSentences)),
    /^--- the log of pg of db-0 broke off\. The cluster ended the connection .* It goes on here by itself/,
  );
});

test('a log that its node ends while the container runs goes on without a word', async () => {
  const { asked, told } = stage({ kind: 'follow', lines: 10 }, [pod('web-0')]);
  asked[0]?.end();
  await settled();
  await asked[1]?.send('on\n');
  assert.deepEqual([asked.length, told], [2, []]);
});

test('a container that started anew is not taken for the one before', async () => {
  const before = pod('web-0');
  const pods = [before];
  const { asked, told, news } = stage({ kind: 'follow', lines: 10 }, pods);
  const statuses = before.status?.containerStatuses?.map(status => ({ ...status, restartCount: 1 })) ?? [];
  pods[0] = { ...before, status: { ...before.status, containerStatuses: statuses } };
  asked[0]?.end();
  news();
  await settled();
  assert.deepEqual(told, ['log-ended web-0']);
  assert.deepEqual(
    [asked.length, asked[1]?.options.tailLines, asked[1]?.options.sinceSeconds],
    [2, undefined, undefined],
  );
});

test('a fault of ours in reading one log is handed to those who tell it, and the others are read to their end', async () => {
  const { asked, faults, ends, text } = stage({ kind: 'last', lines: 5 }, [pod('web-0'), pod('web-1')]);
  const fault = new TypeError('no such thing');
  asked[0]?.stumble(fault);
  await asked[1]?.send('on\n');
  asked[1]?.end();
  await settled();
  assert.deepEqual([faults, ends(), text()], [[fault], 1, 'web-1 | on\n']);
});

test('stopping ends every log and listens no more', () => {
  const { asked, following, isListening } = stage({ kind: 'follow', lines: 10 }, [pod('web-0')]);
  assert.ok(isListening());
  following.dispose();
  assert.equal(asked[0]?.options.signal?.aborted, true);
  assert.ok(!isListening());
});

test('a container that was never restarted has no log before, which is told at once', () => {
  const { asked, ends } = stage({ kind: 'previous' }, [pod('web-0')]);
  assert.deepEqual(asked, []);
  assert.equal(ends(), 1);
});

test('one container is read where one is wanted', () => {
  const { spec, status, ...rest } = pod('web-0');
  const [own] = status?.containerStatuses ?? [];
  assert.ok(own);
  const two = { ...rest, spec, status: { ...status, containerStatuses: [own, { ...own, name: 'proxy' }] } };
  const containers = (container?: string) =>
    stage({ kind: 'last', lines: 5 }, [two], false, container).asked.map(({ options }) => options.container);
  assert.deepEqual(containers(), ['app', 'proxy']);
  assert.deepEqual(containers('proxy'), ['proxy']);
});

test('since asks for seconds', () => {
  const { asked } = stage({ kind: 'since', seconds: 600 }, [pod('web-0')], false);
  assert.equal(asked[0]?.options.sinceSeconds, 600);
});
