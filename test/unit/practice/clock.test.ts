import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createAgenda } from '../../../src/practice/agenda.ts';
import { realClock, virtualClock } from '../../../src/practice/clock.ts';

describe('an agenda', () => {
  it('gives tasks out by time, and in the order in which they were put down where times are equal', () => {
    const times = fc.array(fc.nat(20), { maxLength: 40 });
    fc.assert(
      fc.property(times, list => {
        const agenda = createAgenda();
        const done: { at: number; index: number }[] = [];
        for (const [index, at] of list.entries()) agenda.add(at, () => done.push({ at, index }));
        for (let next = agenda.take(Infinity); next !== undefined; next = agenda.take(Infinity)) next.task();
        const wanted = list.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
        assert.deepEqual(done, wanted);
      }),
    );
  });

  it('forgets what was struck out, and only that', () => {
    const steps = fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(steps, list => {
        const agenda = createAgenda();
        const done: number[] = [];
        const strikes = list.map(([at, strike], index) => ({ strike, cancel: agenda.add(at, () => done.push(index)) }));
        for (const { strike, cancel } of strikes) if (strike) cancel();
        for (const { strike, cancel } of strikes) if (strike) cancel();
        for (let next = agenda.take(Infinity); next !== undefined; next = agenda.take(Infinity)) next.task();
        assert.deepEqual(
          done.sort((a, b) => a - b),
          [...list.keys()].filter(index => list[index]?.[1] === false),
        );
      }),
    );
  });

  it('keeps what is not due yet', () => {
    const agenda = createAgenda();
    agenda.add(10, () => {});
    assert.equal(agenda.take(9), undefined);
    assert.equal(agenda.next(), 10);
    assert.equal(agenda.take(10)?.at, 10);
    assert.equal(agenda.next(), undefined);
  });
});

describe('a virtual clock', () => {
  it('runs tasks at their own times, also those that tasks put down', () => {
    const clock = virtualClock(1000);
    const seen: number[] = [];
    clock.after(10, () => {
      seen.push(clock.now());
      clock.after(5, () => seen.push(clock.now()));
    });
    clock.after(12, () => seen.push(clock.now()));
    clock.advance(20);
    assert.deepEqual(seen, [1010, 1012, 1015]);
    assert.equal(clock.now(), 1020);
  });
});

describe('a real clock', () => {
  it('makes up for a stall in the order in which things would have happened', async () => {
    const clock = realClock();
    const seen: string[] = [];
    await new Promise<void>(resolve => {
      clock.after(10, () => {
        const first = clock.now();
        seen.push('first');
        clock.after(10, () => seen.push(`second ${clock.now() - first} ms later`));
      });
      clock.after(40, () => {
        seen.push('third');
        resolve();
      });
      const end = Date.now() + 60;
      while (Date.now() < end); // the process is held up beyond all three
    });
    assert.deepEqual(seen, ['first', 'second 10 ms later', 'third']);
  });

  it('runs as much faster as it is told', async () => {
    const clock = realClock(1000);
    const begun = clock.now();
    await new Promise<void>(resolve => {
      clock.after(60_000, resolve);
    });
    assert.ok(clock.now() - begun >= 60_000);
  });

  it('goes on after a task that fails', () => {
    const program = `
      import { realClock } from ${JSON.stringify(new URL('../../../src/practice/clock.ts', import.meta.url).href)};
      process.on('uncaughtException', error => console.log(error.message));
      const clock = realClock();
      clock.after(1, () => { throw new Error('failed'); });
      clock.after(2, () => console.log('went on'));
    `;
    const child = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    assert.equal(child.stdout, 'failed\nwent on\n');
    assert.equal(child.status, 0); // and with nothing left to do the process ends
  });

  it('does not run what was cancelled', async () => {
    const clock = realClock();
    const seen: string[] = [];
    const cancel = clock.after(1, () => seen.push('cancelled'));
    cancel();
    await new Promise<void>(resolve => {
      clock.after(5, resolve);
    });
    assert.deepEqual(seen, []);
  });
});
