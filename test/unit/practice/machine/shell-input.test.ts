import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pack } from '../../../../src/practice/machine/shell/tar-format.ts';
import { shopfloor } from '../../../support/practice/shopfloor.ts';

describe('a shell that reads its input', () => {
  it('runs it line by line, and remembers folder and variables', () => {
    const { start } = shopfloor();
    const { said, running } = start('web-0', ['sh'], { stdin: true });
    running.input('cd /tmp\nA=b\npw');
    assert.equal(said.out, '');
    running.input('d; echo $A\n');
    assert.equal(said.out, '/tmp\nb\n');
    running.input('exit 4\necho never\n');
    assert.deepEqual(said, { out: '/tmp\nb\n', err: '', code: 4 });
    running.inputEnded();
  });

  it('ends with its input, with the code of the last command', () => {
    const { start } = shopfloor();
    const { said, running } = start('web-0', ['sh'], { stdin: true });
    running.input('false');
    running.inputEnded();
    assert.equal(said.code, 1);
  });

  it('gives all of it to a command that reads', () => {
    const { start, sh } = shopfloor();
    const { said, running } = start('web-0', ['sh', '-c', 'cat > /data/in'], { stdin: true });
    running.input('one\n');
    running.input('two\n');
    assert.equal(said.code, undefined);
    running.inputEnded();
    assert.equal(said.code, 0);
    assert.equal(sh('web-0', 'cat /data/in').out, 'one\ntwo\n');
  });

  it('at a terminal echoes, prompts, rubs out and forgets', () => {
    const { start } = shopfloor();
    const { said, running } = start('web-0', ['/bin/sh'], { stdin: true, tty: true });
    assert.equal(said.out, '/ # ');
    running.input('lx\u007fs /data\r');
    assert.equal(said.out, '/ # lx\b \bs /data\r\n/ # ');
    running.input('junk\u0003');
    assert.match(said.out, /junk\^C\r\n\/ # $/);
    running.input('\u001b[A\u001b[Dcd /tmp\r');
    assert.match(said.out, /cd \/tmp\r\n\/tmp # $/);
    running.input('cat /none\r');
    assert.match(said.out, /cat: \/none: No such file or directory\r\n\/tmp # $/);
    running.resized(100, 30);
    running.input('stty size\r\n');
    assert.match(said.out, /30 100\r\n\/tmp # $/);
    running.input('junk\u0015false\r');
    assert.equal(String(said.out).includes(`junk${'\b \b'.repeat(4)}false\r\n`), true);
    running.input('\u0004');
    assert.equal(said.code, 1);
  });

  it('packs and unpacks, as kubectl cp has it done', () => {
    const { start, run, sh } = shopfloor();
    sh('web-0', 'echo one > /data/a && mkdir -p /data/sub && echo two > /data/sub/b');
    const packed = run('web-0', 'tar', 'cf', '-', '/data');
    assert.equal(packed.code, 0);
    assert.equal(packed.err, "tar: removing leading '/' from member names\n");
    const { said, running } = start('web-1', ['tar', '-xmf', '-', '-C', '/scratch'], { stdin: true });
    running.input(packed.out.slice(0, 700));
    running.input(packed.out.slice(700));
    assert.equal(said.code, undefined);
    running.inputEnded();
    assert.deepEqual(said, { out: '', err: '', code: 0 });
    assert.equal(sh('web-1', 'cat /scratch/data/a /scratch/data/sub/b').out, 'one\ntwo\n');
    const noText = start('web-1', ['tar', 'xf', '-'], { stdin: true });
    noText.running.input('\uFFFD');
    noText.running.inputEnded();
    assert.match(noText.said.err, /^tar: the practice cluster keeps texts only/);
    assert.equal(run('web-0', 'tar', 'cf', '-', '/none').code, 1);
    assert.match(run('web-0', 'tar', '-c', '-f', '/data/all.tar', '-C', '/data', 'sub').err, /^$/);
    assert.equal(sh('web-0', 'tar tf x').err, 'tar: must specify one of -c, -x\n');
    assert.equal(sh('web-0', 'cd /scratch && tar xvf /data/all.tar && cat sub/b').out, 'sub/\nsub/b\ntwo\n');
  });

  it('lets nothing be unpacked outside of the folder', () => {
    const { start, sh } = shopfloor();
    const { said, running } = start('web-0', ['tar', '-xf', '-', '-C', '/scratch'], { stdin: true });
    running.input(
      pack(
        [
          { name: '../etc/hostname', text: 'taken' },
          { name: '/tmp/x', text: 'here' },
        ],
        0,
      ),
    );
    running.inputEnded();
    assert.equal(said.code, 0);
    assert.equal(sh('web-0', 'cat /etc/hostname').out, 'web-0\n');
    assert.equal(sh('web-0', 'cat /scratch/etc/hostname /scratch/tmp/x').out, 'takenhere');
  });

  it('takes no path that is longer than those of Linux, however deep it would lead', () => {
    const { start, sh } = shopfloor();
    const { said, running } = start('web-0', ['sh'], { stdin: true });
    running.input(`mkdir -p /${'a/'.repeat(200_000)}\necho alive\n`);
    running.inputEnded();
    assert.match(said.err, /File name too long/);
    assert.equal(said.out, 'alive\n');
    const packed = pack([{ name: 'a'.repeat(60), text: 'x' }], 0);
    const archive = start('web-0', ['tar', 'xf', '-', '-C', `/${'b/'.repeat(3_000)}`], { stdin: true });
    archive.running.input(packed);
    archive.running.inputEnded();
    assert.equal(archive.said.code, 1);
    assert.equal(sh('web-0', `mkdir -p /${'c/'.repeat(500)} && tar cf /tmp/c.tar /c && echo done`).out, 'done\n');
  });

  it('tests files, texts and numbers', () => {
    const { sh } = shopfloor();
    const codes = ['-d /data', '-f /etc/hostname', '-e /none', '-n ""', 'a = a', '2 -gt 3', '! -d /none', '-x'].map(
      asked => sh('web-0', `test ${asked}`).code,
    );
    assert.deepEqual(codes, [0, 0, 1, 1, 0, 1, 0, 0]);
    assert.equal(sh('web-0', '[ -d /data ] && echo yes').out, 'yes\n');
    assert.equal(sh('web-0', '[ -d /data').code, 2);
  });

  it('survives whatever is typed', () => {
    const { start } = shopfloor();
    const line = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.stringMatching(/^[a-z/$"'<>&|;. 12-]{0,30}$/),
      fc.constantFrom(
        'cd ..',
        'rm -rf /',
        'ls /',
        'sh -c "sh -c ls"',
        'echo $HOME > /data/../x',
        'cat /',
        'mkdir -p a/b/../c',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), (lines, tty) => {
        const { said, running } = start('web-0', ['sh'], { stdin: true, tty });
        for (const text of lines) running.input(`${text}${tty ? '\r' : '\n'}`);
        running.inputEnded();
        assert.equal(typeof said.code, 'number');
      }),
      { numRuns: 300 },
    );
  });
});
