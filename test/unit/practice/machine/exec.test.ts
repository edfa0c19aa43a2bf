import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDisks, volumeDisk } from '../../../../src/practice/machine/disks.ts';
import { execute, type Running } from '../../../../src/practice/machine/exec.ts';
import type { Machine } from '../../../../src/practice/machine/sandbox.ts';
import { pack } from '../../../../src/practice/machine/shell/tar-format.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { namespace, newPod, newService, newSet, practiceCluster, template } from '../../../support/practice-cluster.ts';

const stored = {
  template: template({ app: 'web' }, 'shop/web:v1', {
    containers: [
      {
        name: 'app',
        image: 'shop/web:v1',
        env: [
          { name: 'COLOUR', value: 'green' },
          { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } },
        ],
        volumeMounts: [
          { name: 'data', mountPath: '/data/' },
          { name: 'conf', mountPath: '/etc/conf' },
          { name: 'scratch', mountPath: '/scratch' },
        ],
      },
    ],
    volumes: [
      { name: 'conf', configMap: { name: 'settings' } },
      { name: 'scratch', emptyDir: {} },
    ],
  }),
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};

/** A set `web` of two pods with a claim each, a Service, and somebody who runs commands in them. */
function shopfloor(full: readonly string[] = []) {
  const cluster = practiceCluster();
  const settings = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace },
    data: { mode: 'fast' },
  };
  cluster.create(settings, newService('web'), newSet('web', { ...stored, replicas: 2 }));
  cluster.advance(10_000);
  const disks = createDisks(cluster.registry);
  const machine: Machine = {
    registry: cluster.registry,
    disks,
    isFull: claim => full.includes(claim.metadata.name),
  };

  function start(pod: string, command: readonly string[], options: { tty?: boolean; stdin?: boolean } = {}) {
    const found = cluster.pod(pod) ?? assert.fail(pod);
    const [container = assert.fail('no container')] = found.spec.containers;
    const said = { out: '', err: '', code: undefined as number | undefined };
    const running: Running = execute(
      machine,
      { pod: found, container, command, tty: false, stdin: false, ...options },
      {
        out(text) {
          said.out += text;
        },
        err(text) {
          said.err += text;
        },
        exit(code) {
          assert.equal(said.code, undefined, 'a program ends once');
          said.code = code;
        },
      },
    );
    return { said, running };
  }
  const run = (pod: string, ...command: readonly string[]) => start(pod, command).said;
  return { ...cluster, disks, start, run, sh: (pod: string, line: string) => run(pod, 'sh', '-c', line) };
}

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
    assert.equal(sh('web-0', 'echo abc | grep "(a+)+b"').code, 2);
    assert.equal(sh('web-0', 'echo abc | grep "["').code, 2);
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
});

describe('nslookup in a container', () => {
  it('answers from the endpoint slices: a headless Service with all that are ready, a pod by its name', () => {
    const { run, pod } = shopfloor();
    const addresses = ['web-0', 'web-1'].map(name => pod(name)?.status?.podIP ?? '');
    const all = run('web-0', 'nslookup', 'web');
    assert.equal(all.code, 0);
    for (const address of addresses)
      assert.match(all.out, new RegExp(`Name:\tweb\\.shop\\.svc\\.cluster\\.local\nAddress: ${address}\n`));
    for (const name of [
      'web-1.web',
      'web-1.web.shop',
      'web-1.web.shop.svc',
      'web-1.web.shop.svc.cluster.local',
      'WEB-1.web.shop.svc.cluster.local.',
    ])
      assert.match(run('web-0', 'nslookup', name).out, new RegExp(`Address: ${addresses[1]}\n`), name);
  });

  it('does not know pods that are not ready, not there, or asked for by a name of nothing', () => {
    const { run, create, advance } = shopfloor();
    create(newPod('sick', { hostname: 'sick', subdomain: 'web', nodeName: 'node-1' }, 'a:unready', { app: 'web' }));
    advance(5_000);
    for (const name of ['sick.web', 'web-9.web', 'none', 'a.b.web', 'example.com', 'web.'])
      assert.match(run('web-0', 'nslookup', name).out, /\*\* server can't find .*: NXDOMAIN/, name);
    assert.equal(run('web-0', 'nslookup', 'sick.web').code, 1);
  });

  it('answers with the ports of a Service, one for each pod that is ready', () => {
    const { run, create, advance } = shopfloor();
    create(newService('named', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] }));
    create(newService('front', { clusterIP: '10.96.0.55', ports: [{ name: 'http', port: 80, targetPort: 8080 }] }));
    advance(1_000);
    const own = (name: string) => run('web-0', 'nslookup', '-type=srv', `_http._tcp.${name}`).out;
    assert.match(own('front'), /service = 0 100 80 front\.shop\.svc\.cluster\.local\n/);
    assert.match(run('web-0', 'nslookup', '-type=srv', '_none._tcp.front').out, /NXDOMAIN/);
    assert.match(run('web-0', 'nslookup', '-type=srv', 'front').out, /No answer/);
  });

  it('is asked after the file of hosts by programs', () => {
    const { run, pod } = shopfloor();
    const own = pod('web-0')?.status?.podIP ?? '';
    assert.match(run('web-0', 'getent', 'hosts', 'web-0').out, new RegExp(`^${own} +web-0\n$`));
    assert.equal(run('web-0', 'getent', 'ahosts', 'web').out.split('\n').length, 3);
    assert.equal(run('web-0', 'getent', 'hosts', 'none').code, 2);
  });

  it('answers with the address of a Service that has one, and with the other name of one that is elsewhere', () => {
    const { run, create, advance, registry } = shopfloor();
    create(newService('front', { clusterIP: '10.96.0.55', selector: { app: 'web' } }));
    create(
      newService('far', {
        type: 'ExternalName',
        externalName: 'db.example.com',
        clusterIP: undefined,
        selector: undefined,
        ports: undefined,
      }),
    );
    advance(1_000);
    const address = registry.get(resources.services, namespace, 'front').spec.clusterIP ?? '';
    assert.match(run('web-0', 'nslookup', 'front').out, new RegExp(`Address: ${address}\n`));
    assert.match(run('web-0', 'nslookup', 'far').out, /canonical name = db\.example\.com/);
  });
});

describe('what lies on a volume', () => {
  it('comes back with the claim when the pod is made anew; other files do not', () => {
    const { sh, registry, advance } = shopfloor();
    sh('web-0', 'echo kept > /data/a; echo lost > /tmp/b; echo lost > /scratch/c');
    assert.equal(sh('web-1', 'ls /data').out, '');
    registry.delete(resources.pods, namespace, 'web-0');
    advance(10_000);
    assert.equal(sh('web-0', 'cat /data/a; ls /tmp /scratch').out, 'kept\n/tmp:\n/scratch:\n');
  });

  it('goes with the volume, and with a pod that has none', () => {
    const { sh, registry, advance, disks, claim, patch } = shopfloor();
    sh('web-1', 'echo x > /data/a; echo y > /scratch/b');
    const volume = registry.get(resources.persistentVolumes, undefined, claim('data-web-1').spec.volumeName ?? '');
    const name = volumeDisk(volume.metadata.uid ?? '');
    assert.deepEqual(disks.dump(), [
      [
        name,
        [
          ['/', null],
          ['/a', 'x\n'],
        ],
      ],
    ]);
    patch(resources.statefulSets, 'web', { spec: { replicas: 1 } });
    advance(5_000);
    assert.equal(disks.dump().length, 1);
    registry.delete(resources.persistentVolumeClaims, namespace, 'data-web-1');
    advance(5_000);
    assert.deepEqual(disks.dump(), []);
  });

  it('is kept from one run to the next', () => {
    const { sh, disks, registry } = shopfloor();
    sh('web-0', 'mkdir /data/d; echo x > /data/d/a');
    const kept = createDisks(registry, JSON.parse(JSON.stringify(disks.dump())));
    assert.deepEqual(kept.dump(), disks.dump());
    assert.deepEqual(createDisks(registry, [['x'], 'y', ['volume/z', [[1], ['/a', { b: 1 }]]]]).dump(), []);
  });

  it('cannot grow on a full volume, and can shrink', () => {
    const floor = shopfloor();
    floor.sh('web-0', 'echo x > /data/a');
    const full = shopfloor(['data-web-0']);
    assert.match(full.sh('web-0', 'echo x > /data/a').err, /write error: No space left on device/);
    assert.match(full.sh('web-0', 'df').out, / 100% \/data\n$/);
    assert.equal(full.sh('web-1', 'echo x > /data/a').code, 0);
  });

  it('is bounded, whatever the claim says', () => {
    const { sh } = shopfloor();
    let said = sh('web-0', 'mkdir /data/many');
    for (let number = 0; number < 1_100 && said.code === 0; number += 1)
      said = sh('web-0', `touch /data/many/${number}`);
    assert.match(said.err, /No space left on device/);
    assert.equal(sh('web-0', 'rm -r /data/many; touch /data/x').code, 0);
  });
});

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
