/** What a person reads before a pod is deleted. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { agreeing, isPlan } from '../../../support/person/agree.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { type Asked, stage } from '../../../support/person/stage.ts';
import { newClaim, newDeployment, newPod, newService, newSet } from '../../../support/practice-cluster.ts';

const pod = (name: string) => ({ kind: 'Pod', namespace: '', name });

describe('The plan of deleting a pod', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    const volumeClaimTemplates = [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ];
    ordinal.create(newService('web'));
    ordinal.create(newSet('web', { replicas: 3, volumeClaimTemplates }));
    ordinal.create(newService('only'));
    ordinal.create(newSet('only', { updateStrategy: { type: 'OnDelete' } }));
    ordinal.create(newDeployment('front', { replicas: 1 }));
    ordinal.create(newPod('stray', { volumes: [{ name: 'scratch', emptyDir: {} }] }));
    ordinal.create({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web-budget' },
      spec: { minAvailable: 3, selector: { matchLabels: { app: 'web' } } },
    });
    await ordinal.until(() => ordinal.isReady('web', 3) && ordinal.isReady('only', 1));
    const spec = { template: { spec: { containers: [{ name: 'app', image: 'app:v2' }] } } };
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    ordinal.patch('apps/v1', 'StatefulSet', 'web', { spec: { ...spec, updateStrategy } });
    ordinal.patch('apps/v1', 'StatefulSet', 'only', { spec });
    await ordinal.until(() => ordinal.isReady('web', 3) && ordinal.isReady('only', 1));
    await ordinal.until(() => ordinal.status('web').updatedReplicas === 1);
  });

  after(() => ordinal.stop());

  /** The lines of the plan, which is then left alone. */
  async function planOf(argument: unknown, selected?: readonly unknown[]): Promise<readonly string[]> {
    const asked = await ordinal.run('deletePod', argument, undefined, selected);
    const [plan] = asked.filter(isPlan);
    assert.ok(plan, JSON.stringify(asked));
    return plan.lines.map(line => line.split(' | ')[0] ?? '');
  }

  const textOf = (lines: readonly string[]) => lines.join(' ').replace(/\$\(\w+\) /g, '');

  it('names the pod, its claims and their data, and that a disruption budget does not guard it', async () => {
    const text = textOf(await planOf(pod('web-1')));
    assert.match(text, /Delete Pod web-1/);
    assert.match(text, /web-1 comes back with its claims and all their data: data-web-1/);
    assert.match(text, /PodDisruptionBudget web-budget would let nobody evict web-1 now, and still this goes through/);
    assert.doesNotMatch(text, /no other pod of StatefulSet web is ready/);
  });

  it('says at which revision the pod comes back, and that the partition is why', async () => {
    assert.match(
      textOf(await planOf(pod('web-1'))),
      /web-1 comes back at revision 1, not at the newest, because partition 2/,
    );
    const free = textOf(await planOf(pod('web-2')));
    assert.match(free, /web-2: deleted and created again at the same revision 2/);
    assert.doesNotMatch(free, /because partition/);
    assert.match(textOf(await planOf(pod('only-0'))), /only-0 comes back at revision 2: under OnDelete/);
  });

  it('warns of the last ready pod, of a set as of a Deployment', async () => {
    assert.match(textOf(await planOf(pod('only-0'))), /only-0: no other pod of StatefulSet only is ready/);
    const [front] = ordinal.names('v1', 'Pod').filter(name => name.startsWith('front-'));
    const text = textOf(await planOf(pod(front ?? '')));
    assert.match(text, /no other pod of Deployment front is ready/);
    assert.match(text, /Deployment front will make another pod in its place, under another name/);
    assert.match(text, /uses no claims/);
  });

  it('says what is lost with a pod that nothing brings back', async () => {
    const text = textOf(await planOf(pod('stray')));
    assert.match(text, /Nothing owns this pod: once deleted it does not come back/);
    assert.match(text, /Lost with stray, because these volumes live only as long as it does: scratch/);
  });

  it('says of a claim that is being deleted that it goes with the pod', async () => {
    ordinal.create(newClaim('reel'));
    ordinal.create(newPod('reader', { volumes: [{ name: 'reel', persistentVolumeClaim: { claimName: 'reel' } }] }));
    await ordinal.until(
      () => (ordinal.object('v1', 'Pod', 'reader') as { spec?: { nodeName?: string } }).spec?.nodeName !== undefined,
    );
    ordinal.remove('v1', 'PersistentVolumeClaim', 'reel');
    assert.ok(ordinal.object('v1', 'PersistentVolumeClaim', 'reel'), 'the claim is held while a pod uses it');
    const text = await eventually(async () => {
      const now = textOf(await planOf(pod('reader')));
      assert.match(now, /being deleted/);
      return now;
    });
    assert.match(text, /Claims of reader that are being deleted wait only for this pod: .* reel/);
  });

  it('of several pods tells each, and what was selected besides is named', async () => {
    const rows = ['web-0', 'web-1'].map(name => ordinal.row(rowKinds.pod, name).id);
    const lines = await planOf(rows[0], [...rows, ordinal.row(rowKinds.set, 'only').id]);
    const text = textOf(lines);
    assert.match(text, /Delete 2 pods/);
    assert.match(text, /web-0 comes back with its claims and all their data: data-web-0/);
    assert.match(text, /web-1 comes back with its claims and all their data: data-web-1/);
    assert.match(text, /Selected too, but nothing is done about it: StatefulSet only/);
  });

  it('of a row whose pod was replaced does nothing, and says that another took its place', async () => {
    const row = ordinal.row(rowKinds.pod, 'web-0').id;
    const asked = await ordinal.run('deletePod', row, agreeing());
    assert.equal(asked.filter(isPlan).length, 1);
    const gone = await ordinal.run('deletePod', row, agreeing());
    assert.deepEqual(gone.filter(isPlan), []);
    assert.match(titles(gone), /Pod web-0.* is (gone|being deleted already)/);
    await ordinal.until(() => ordinal.isReady('web', 3));
    await eventually(async () =>
      assert.match(titles(await ordinal.run('deletePod', row, agreeing())), /another of that name has taken its place/),
    );
  });

  it('is shown anew when the pod has become the last one that is ready', async () => {
    ordinal.create(newService('pair'));
    ordinal.create(newSet('pair', { replicas: 2, updateStrategy: { type: 'OnDelete' } }));
    await ordinal.until(() => ordinal.isReady('pair', 2));
    const containers = [{ name: 'app', image: 'app:unready' }];
    ordinal.patch('apps/v1', 'StatefulSet', 'pair', { spec: { template: { spec: { containers } } } });
    await ordinal.until(() => ordinal.isReady('pair', 2));
    let isFirst = true;
    const asked = await ordinal.run(
      'deletePod',
      pod('pair-0'),
      agreeing(async question => {
        if (!isPlan(question)) return undefined;
        if (!isFirst) return 'Leave everything as it is';
        isFirst = false;
        ordinal.remove('v1', 'Pod', 'pair-1');
        await ordinal.until(() => ordinal.isReady('pair', 1));
        await eventually(() => assert.match(ordinal.row(rowKinds.set, 'pair').description, /1\/2/));
        return undefined;
      }),
    );
    const plans = asked.filter(isPlan);
    assert.equal(plans.length, 2);
    assert.match(
      textOf(plans[1]?.lines ?? []),
      /changed while this was open .*pair-0: no other pod of StatefulSet pair is ready/,
    );
  });

  it('warns while it is read that the pod has become the last one, and asks again all the same', async () => {
    ordinal.create(newService('couple'));
    ordinal.create(newSet('couple', { replicas: 2, updateStrategy: { type: 'OnDelete' } }));
    await ordinal.until(() => ordinal.isReady('couple', 2));
    const containers = [{ name: 'app', image: 'app:unready' }];
    ordinal.patch('apps/v1', 'StatefulSet', 'couple', { spec: { template: { spec: { containers } } } });
    await ordinal.until(() => ordinal.isReady('couple', 2));
    const last = /couple-0: no other pod of StatefulSet couple is ready/;
    const asked = await ordinal.run(
      'deletePod',
      pod('couple-0'),
      agreeing(async question => {
        if (!isPlan(question) || question.lines.includes('changed while this was open')) return question.proposed;
        assert.doesNotMatch(textOf(question.lines), last);
        ordinal.remove('v1', 'Pod', 'couple-1');
        await eventually(() => assert.match(textOf(stage.inFront?.().lines ?? []), last));
        assert.equal(stage.inFront?.().proposed, question.proposed);
        return undefined;
      }),
    );
    assert.equal(asked.filter(isPlan).length, 2);
  });
});

function titles(asked: readonly Asked[]): string {
  return asked.map(({ title }) => title).join('\n');
}
