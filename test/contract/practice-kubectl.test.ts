import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path, { delimiter } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { eventually } from '../support/eventually.ts';

const run = promisify(execFile);

/** The oldest and the newest kubectl on the PATH. Beside `kubectl` there may be some with their version in the name: `kubectl.1.27`. */
function installed(): readonly string[] {
  const files = (process.env['PATH'] ?? '').split(delimiter).flatMap(folder => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  });
  const minorOf = (file: string): number => Number(/^kubectl\.1\.(\d+)$/.exec(file)?.[1]);
  const versioned = files.filter(file => minorOf(file) > 0).sort((one, other) => minorOf(one) - minorOf(other));
  const chosen = [versioned[0] ?? 'kubectl', versioned.at(-1) ?? 'kubectl'];
  return [...new Set(chosen)].filter(runs);
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const manifest = (image: string) => `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, name: http }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{ name: app, image: ${image}, volumeMounts: [{ name: data, mountPath: /data }] }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

/** A second opinion, where there is a kubectl: the tests are made only then. */
for (const program of installed()) {
  describe(`${program} is content with the practice cluster (optional: only where kubectl is on the PATH)`, () => {
    let cluster: PracticeCluster;
    before(async () => {
      cluster = await startPractice({ port: 0, speed: 5, report: error => console.error(error) });
    });
    after(() => cluster.stop());

    function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
      return { ...process.env, KUBECONFIG: cluster.kubeconfig, HOME: '/nonexistent', ...more };
    }

    async function kubectl(args: string, input?: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
      const child = run(program, args.split(' '), { env: environment(more), timeout: 60_000 });
      child.child.stdin?.end(input);
      const { stdout } = await child;
      return stdout;
    }

    async function refused(args: string, input?: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
      try {
        await kubectl(args, input, more);
      } catch (error) {
        return error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
      }
      return assert.fail(`kubectl ${args} was not refused`);
    }

    it('applies, waits, changes, undoes and deletes', async () => {
      assert.match(
        await kubectl('apply -f -', manifest('app:v1')),
        /service\/web created\nstatefulset.apps\/web created/,
      );
      assert.match(
        await kubectl('rollout status sts/web --timeout=50s'),
        /partitioned roll out complete: 2 new pods have been updated/,
      );
      assert.match(
        await kubectl('apply -f -', manifest('app:v2')),
        /service\/web unchanged\nstatefulset.apps\/web configured/,
      );
      await kubectl('rollout status sts/web --timeout=50s');
      assert.match(await kubectl('rollout history sts/web'), /\n1 .*\n2 /);
      assert.match(await kubectl('rollout undo sts/web'), /rolled back/);
      assert.match(await kubectl('get sts,pods,pvc -o wide'), /statefulset.apps\/web +\d\/2 .* app:v1/);
      assert.match(await kubectl('describe sts web'), /Create Pod web-0 in StatefulSet web successful/);
      assert.match(await kubectl('scale sts web --replicas=1'), /scaled/);
      assert.match(
        await refused('scale sts web --replicas=1 --current-replicas=7'),
        /Expected replicas to be 7, was 1/,
      );
      assert.match(await kubectl('delete sts web --cascade=foreground'), /deleted/);
      assert.match(await kubectl('get pvc -o name'), /data-web-0/);
    });

    it('validates strictly, and applies on the server', async () => {
      const typo = manifest('app:v1').replace('replicas', 'replica');
      assert.match(
        await refused('create -f - --validate=strict', typo),
        /strict decoding error: unknown field "spec.replica"/,
      );
      assert.match(await kubectl('apply --server-side -f - -n kube-system', manifest('app:v1')), /serverside-applied/);
      assert.match(await kubectl('diff -f - -n kube-system', manifest('app:v1')), /^$/);
    });

    for (const overWebSockets of ['true', 'false'])
      it(`runs commands in pods and reaches their ports (${overWebSockets === 'true' ? 'WebSockets' : 'SPDY'})`, async () => {
        const ways = {
          KUBECTL_REMOTE_COMMAND_WEBSOCKETS: overWebSockets,
          KUBECTL_PORT_FORWARD_WEBSOCKETS: overWebSockets,
        };
        const pod = `in-${overWebSockets}`;
        await kubectl(`run ${pod} --image=shop/web:v1 --port=8080`);
        await kubectl(`wait pod/${pod} --for=condition=Ready --timeout=50s`);
        assert.equal(await kubectl(`exec ${pod} -- hostname`, '', ways), `${pod}\n`);
        assert.equal(await kubectl(`exec -i ${pod} -- sh`, 'cd /tmp\necho kept > a\ncat a\n', ways), 'kept\n');
        assert.match(await refused(`exec ${pod} -- dance`, '', ways), /executable file not found[\s\S]*exit code 127/);
        assert.match(await refused(`exec ${pod} -c other -- ls`, '', ways), /container other is not valid for pod/);
        const page = await portForward(pod, ways);
        assert.match(
          page,
          new RegExp(`^pod: ${pod}\\nnamespace: default\\nimage: shop/web:v1\\nnode: node-\\d\\nport: 8080\\n$`),
        );
        await kubectl(`delete pod ${pod} --now`);
      });

    for (const overWebSockets of ['true', 'false'])
      it(`attaches to a container and hears it to its end (${overWebSockets === 'true' ? 'WebSockets' : 'SPDY'})`, async () => {
        const pod = `heard-${overWebSockets}`;
        await kubectl(`run ${pod} --image=shop/web:v1`);
        await kubectl(`wait pod/${pod} --for=condition=Ready --timeout=50s`);
        const attached = listenTo(['attach', pod], { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: overWebSockets });
        await eventually(() => assert.match(attached.heard, /msg=/), 20_000);
        await kubectl(`delete pod ${pod} --now`);
        await attached.ended;
      });

    it('reads logs, follows them, and says why there are none', async () => {
      await kubectl('run talker --image=shop/web:v1');
      await kubectl('run mute --image=shop/web:broken');
      await kubectl('run faller --image=shop/web:crash');
      await kubectl('wait pod/talker --for=condition=Ready --timeout=50s');
      assert.match(await kubectl('logs talker'), /msg="starting" image="shop\/web:v1" pod=talker/);
      assert.equal((await kubectl('logs talker --tail=1')).split('\n').length, 2);
      assert.match(await kubectl('logs talker --timestamps --since=1h'), /^\d{4}-\d\d-\d\dT[\d:.]+Z time=/);
      await eventually(async () => assert.match(await kubectl('logs faller --previous'), /level=fatal/), 20_000);
      await eventually(
        async () => assert.match(await refused('logs mute'), /trying and failing to pull image/),
        20_000,
      );
      const followed = listenTo(['logs', 'talker', '--follow']);
      await eventually(() => assert.match(followed.heard, /msg="starting"/), 20_000);
      await kubectl('delete pod talker --now');
      assert.equal(await followed.ended, 0);
      await kubectl('delete pod mute faller --now');
    });

    it('runs a command in a pod of its own and removes it, as people look up names', async () => {
      assert.match(await kubectl('run once --image=busybox --restart=Never --rm -i -- echo hello', ''), /^hello$/m);
      const failed = await refused('run once --image=busybox --restart=Never --rm -i', 'cat /nowhere\nexit 4\n');
      assert.match(failed, /No such file or directory/);
      assert.match(await refused('get pod once'), /"once" not found/);
    });

    it('copies files into a pod and back', async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-copied-'));
      try {
        await kubectl('run keeper --image=shop/web:v1');
        await kubectl('wait pod/keeper --for=condition=Ready --timeout=50s');
        writeFileSync(path.join(folder, 'there.txt'), 'Grüße\n');
        await kubectl(`cp ${folder}/there.txt keeper:/tmp/there.txt`);
        assert.equal(await kubectl('exec keeper -- cat /tmp/there.txt'), 'Grüße\n');
        await kubectl(`cp keeper:/tmp/there.txt ${folder}/back.txt`);
        assert.equal(readFileSync(path.join(folder, 'back.txt'), 'utf8'), 'Grüße\n');
        await kubectl('delete pod keeper --now');
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    /** What the port 8080 of a pod answers through kubectl. */
    /** A command that goes on: what it has said on both its outputs so far, and the exit code that it ends with. */
    function listenTo(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
      const child = spawn(program, args, { env: environment(more), stdio: ['ignore', 'pipe', 'pipe'] });
      const ended = new Promise<number | null>(resolve => child.once('close', resolve));
      const listening = { heard: '', ended };
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', chunk => {
          listening.heard += String(chunk);
        });
      return listening;
    }

    async function portForward(pod: string, more: Readonly<Record<string, string>>): Promise<string> {
      const child = spawn(program, ['port-forward', `pod/${pod}`, ':8080'], {
        env: environment(more),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        for await (const line of createInterface({ input: child.stdout })) {
          const address = /Forwarding from (127\.0\.0\.1:\d+)/.exec(line)?.[1];
          if (address !== undefined) return await (await fetch(`http://${address}/`)).text();
        }
        return assert.fail('kubectl ended without a port');
      } finally {
        child.kill();
      }
    }

    it('keeps to budgets and quotas, and shows where a Service leads', async () => {
      await kubectl('create namespace kept');
      await kubectl('create quota small --hard=pods=1 -n kept');
      assert.match(await kubectl('run one --image=shop/web:v1 --port=80 --expose -n kept'), /pod\/one created/);
      assert.match(await refused('run two --image=shop/web:v1 -n kept'), /exceeded quota: small, requested: pods=1/);
      await kubectl('wait pod/one --for=condition=Ready --timeout=50s -n kept');
      await eventually(async () => assert.match(await kubectl('describe endpoints one -n kept'), / Addresses: +10\./));
      await eventually(async () => assert.match(await kubectl('describe quota small -n kept'), /pods +1 +1/));
      await kubectl('create pdb all --min-available=1 --selector=run=one -n kept');
      const drained = await refused('drain node-1 node-2 node-3 --force --timeout=3s --pod-selector=run=one');
      assert.match(drained, /Cannot evict pod as it would violate the pod's disruption budget/);
      await kubectl('uncordon node-1 node-2 node-3');
      assert.match(await kubectl('delete namespace kept --timeout=30s'), /deleted/);
    });

    it('creates by word, and asks what it may do', async () => {
      assert.match(await kubectl('create namespace bank'), /created/);
      assert.match(await kubectl('create configmap settings --from-literal=a=b -n bank'), /created/);
      assert.equal(await kubectl('get configmap settings -n bank -o jsonpath={.data.a}'), 'b');
      assert.match(await kubectl('create deployment api --image=api:v1 --replicas=2 -n bank'), /created/);
      assert.match(await kubectl('rollout status deployment/api -n bank --timeout=50s'), /successfully rolled out/);
      assert.match(await kubectl('auth can-i delete pods'), /yes/);
      assert.match(await refused('create job once --image=api:v1 -n bank'), /does not have jobs\.batch/);
      assert.match(await kubectl('explain statefulset.spec.updateStrategy'), /rollingUpdate/);
      assert.match(await kubectl('delete namespace bank --timeout=30s'), /deleted/);
    });
  });
}
