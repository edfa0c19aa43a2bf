/** What a plan says of quotas: where it stops, that it goes through, and that nobody may look. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowKinds } from '../../../../src/editor/ids.ts';
import { forbidden } from '../../../support/door.ts';
import { eventually } from '../../../support/eventually.ts';
import { agreeing, isPlan } from '../../../support/person/agree.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { newDeployment, newService, newSet } from '../../../support/practice-cluster.ts';

const workload = (kind: string, name: string) => ({ kind, namespace: '', name });

describe('A plan under a quota', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    ordinal.create(newService('web'));
    ordinal.create(newSet('web', { replicas: 2 }));
    ordinal.create(newDeployment('front', { replicas: 1 }));
    const metadata = { name: 'few' };
    ordinal.create({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '4' } } });
    await ordinal.until(() => ordinal.isReady('web', 2));
    await ordinal.until(() =>
      JSON.stringify(ordinal.object('v1', 'ResourceQuota', 'few')).includes('"used":{"pods":"3"}'),
    );
    // The cluster is ahead of what is shown, and only what is shown can be chosen.
    await eventually(() => assert.match(ordinal.row(rowKinds.set, 'web').description, /2\/2 ready/));
    await eventually(() => ordinal.row(rowKinds.deployment, 'front'));
  });

  after(() => ordinal.stop());

  async function planOf(argument: ReturnType<typeof workload>, replicas: string): Promise<string> {
    const asked = await ordinal.run(
      'scale',
      argument,
      agreeing(({ kind, title }) => (kind === 'input' && title.startsWith('Scale') ? replicas : undefined)),
    );
    return asked.find(isPlan)?.lines.join(' ') ?? assert.fail(JSON.stringify(asked));
  }

  /** Leaves the plan. */
  async function readPlan(argument: ReturnType<typeof workload>, replicas: string): Promise<string> {
    let text = '';
    await ordinal.run('scale', argument, question => {
      if (!isPlan(question)) return question.kind === 'input' ? replicas : undefined;
      text = question.lines.join(' ');
      return undefined;
    });
    return text;
  }

  it('says at which pod it stops, which quota stops it and what is left', async () => {
    const text = await readPlan(workload('StatefulSet', 'web'), '5');
    assert.match(text, /1\. web-2: created/);
    assert.doesNotMatch(text, /web-3: created/);
    assert.match(
      text,
      /It stops at web-3: ResourceQuota few leaves no room for it \(left of what is\s+allowed: pods: 0 \/ 4\)/,
    );
  });

  it('says of a Deployment how many of its new pods come', async () => {
    const text = await readPlan(workload('Deployment', 'front'), '4');
    assert.match(text, /ResourceQuota few lets in 1 of 3 new pods \(left then of what is allowed:\s+pods: 0 \/ 4\)/);
  });

  it('says that it is not known where quotas may not be read, and makes the change all the same', async () => {
    ordinal.answering(({ method, path }) =>
      method === 'GET' && path.endsWith('/resourcequotas') ? forbidden('list') : undefined,
    );
    const text = await planOf(workload('StatefulSet', 'web'), '3');
    ordinal.answering(() => undefined);
    assert.match(text, /Whether a ResourceQuota has room for the new pods is not known/);
    await ordinal.until(() => ordinal.isReady('web', 3));
  });
});
