import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { plan } from '../../../src/cli/plan/command.ts';
import { watch } from '../../../src/cli/watch/command.ts';
import { parseDuration } from '../../../src/cli/watch/duration.ts';
import { why } from '../../../src/cli/why/command.ts';
import { parseWorkload } from '../../../src/cli/workload.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ordinal-plan-'));
});
after(() => rm(folder, { recursive: true }));

const manifest = ({ image = 'app:v1', replicas = 3, storage = '1Gi', more = '' } = {}) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
${more}
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: '${image}' }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${storage} } } }
`;

const deployment = (image: string, replicas: number) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: app, image: '${image}' }] }
`;

async function file(name: string, text: string): Promise<string> {
  const full = path.join(folder, name);
  await writeFile(full, text);
  return full;
}

type Command = typeof plan;

async function run(command: Command, ...args: readonly string[]) {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    stdin: async () => manifest({ image: 'app:v2' }),
    environment: {},
    interrupted: new AbortController().signal,
  };
  return { code: await command(args, terminal), out, err };
}

const planJson = async (...args: readonly string[]) => JSON.parse((await run(plan, ...args, '--format', 'json')).out);

describe('ordinal plan from an older manifest', () => {
  it('names the steps in order, after the older one is done', async () => {
    const from = await file('from.yaml', manifest());
    const to = await file('to.yaml', manifest({ image: 'app:v2' }));
    const { code, out, err } = await run(plan, '-f', to, '--from', from);
    assert.equal(code, 0);
    assert.match(out, /1\. web-2: .*revision 1 → 2\n.*2\. web-1: .*\n.*3\. web-0: /);
    assert.match(out, /Ready now: 3\..* 2\./);
    assert.match(err, /Assumed: .*from\.yaml/);
  });

  it('says which fields change, images and the number of pods first, and nothing where none does', async () => {
    const from = await file('from.yaml', manifest());
    const to = await file('to.yaml', manifest({ image: 'app:v2', replicas: 4, more: '  minReadySeconds: 5' }));
    const { out } = await run(plan, '-f', to, '--from', from);
    const told = 'Changes: app image: app:v1 → app:v2; replicas: 3 → 4; minReadySeconds: not set → 5';
    assert.equal(out.split('\n')[1], `  ${told}`);
    const { differences, sentences } = await planJson('-f', to, '--from', from);
    assert.deepEqual(differences[0], { field: 'spec.replicas', from: '3', to: '4' });
    assert.equal(sentences[0], told);
    assert.doesNotMatch((await run(plan, '-f', from, '--from', from)).out, /Changes:/);
    assert.doesNotMatch(
      (await run(plan, '-f', from, '--from', await file('empty.yaml', '# nothing\n'))).out,
      /Changes:/,
    );
  });

  it('gives programs the same steps', async () => {
    const from = await file('from.yaml', manifest());
    const found = await planJson('-f', '-', '--from', from);
    assert.equal(found.action, 'change');
    assert.equal(found.stuckAt, undefined);
    assert.deepEqual(
      found.steps.filter((step: { do: string }) => step.do === 'delete').map((step: { pod: string }) => step.pod),
      ['web-2', 'web-1', 'web-0'],
    );
    assert.ok(found.sentences.length > 0);
  });

  it('knows what the server fills in, so that only what differs is a change', async () => {
    const from = await file('from.yaml', manifest());
    const explicit = '  podManagementPolicy: OrderedReady\n  updateStrategy: { rollingUpdate: { partition: 0 } }';
    const to = await file('to.yaml', manifest({ more: explicit }));
    assert.equal((await planJson('-f', to, '--from', from)).action, 'none');
  });

  it('says which field cannot be changed, and what to do', async () => {
    const from = await file('from.yaml', manifest());
    const to = await file('to.yaml', manifest({ storage: '2Gi' }));
    const { code, out } = await run(plan, '-f', to, '--from', from);
    assert.equal(code, 1);
    assert.match(out, /spec\.volumeClaimTemplates.*--cascade=orphan/);
    const found = await planJson('-f', to, '--from', from);
    assert.deepEqual([found.action, found.immutable], ['refused', ['spec.volumeClaimTemplates']]);
  });

  it('creates a set that the older manifest does not hold', async () => {
    const from = await file('empty.yaml', '# nothing\n');
    const to = await file('to.yaml', manifest({ replicas: 1 }));
    assert.match((await run(plan, '-f', to, '--from', from)).out, /is created\.\n.*\n.*web-0: created at revision 1/);
  });

  it('says of a Deployment which images and how many pods change', async () => {
    const from = await file('from.yaml', deployment('api:v1', 2));
    const to = await file('to.yaml', deployment('api:v2', 4));
    const { out } = await run(plan, '-f', to, '--from', from);
    assert.match(out, /Changes: app image: api:v1 → api:v2; replicas: 2 → 4\n/);
    assert.match(out, /number of pods: from 2 to 4/);
  });

  it('lets several pods go together where the gate of maxUnavailable is on', async () => {
    const two = '  updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }';
    const from = await file('from.yaml', manifest({ more: two }));
    const to = await file('to.yaml', manifest({ more: two, image: 'app:v2' }));
    const fewest = async (version: string) =>
      (await planJson('-f', to, '--from', from, '--kubernetes-version', version)).fewestReady;
    assert.deepEqual([await fewest('1.36'), await fewest('1.37')], [2, 1]);
  });
});

describe('called wrongly or with what cannot be read', () => {
  const unusable: readonly (readonly [string, Command, readonly string[], RegExp])[] = [
    ['plan without a file', plan, [], /^Usage: ordinal plan/],
    ['plan with an option that does not exist', plan, ['--nope'], /^Usage/],
    ['plan with two places to come from', plan, ['-f', 'x', '--from', 'y', '--context', 'z'], /^Usage/],
    ['plan of a file that is not there', plan, ['-f', '/no/such/file', '--from', '/no'], /cannot be read \(ENOENT\)/],
    ['why without a kubeconfig', why, [], /no kubeconfig/],
    ['why with a snapshot and a context', why, ['--snapshot', 'x', '--context', 'y'], /^Usage: ordinal why/],
    ['why of a file that is not there', why, ['--snapshot', '/no/such/file'], /cannot be read/],
    ['watch without a name', watch, [], /^Usage: ordinal watch/],
    ['watch of a kind that is not followed', watch, ['service/web'], /^Usage/],
    ['watch with a time that is none', watch, ['web', '--timeout', 'soon'], /^Usage/],
  ];
  for (const [name, command, args, sentence] of unusable)
    it(`${name} ends with 2 and a sentence`, async () => {
      const { code, out, err } = await run(command, ...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, sentence);
      assert.doesNotMatch(err, /\n\s+at |[{}]/);
    });

  it('a file that is not YAML is named with its line', async () => {
    const broken = await file('broken.yaml', `${manifest()}\n  - nope: [\n`);
    const { code, err } = await run(plan, '-f', broken, '--from', broken);
    assert.equal(code, 2);
    assert.match(err, /broken\.yaml, line \d+: this is not YAML/);
  });
});

describe('arguments', () => {
  it('take the names that kubectl takes', () => {
    assert.deepEqual(parseWorkload('sts/web'), { kind: 'StatefulSet', name: 'web' });
    assert.deepEqual(parseWorkload('Deployment.apps/web'), { kind: 'Deployment', name: 'web' });
    assert.deepEqual(parseWorkload('web'), { kind: undefined, name: 'web' });
    for (const wrong of ['', 'pod/web', 'sts/', 'sts/web/x', 'constructor/web'])
      assert.equal(parseWorkload(wrong), undefined);
  });

  it('take time spans as kubectl writes them', () => {
    assert.deepEqual(['90', '90s', '1h30m', '1.5m', '250ms', '0', '5x', '-1s', ''].map(parseDuration), [
      90_000,
      90_000,
      5_400_000,
      90_000,
      250,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
