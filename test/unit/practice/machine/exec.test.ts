import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shopfloor } from '../../../support/practice/shopfloor.ts';
import { namespace } from '../../../support/practice-cluster.ts';

describe('a command in a container', () => {
  it('lists, writes, reads and removes files', () => {
    const { sh } = shopfloor();
    assert.deepEqual(sh('web-0', 'echo one > /tmp/a; echo two >> /tmp/a; cat /tmp/a'), {
      out: 'one\ntwo\n',
      err: '',
      code: 0,
    });
    assert.equal(sh('web-0', 'cd /tmp && pwd && ls').out, '/tmp\na\n');
    assert.equal(sh('web-0', 'mkdir -p /tmp/x/y && echo hi > /tmp/x/y/z && ls /tmp/x').out, 'y\n');
    assert.match(sh('web-0', 'ls -l /tmp/x').out, /^drwxr-xr-x .* y\n$/);
    assert.deepEqual(sh('web-0', 'rm /tmp/x'), {
      out: '',
      err: "rm: can't remove '/tmp/x': Is a directory\n",
      code: 1,
    });
    assert.equal(sh('web-0', 'rm -rf /tmp/x /tmp/none && ls /tmp').out, 'a\n');
    assert.deepEqual(sh('web-0', 'cat /none /tmp/a'), {
      out: 'one\ntwo\n',
      err: 'cat: /none: No such file or directory\n',
      code: 1,
    });
    assert.match(sh('web-0', 'echo x > /none/x').err, /can't create \/none\/x: No such file or directory/);
    assert.match(sh('web-0', 'mkdir /tmp').err, /File exists/);
    assert.match(sh('web-0', 'rm -rf /data').err, /Resource busy/);
    assert.match(sh('web-0', 'echo x > /etc/conf/mode').err, /Read-only file system/);
    assert.equal(sh('web-0', 'cat /etc/conf/mode').out, 'fast');
  });

  it('ends with its code', () => {
    const { run, sh } = shopfloor();
    assert.equal(sh('web-0', 'exit 3').code, 3);
    assert.equal(sh('web-0', 'false').code, 1);
    assert.equal(sh('web-0', 'false; echo $?').out, '1\n');
    assert.deepEqual(sh('web-0', 'dance'), { out: '', err: 'sh: dance: not found\n', code: 127 });
    assert.equal(sh('web-0', 'echo "unclosed').code, 2);
    const missing = run('web-0', 'dance', 'now');
    assert.equal(missing.code, 127);
    assert.match(missing.err, /exec: "dance": executable file not found in \$PATH/);
    assert.equal(run('web-0', '/bin/ls', '/data').code, 0);
    assert.equal(sh('web-0', 'toString').code, 127);
  });

  it('knows variables, quotes and what comes only after success or failure', () => {
    const { sh } = shopfloor();
    assert.equal(
      sh('web-0', 'echo $COLOUR \x24{POD} $MODE "$COLOUR is" \'$COLOUR\' \\$x').out,
      'green web-0 fast green is $COLOUR $x\n',
    );
    assert.equal(sh('web-0', 'A=1; echo $A; export B="two words"; echo "$B"; env').out.includes('B=two words\n'), true);
    assert.equal(sh('web-0', 'true && echo yes || echo no').out, 'yes\n');
    assert.equal(sh('web-0', 'false && echo yes || echo no').out, 'no\n');
    assert.equal(sh('web-0', 'echo -n a # a comment').out, 'a');
    assert.match(sh('web-0', 'echo a & cat').err, /syntax error: unexpected "&"/);
  });

  it('hands the output of one command to the next', () => {
    const { sh } = shopfloor();
    assert.equal(sh('web-0', 'echo a | cat').out, 'a\n');
    sh('web-0', 'mkdir /tmp/p; cd /tmp/p; touch b a c; echo bb > b; echo aa >> b; echo bb >> b');
    assert.equal(sh('web-0', 'ls /tmp/p | wc -l').out, '3\n');
    assert.equal(sh('web-0', 'cat /tmp/p/b | sort | uniq -c').out, '      1 aa\n      2 bb\n');
    assert.equal(sh('web-0', 'cat /tmp/p/b | grep -n a').out, '2:aa\n');
    assert.equal(sh('web-0', 'head -1 /tmp/p/b; tail -n 1 /tmp/p/b').out, 'bb\nbb\n');
    assert.equal(sh('web-0', 'env | grep ^COLOUR= | cut -d = -f 2').out, 'green\n');
    assert.deepEqual(sh('web-0', 'echo a | grep b'), { out: '', err: '', code: 1 });
    assert.equal(sh('web-0', 'echo a | grep -q a && echo found').out, 'found\n');
    assert.equal(sh('web-0', 'false && echo a | cat; echo after').out, 'after\n');
    assert.equal(sh('web-0', 'echo a | tee /tmp/p/t | wc -c; cat /tmp/p/t').out, '2\na\n');
    assert.deepEqual(sh('web-0', 'dance | wc -l'), { out: '0\n', err: 'sh: dance: not found\n', code: 0 });
    assert.match(sh('web-0', 'ls |').err, /syntax error: unexpected end of file/);
    assert.match(sh('web-0', '| ls').err, /syntax error: unexpected "\|"/);
  });

  it('in a pipe changes nothing of the shell around it', () => {
    const { sh } = shopfloor();
    assert.equal(sh('web-0', 'cd /tmp | cat; pwd; exit 3 | cat; echo still').out, '/\nstill\n');
  });

  it('sends either output where it is told, and reads from files', () => {
    const { sh } = shopfloor();
    assert.deepEqual(sh('web-0', 'cat /none 2>/dev/null; echo $?'), { out: '1\n', err: '', code: 0 });
    assert.equal(sh('web-0', 'cat /none 2>&1 | wc -l').out, '1\n');
    assert.deepEqual(sh('web-0', 'echo lost >/dev/null; echo told >&2'), { out: '', err: 'told\n', code: 0 });
    assert.equal(sh('web-0', 'cat /none /etc/hostname > /tmp/both 2>&1; cat /tmp/both').out.includes('web-0\n'), true);
    assert.equal(sh('web-0', 'wc -l < /etc/hosts').out, '2\n');
    assert.match(sh('web-0', 'wc -l < /none').err, /can't open \/none: no such file/);
    assert.equal(sh('web-0', 'echo 2>/tmp/x a2>/tmp/y; cat /tmp/y').out, 'a2\n');
  });

  it('is found where it is, and bash is nowhere', () => {
    const { sh, run } = shopfloor();
    assert.equal(sh('web-0', 'command -v bash || command -v ash || command -v sh').out, '/bin/ash\n');
    assert.deepEqual(sh('web-0', 'which ls bash'), { out: '/bin/ls\n', err: '', code: 1 });
    assert.match(run('web-0', 'bash').err, /exec: "bash": executable file not found/);
  });

  it('looks for patterns that cannot keep it busy', () => {
    const { sh } = shopfloor();
    assert.equal(sh('web-0', 'echo abc | grep -c "a.c"').out, '1\n');
    const busy = sh('web-0', `echo ${'a'.repeat(1_000)} > /tmp/long; grep -E "((a|a)+)+b" /tmp/long`);
    assert.deepEqual(busy, { out: '', err: '', code: 1 });
    assert.equal(sh('web-0', 'echo abc | grep -E "(a+)+b"').out, 'abc\n');
    assert.equal(sh('web-0', 'echo "ABC (a+)" | grep -ic "(a+)$"').out, '1\n');
    assert.equal(sh('web-0', 'echo abc | grep -vc "a\\|x"').out, '0\n');
    assert.deepEqual(sh('web-0', 'echo abc | grep "["'), { out: '', err: "grep: bad regex '['\n", code: 2 });
  });

  it('says who and where it is', () => {
    const { run, sh } = shopfloor();
    assert.equal(run('web-1', 'hostname').out, 'web-1\n');
    assert.equal(run('web-1', 'hostname', '-f').out, `web-1.web.${namespace}.svc.cluster.local\n`);
    assert.match(
      run('web-1', 'cat', '/etc/hosts').out,
      /10\.244\.\d+\.\d+\tweb-1\.web\.shop\.svc\.cluster\.local\tweb-1\n/,
    );
    assert.match(run('web-1', 'ps').out, /^PID .*\n {4}1 root {6}0:00 web\n[\s\S]* ps\n/);
    assert.match(sh('web-1', 'df').out, /1048576 +0 +1048576 +0% \/data\n$/);
    assert.match(sh('web-1', 'date').out, /^Thu Jan 01 00:00:\d\d UTC 2026\n$/);
  });

  it('sleeps in the time of the cluster, and answers when it wakes', () => {
    const { sh, advance } = shopfloor();
    assert.deepEqual(sh('web-0', 'sleep x'), { out: '', err: "sleep: invalid number 'x'\n", code: 1 });
    const asleep = sh('web-0', 'echo one; sleep 2 | cat; sleep 0.5m; echo two');
    assert.equal(asleep.code, undefined);
    advance(31_000);
    assert.equal(asleep.code, undefined);
    advance(2_000);
    assert.deepEqual(asleep, { out: 'one\ntwo\n', err: '', code: 0 });
  });
});
