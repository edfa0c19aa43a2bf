/** Applying a manifest where others have a say: fields that they own, objects that they make meanwhile, refusals half way. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agreeing, confirmation, isPlan } from '../../../support/person/agree.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { type Asked, stage } from '../../../support/person/stage.ts';

const config = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  size: "${data}"\n`;

const field = (ordinal: Ordinal, name: string) =>
  (ordinal.object('v1', 'ConfigMap', name) as { data?: Record<string, string> } | undefined)?.data?.['size'];

const text = ({ lines }: Asked) => lines.join(' ');

describe('Applying', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
  });

  after(() => ordinal.stop());

  it('names in its plan the fields that others own, whose they are and both values, and takes them over only when told to', async () => {
    await ordinal.apply('argocd-controller', config('shared', '5'));
    const file = await ordinal.file('shared.yaml', config('shared', '7'));
    const left = await ordinal.run(
      'apply',
      file,
      agreeing(question => (isPlan(question) ? question.proposed : undefined)),
    );
    const [plan, ...others] = left;
    assert.ok(plan);
    assert.deepEqual(others, []);
    assert.equal(plan.proposed, 'Leave everything as it is');
    assert.equal(confirmation(plan), 'Apply 1 object, and take over fields of others: 1');
    assert.match(
      text(plan),
      /ConfigMap shared: data\.size was set to 5 by Argo CD \(argocd-controller\); the file sets it to 7/,
    );
    assert.match(text(plan), /To let them have their way, take the fields out of the file/);
    assert.match(text(plan), /--force-conflicts/);
    assert.equal(field(ordinal, 'shared'), '5');
    await ordinal.run('apply', file, agreeing());
    assert.equal(field(ordinal, 'shared'), '7');
  });

  it('never tells what a Secret holds', async () => {
    const secret = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: key\ndata:\n  token: ${Buffer.from(value).toString('base64')}\n`;
    await ordinal.apply('somebody', secret('old-word'));
    const file = await ordinal.file('secret.yaml', secret('new-word'));
    const asked = await ordinal.run('apply', file);
    const [plan] = asked.filter(isPlan);
    assert.match(text(plan ?? assert.fail()), /Secret key: data\.token was set by somebody; the file sets it now/);
    assert.doesNotMatch(JSON.stringify(asked), new RegExp(['old-word', 'new-word'].map(btoa).join('|')));
  });

  it('does not write over what somebody created while the plan was open', async () => {
    const file = await ordinal.file('fresh.yaml', config('fresh', '1'));
    let isFirst = true;
    const asked = await ordinal.run(
      'apply',
      file,
      agreeing(async question => {
        if (!isPlan(question)) return undefined;
        if (!isFirst) return 'Leave everything as it is';
        isFirst = false;
        await ordinal.apply('somebody', config('fresh', '2'));
        return undefined;
      }),
    );
    const plans = asked.filter(isPlan);
    assert.match(text(plans[0] ?? assert.fail()), /create ConfigMap fresh/);
    assert.match(text(plans[1] ?? assert.fail()), /ConfigMap fresh was not there before; somebody created it/);
    assert.equal(field(ordinal, 'fresh'), '2');
  });

  it('does nothing to an object that was deleted and made again meanwhile', async () => {
    await ordinal.apply('ordinal', config('again', '1'));
    const file = await ordinal.file('again.yaml', config('again', '3'));
    const asked = await ordinal.run(
      'apply',
      file,
      agreeing(async question => {
        if (!isPlan(question)) return undefined;
        ordinal.remove('v1', 'ConfigMap', 'again');
        await ordinal.apply('ordinal', config('again', '2'));
        return undefined;
      }),
    );
    assert.equal(asked.filter(isPlan).length, 1);
    assert.match(
      asked.at(-1)?.title ?? '',
      /ConfigMap again was deleted in the meantime, and another of that name was made/,
    );
    assert.equal(field(ordinal, 'again'), '2');
  });

  it('says what is done and what is not where the second of two fails', async () => {
    const file = await ordinal.file('two.yaml', `${config('first', '1')}---\n${config('second', '1')}`);
    const forbidden = { kind: 'Status', apiVersion: 'v1', code: 403, reason: 'Forbidden', message: 'not you' };
    ordinal.answering(({ method, path, isDryRun }) =>
      method === 'PATCH' && path.endsWith('/second') && !isDryRun ? { status: 403, body: forbidden } : undefined,
    );
    const asked = await ordinal.run('apply', file, agreeing());
    ordinal.answering(() => undefined);
    const [told, ...others] = asked.filter(({ kind }) => kind === 'error');
    assert.match(
      told?.title ?? '',
      /Applied: ConfigMap first\. Then ConfigMap second failed: You are not allowed to do this: not you\./,
    );
    assert.match(told?.title ?? '', /What is done stays; apply again when that is mended\.$/);
    assert.deepEqual(others, []);
    assert.equal(field(ordinal, 'first'), '1');
    assert.equal(field(ordinal, 'second'), undefined);
  });

  it('underlines what is refused at its line, and applies nothing', async () => {
    const wrong = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: door\nspec:\n  ports:\n    - port: 99999\n';
    const file = await ordinal.file('wrong.yaml', `${config('beside', '1')}---\n${wrong}`);
    const asked = await ordinal.run('apply', file, agreeing());
    assert.deepEqual(asked.filter(isPlan), []);
    assert.match(
      asked.at(-1)?.title ?? '',
      /The API server refuses 1 of 2 objects, so nothing was applied\. Service door: /,
    );
    assert.deepEqual(asked.at(-1)?.buttons, ['Show Problems']);
    const found = [...stage.diagnostics].find(([name]) => name.endsWith('wrong.yaml'))?.[1] ?? [];
    assert.match(found.join('\n'), /^14: The API server refuses spec\.ports\[0\]\.port: /m);
    assert.equal(field(ordinal, 'beside'), undefined);
  });

  const underlined = (name: string) => [...stage.diagnostics].find(([file]) => file.endsWith(name))?.[1] ?? [];

  it('underlines an amount that the server cannot read, though the server names no field', async () => {
    const claim =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: disk\nspec:\n  accessModes: [ReadWriteOnce]\n  resources:\n    requests:\n      storage: 5GB\n';
    await ordinal.run('apply', await ordinal.file('disk.yaml', claim), agreeing());
    const [found, ...others] = underlined('disk.yaml');
    assert.match(found ?? '', /^9: The API server refuses spec\.resources\.requests\.storage: quantities must match /);
    assert.deepEqual(others, []);
  });

  it('takes what server-side apply cannot merge for a fault of the file, though the server answers with a 500', async () => {
    const detail =
      'failed to create typed patch object (default/odd; /v1, Kind=ConfigMap): .dat: field not declared in schema';
    ordinal.answering(({ method, path }) =>
      method === 'PATCH' && path.endsWith('/odd')
        ? { status: 500, body: { kind: 'Status', apiVersion: 'v1', code: 500, message: detail } }
        : undefined,
    );
    const file = await ordinal.file('odd.yaml', config('odd', '1').replace('\ndata:', '\ndat:'));
    const asked = await ordinal.run('apply', file, agreeing());
    ordinal.answering(() => undefined);
    assert.match(asked.at(-1)?.title ?? '', /The API server refuses ConfigMap odd, so nothing was applied: /);
    assert.deepEqual(underlined('odd.yaml'), ['5: The API server refuses dat: field not declared in schema']);
  });

  it('takes a manifest that was pasted into a new tab, and says what its kubectl command needs', async () => {
    await ordinal.front(config('pasted', '1'));
    const [plan] = await ordinal.run('apply', undefined, agreeing());
    assert.match(
      text(plan ?? assert.fail()),
      /it is in no file yet\. The kubectl command\s+reads it from its input: save/,
    );
    assert.match(text(plan ?? assert.fail()), /--filename -/);
    assert.doesNotMatch(text(plan ?? assert.fail()), /not saved yet/);
    assert.equal(field(ordinal, 'pasted'), '1');
    await ordinal.front(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"json"},"data":{"size":"2"}}',
      'json',
    );
    await ordinal.run('apply', undefined, agreeing());
    assert.equal(field(ordinal, 'json'), '2');
    await ordinal.front(undefined);
  });

  it('tells a slip in a pasted manifest with its line, and of a note that no manifest is open', async () => {
    await ordinal.front(config('pasted', '1').replace('  size', '\tsize'));
    const [slip] = await ordinal.run('apply', undefined, agreeing());
    assert.match(slip?.title ?? '', /^Untitled-1, line 6: YAML does not allow tabs.* Nothing was applied\.$/);
    await ordinal.front('apiVersion and kind: what we talked about\n');
    const [none] = await ordinal.run('apply', undefined, agreeing());
    assert.equal(none?.title, 'No manifest is open. Open a file with Kubernetes objects, then apply it.');
    await ordinal.front(undefined);
  });

  it('names the fields of a StatefulSet that cannot be changed, which the server does not, and what can be done', async () => {
    const manifest = (serviceName: string, storage: string) =>
      `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: fixed\nspec:\n  replicas: 1\n  serviceName: ${serviceName}\n  selector: { matchLabels: { app: fixed } }\n  template:\n    metadata: { labels: { app: fixed } }\n    spec: { containers: [{ name: app, image: 'app:v1' }] }\n  volumeClaimTemplates:\n    - metadata: { name: data }\n      spec:\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n            storage: ${storage}\n`;
    const file = await ordinal.file('fixed.yaml', manifest('one', '1Gi'));
    await ordinal.run('apply', file, agreeing());
    await ordinal.until(() => ordinal.isReady('fixed', 1));
    await ordinal.type(file, manifest('two', '1024Mi'));
    const asked = await ordinal.run('apply', file, agreeing());
    assert.match(
      asked.at(-1)?.title ?? '',
      /refuses StatefulSet fixed, so nothing was applied: spec\.serviceName: it cannot be changed/,
    );
    assert.deepEqual(
      underlined('fixed.yaml').map(line => line.slice(0, 60)),
      ['7: The API server refuses spec.serviceName: it cannot be cha'],
    );
    await ordinal.type(file, manifest('one', '2Gi'));
    await ordinal.run('apply', file, agreeing());
    assert.match(
      underlined('fixed.yaml').join(),
      /^18: The API server refuses spec\.volumeClaimTemplates\[0\]\.spec\.resources\.requests\.storage: /,
    );
  });

  it('says itself which object has no name, and asks no server about it', async () => {
    const nameless = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n';
    const file = await ordinal.file('nameless.yaml', `${config('beside', '1')}---\n${nameless}`);
    const [told, ...others] = await ordinal.run('apply', file, agreeing());
    const line = config('beside', '1').split('\n').length + nameless.split('\n').indexOf('metadata: {}') + 1;
    assert.equal(
      told?.title,
      `Object 2 of nameless.yaml, line ${line}, has no metadata.name, so Ordinal cannot tell what to apply. Nothing was applied.`,
    );
    assert.deepEqual(others, []);
    assert.equal(field(ordinal, 'beside'), undefined);
  });
});
