import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { kubeconfigPaths, readKubeconfig } from '../../../src/cluster/kubeconfig.ts';

const FIRST = `
apiVersion: v1
kind: Config
current-context: prod
clusters:
- { name: east, cluster: { server: "https://east.test:6443/", certificate-authority: pki/ca.crt } }
users:
- { name: ann, user: { token: first-token } }
contexts:
- { name: prod, context: { cluster: east, user: ann, namespace: shop } }
`;

const SECOND = `
current-context: dev
clusters:
- { name: east, cluster: { server: "https://not-this.test" } }
- { name: west, cluster: { server: "https://west.test", insecure-skip-tls-verify: true } }
users:
- { name: ann, user: { token: second-token, username: leaks-in } }
- { name: bob, user: { client-certificate: bob.crt, client-key-data: a2V5, client-key: bob.key } }
contexts:
- { name: prod, context: { cluster: west, user: bob } }
- { name: dev, context: { cluster: west, user: ann } }
- { name: nobody, context: { cluster: west } }
`;

/** Reads from files that are only here. */
function read(files: Record<string, string>) {
  return async (file: string) => {
    const text = files[file];
    if (text === undefined) throw Object.assign(new Error('none'), { code: 'ENOENT' });
    return text;
  };
}

const two = { KUBECONFIG: ['/a/config', '/missing', '/b/config', '/a/config', ''].join(path.delimiter) };

describe('kubeconfig', () => {
  it('takes the first file that names a thing, whole, and skips files that do not exist', async () => {
    const config = await readKubeconfig({ environment: two }, read({ '/a/config': FIRST, '/b/config': SECOND }));
    assert.deepEqual(config.problems, []);
    assert.equal(config.current, 'prod');
    assert.deepEqual(
      config.contexts.map(({ id, file, server }) => [id, file, server]),
      [
        ['prod', '/a/config', 'https://east.test:6443'],
        ['dev', '/b/config', 'https://west.test'],
        ['nobody', '/b/config', 'https://west.test'],
      ],
    );
    assert.deepEqual(config.resolve('dev')?.user, { name: 'ann', token: 'first-token' });
    assert.equal(config.resolve('prod')?.context.namespace, 'shop');
    assert.equal(config.resolve('nobody')?.user.name, '');
    assert.equal(config.contexts[1]?.insecure, true);
    assert.equal(config.resolve('elsewhere'), undefined);
  });

  it('looks for certificates beside the file that names them, and prefers data to files', async () => {
    const config = await readKubeconfig(
      { environment: { KUBECONFIG: `/b/config${path.delimiter}/a/config` } },
      read({ '/a/config': FIRST, '/b/config': SECOND }),
    );
    assert.equal(config.current, 'dev');
    assert.deepEqual(config.resolve('prod')?.user, {
      name: 'bob',
      clientCertificate: '/b/bob.crt',
      clientKeyData: 'a2V5',
    });
    const own = await readKubeconfig({ environment: { KUBECONFIG: '/a/config' } }, read({ '/a/config': FIRST }));
    assert.equal(own.resolve('prod')?.cluster.certificateAuthority, '/a/pki/ca.crt');
  });

  it('knows no cluster where there is no file', async () => {
    const config = await readKubeconfig({ environment: { HOME: '/home/ann' } }, read({}));
    assert.deepEqual([config.contexts, config.current, config.problems], [[], undefined, []]);
  });

  it('looks in the home folder only when KUBECONFIG says nothing', () => {
    assert.deepEqual(kubeconfigPaths({ environment: { HOME: '/home/ann' } }).merged, ['/home/ann/.kube/config']);
    assert.deepEqual(kubeconfigPaths({ environment: { HOME: '/home/ann', ...two } }).merged, [
      '/a/config',
      '/missing',
      '/b/config',
    ]);
    const extra = kubeconfigPaths({
      environment: { HOME: '/home/ann' },
      extraPaths: ['~/more', '/x', '/x', '~/.kube/config'],
    }).extra;
    assert.deepEqual(extra, ['/home/ann/more', '/x']);
  });

  it('keeps extra files apart: the same names in them mean other things', async () => {
    const other = SECOND.replaceAll('west.test', 'other.test');
    const config = await readKubeconfig(
      {
        environment: { KUBECONFIG: '/b/config' },
        extraPaths: ['/x/other', '/y/other'],
        texts: [{ name: 'practice', text: FIRST }],
      },
      read({ '/b/config': SECOND, '/x/other': other, '/y/other': other }),
    );
    const ids = config.contexts.filter(context => context.name === 'dev').map(({ id, server }) => [id, server]);
    assert.deepEqual(ids, [
      ['dev', 'https://west.test'],
      ['dev (other)', 'https://other.test'],
      ['dev (/y/other)', 'https://other.test'],
    ]);
    assert.equal(config.current, 'dev');
    assert.equal(config.resolve('prod (practice)')?.user.token, 'first-token');
  });

  it('says where a file is broken, quotes nothing of it, and uses the others', async () => {
    const broken = 'users:\n- name: ann\n  user:\n    token: "top-secret\n  - x: [';
    const config = await readKubeconfig({ environment: two }, read({ '/a/config': broken, '/b/config': SECOND }));
    const [problem] = config.problems;
    assert.deepEqual([problem?.code, problem?.file], ['kubeconfig-broken', '/a/config']);
    assert.ok(problem !== undefined && problem.line >= 4);
    assert.ok(!JSON.stringify(config).includes('top-secret'));
    assert.equal(config.contexts.length, 3);
  });

  it('says what else is wrong, and uses what it can', async () => {
    const odd = `clusters:
- { name: a, cluster: { server: "https://a.test" } }
- { name: a, cluster: { server: "https://second.test" } }
- { name: none, cluster: {} }
users: oops
contexts:
- { name: good, context: { cluster: a } }
- { name: bad, context: { cluster: none, user: x } }
- { name: worse, context: { cluster: a, user: x } }
- nonsense
`;
    const config = await readKubeconfig({ environment: { KUBECONFIG: '/odd' } }, read({ '/odd': odd }));
    assert.deepEqual(
      config.problems.map(({ code, line, detail, context }) => [code, line, detail, context]),
      [
        ['kubeconfig-duplicate-name', 3, 'a', ''],
        ['kubeconfig-missing-server', 4, 'none', ''],
        ['kubeconfig-not-a-config', 1, 'users', ''],
        ['kubeconfig-missing-cluster', 0, 'none', 'bad'],
        ['kubeconfig-missing-user', 0, 'x', 'worse'],
      ],
    );
    assert.deepEqual(
      config.contexts.map(({ name, server }) => [name, server]),
      [['good', 'https://a.test']],
    );
  });

  it('takes an empty file for a file without contexts, and other things for no kubeconfig', async () => {
    const of = async (text: string) =>
      (await readKubeconfig({ environment: { KUBECONFIG: '/c' } }, read({ '/c': text }))).problems.map(
        problem => problem.code,
      );
    assert.deepEqual(await of(''), []);
    assert.deepEqual(await of('# nothing yet\n'), []);
    assert.deepEqual(await of('contexts:\nclusters: null\n'), []);
    assert.deepEqual(await of('just text'), ['kubeconfig-not-a-config']);
    assert.deepEqual(await of('- a\n- b'), ['kubeconfig-not-a-config']);
    assert.deepEqual(await of('\u0000\u0001\u0002'), ['kubeconfig-not-a-config']);
  });

  it('reads programs, providers and impersonation as kubectl does', async () => {
    const text = `
clusters: [{ name: c, cluster: { server: "https://c.test", proxy-url: "socks5://p:1", tls-server-name: n } }]
users:
- name: u
  user:
    exec: { apiVersion: client.authentication.k8s.io/v1beta1, command: ./bin/login, args: [a, 1], env: [{ name: K, value: V }], installHint: get it }
    as: root
    as-groups: [g]
    as-user-extra: { reason: [x, y] }
    password: 123456
- { name: o, user: { auth-provider: { name: oidc, config: { client-id: id } }, exec: null, tokenFile: t } }
contexts: [{ name: a, context: { cluster: c, user: u } }, { name: b, context: { cluster: c, user: o } }]
`;
    const config = await readKubeconfig({ environment: { KUBECONFIG: '/k/c' } }, read({ '/k/c': text }));
    assert.deepEqual(config.resolve('a')?.user, {
      name: 'u',
      password: '123456',
      impersonate: { user: 'root', groups: ['g'], extra: { reason: ['x', 'y'] } },
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        command: '/k/bin/login',
        args: ['a', '1'],
        env: [{ name: 'K', value: 'V' }],
        provideClusterInfo: false,
        installHint: 'get it',
      },
    });
    assert.equal(config.resolve('a')?.context.program, '/k/bin/login');
    assert.deepEqual(config.resolve('b')?.user, {
      name: 'o',
      tokenFile: '/k/t',
      authProvider: { name: 'oidc', config: { 'client-id': 'id' } },
    });
    assert.deepEqual(config.resolve('b')?.cluster, {
      name: 'c',
      server: 'https://c.test',
      insecure: false,
      tlsServerName: 'n',
      proxyUrl: 'socks5://p:1',
    });
  });

  it('reads real files, says which cannot be read, and changes none', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-kubeconfig-'));
    try {
      const file = path.join(folder, 'config');
      await writeFile(file, FIRST);
      await chmod(file, 0o400);
      const config = await readKubeconfig({ environment: { KUBECONFIG: [file, folder].join(path.delimiter) } });
      assert.equal(config.contexts.length, 1);
      assert.deepEqual(
        config.problems.map(({ code, detail }) => [code, detail]),
        [['kubeconfig-unreadable', 'EISDIR']],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
