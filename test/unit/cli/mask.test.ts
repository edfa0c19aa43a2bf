import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { masked } from '../../../src/cli/why/mask.ts';
import { judge } from '../../../src/cli/why/snapshot.ts';
import { withoutSecrets } from '../../../src/core/secrets.ts';
import type { ControllerRevision, KubernetesObject, Pod, StatefulSet } from '../../../src/core/statefulset/model.ts';
import { set, settled, withImage } from '../../support/statefulset.ts';

const container = (secret: string): object => ({
  name: 'app',
  image: 'app:v1',
  env: [{ name: 'PASSWORD', value: secret }],
  command: ['serve', secret],
  args: [`--key=${secret}`],
  livenessProbe: { exec: { command: ['ping', secret] } },
  readinessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Authorization', value: secret }] } },
  lifecycle: { preStop: { exec: { command: [secret] } } },
});

/** Every place of which we know that people put secrets there. */
const places: Readonly<Record<string, (secret: string) => [string, object]>> = {
  'the variables, arguments and probes of a pod': secret => [
    'Pod',
    { spec: { containers: [container(secret)], initContainers: [container(secret)] } },
  ],
  'a template and its revisions': secret => [
    'ControllerRevision',
    { data: { spec: { template: { spec: { containers: [container(secret)] } } } } },
  ],
  'annotations, and what kubectl remembers there': secret => [
    'StatefulSet',
    { metadata: { annotations: { note: secret, 'kubectl.kubernetes.io/last-applied-configuration': secret } } },
  ],
  'the names of fields that managers own': secret => [
    'Deployment',
    { metadata: { managedFields: [{ manager: 'kubectl', fieldsV1: { [`v:"${secret}"`]: {} } }] } },
  ],
  'volumes of a pod': secret => [
    'Pod',
    { spec: { volumes: [{ name: 'x', csi: { driver: secret, volumeAttributes: { key: secret } } }] } },
  ],
  'sources and options of a persistent volume': secret => [
    'PersistentVolume',
    { spec: { mountOptions: [`password=${secret}`], csi: { volumeHandle: secret }, capacity: { storage: '1Gi' } } },
  ],
  'parameters of a storage class': secret => ['StorageClass', { parameters: { key: secret }, mountOptions: [secret] }],
  'the end of a log': secret => [
    'Pod',
    { status: { containerStatuses: [{ lastState: { terminated: { exitCode: 1, message: secret } } }] } },
  ],
  'words of a probe that name a password': secret => ['Event', { message: `failed: password=${secret}` }],
  'a node': secret => [
    'Node',
    { metadata: { annotations: { x: secret } }, status: { addresses: [{ address: secret }] } },
  ],
  'a Secret': secret => ['Secret', { data: { password: secret } }],
  'a ConfigMap': secret => ['ConfigMap', { data: { password: secret } }],
};

describe('a saved state holds no secret', () => {
  for (const [place, make] of Object.entries(places))
    it(`of ${place}`, () => {
      fc.assert(
        fc.property(fc.stringMatching(/^[A-Za-z0-9]{12,24}$/), secret => {
          const [kind, object] = make(secret);
          const kept = masked({ [kind]: [{ apiVersion: 'v1', kind, metadata: { name: 'x' }, ...object } as never] });
          assert.ok(!JSON.stringify(kept).includes(secret));
        }),
        { numRuns: 50 },
      );
    });
});

describe('masking', () => {
  const withSecret = (world: StatefulSet, value: string): StatefulSet => {
    const { template } = world.spec;
    const containers = template.spec.containers.map(one => ({ ...one, env: [{ name: 'PASSWORD', value }] }));
    return { ...world, spec: { ...world.spec, template: { ...template, spec: { ...template.spec, containers } } } };
  };

  it('keeps apart what differs only in a secret, so that the verdict stays the same', () => {
    const before = settled(withSecret(set({ replicas: 1 }), 'first'));
    const changed = withSecret(withImage(before, 'app:v1'), 'second');
    const held = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } };
    const after = settled({ ...changed, spec: { ...changed.spec, updateStrategy: held } }, before);
    const objects: Record<string, readonly KubernetesObject[]> = {
      StatefulSet: [after.set],
      Pod: after.pods as readonly Pod[],
      ControllerRevision: after.revisions as readonly ControllerRevision[],
      PersistentVolumeClaim: [...after.claims.values()],
      Event: [],
      PersistentVolume: [],
      StorageClass: [],
      Node: [],
    };
    const seenAt = new Date(after.now).toISOString();
    const [plain] = judge({ seenAt, objects });
    const [hidden] = judge({ seenAt, objects: masked(objects) });
    assert.deepEqual(plain?.verdict, {
      verdict: 'held',
      by: 'partition',
      outdated: ['web-0'],
      evidence: [],
      unknown: [],
    });
    assert.deepEqual(hidden, plain);
  });

  it('leaves labels alone, whatever they are called', () => {
    const labels = { env: 'production', command: 'serve', volumes: 'none', message: 'hello' };
    const [pod] = masked({ Pod: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', labels } }] })['Pod'] ?? [];
    assert.deepEqual(pod?.metadata.labels, labels);
  });

  it('keeps what verdicts read', () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'x', annotations: { 'volume.kubernetes.io/selected-node': 'node-1' } },
      spec: { storageClassName: 'fast' },
      status: { phase: 'Pending' },
    };
    assert.deepEqual(masked({ PersistentVolumeClaim: [claim] }), { PersistentVolumeClaim: [claim] });
  });
});

describe('sentences of the cluster', () => {
  for (const text of [
    'GET https://user:hunter2@example.com/ failed',
    'Authorization: Bearer hunter2hunter2',
    '--db-password=hunter2 refused',
    'MYSQL_PASSWORD: "hunter2"',
    'GET https://example.com/blob?sig=hunter2&x=1',
    'token: eyJhbGciOiJIUzI1NiJ9.hunter2.sig',
  ])
    it(`lose what looks like a secret: ${text}`, () => {
      assert.doesNotMatch(withoutSecrets(text), /hunter2/);
    });

  it('keep names, however long', () => {
    const text =
      'create Pod aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-0 in StatefulSet x failed error: secret "db" not found';
    assert.equal(withoutSecrets(text), text);
  });
});
