import type { Pod } from '../../../src/core/statefulset/model.ts';
import { claimsWith, storageClass, unschedulable } from '../evidence.ts';
import { settled, withPodStatus, withSpec } from '../statefulset.ts';
import {
  ago,
  claimed,
  first,
  healthy,
  held,
  noCpu,
  type OwnSituation,
  pendingTop,
  putBack,
  rolling,
  short,
  situation,
  volume,
} from './builders.ts';

/** Pods without a node or a claim. */
export const ofPlaces: readonly OwnSituation[] = [
  situation(
    'no node has the processors that the first pod asks for',
    'stuck web-0 unschedulable lower-request-or-add-node',
    withPodStatus(first, 'web-0', unschedulable(noCpu)),
    {},
    /If you change the template, delete web-0 afterwards/,
  ),
  situation(
    'a pod asked for too much, and the template is put back',
    'stuck web-2 outdated-broken-pod delete-pod',
    (() => {
      const large = withSpec(healthy, {
        template: {
          ...healthy.set.spec.template,
          spec: {
            containers: [
              {
                name: 'app',
                image: 'app:v1',
                resources: { requests: { cpu: '99' } },
              } as Pod['spec']['containers'][number],
            ],
          },
        },
        updateStrategy: held(2),
      });
      const canary = settled(large, healthy);
      return withPodStatus(putBack(canary), 'web-2', unschedulable(noCpu));
    })(),
    {},
    /Insufficient cpu.*comes back at revision 3 \(app:v1\)/s,
  ),
  situation(
    'a pod is unschedulable, and so would be the one in its place',
    'stuck web-2 unschedulable add-node-or-relax',
    withPodStatus(
      putBack(rolling),
      'web-2',
      unschedulable('0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: db}.'),
    ),
  ),
  situation(
    'the volume of a pod is in a zone without room',
    'stuck web-1 unschedulable make-room-at-volume',
    withPodStatus(
      healthy,
      'web-1',
      unschedulable('0/3 nodes are available: 1 Insufficient memory, 2 node(s) had volume node affinity conflict.'),
    ),
  ),
  situation(
    'no class is named, no volume fits, one is Released',
    'stuck web-2 claim-pending provide-volume-or-class',
    pendingTop,
    claimed(
      {},
      {
        volumes: [
          volume('pv-small', '500Mi'),
          volume(
            'pv-old',
            '5Gi',
            { claimRef: { namespace: 'default', name: 'data-other-0', uid: 'gone' } },
            'Released',
          ),
          volume('pv-many', '5Gi', { accessModes: ['ReadWriteMany'] }),
          volume('pv-taken', '5Gi', { claimRef: { namespace: 'default', name: 'data-web-0' } }, 'Bound'),
        ],
      },
    ),
    /pv-small does not do: it is too small.*pv-old does not do: it is Released.*pv-many does not do: it lacks the access mode(?!.*pv-taken)/s,
  ),
  situation(
    'claims name a class that only volumes made by hand bear',
    'stuck web-2 claim-pending provide-volume-or-class',
    pendingTop,
    claimed({ storageClassName: 'nfs' }, { volumes: [volume('pv-1', '100Mi', { storageClassName: 'nfs' })] }),
  ),
  situation(
    'the class does not exist',
    'stuck web-2 claim-pending create-class-or-recreate-set',
    pendingTop,
    claimed({ storageClassName: 'fast' }, {}),
    /storage class "fast" not found/,
  ),
  situation(
    'the provisioner says nothing',
    'stuck web-2 claim-pending start-provisioner',
    pendingTop,
    claimed({ storageClassName: 'fast' }, { classes: [storageClass('fast', 'disk.example.com')] }),
    /disk\.example\.com/,
  ),
  situation(
    'a claim waits for its pod, which no node takes',
    'stuck web-2 unschedulable lower-request-or-add-node',
    withPodStatus(healthy, 'web-2', unschedulable(noCpu)),
    claimed(
      { storageClassName: 'late' },
      { classes: [storageClass('late', 'disk.example.com', 'WaitForFirstConsumer')] },
    ),
  ),
  situation('the volume of a claim is gone', 'stuck web-2 claim-lost restore-volume', pendingTop, {
    claims: claimsWith(pendingTop, 'data-web-2', claim => ({
      ...claim,
      spec: { ...claim.spec, volumeName: 'pv-2' },
      status: { phase: 'Lost' },
    })),
  }),
  situation(
    'a claim is being deleted and a backup holds it',
    'stuck web-2 claim-terminating let-its-owner-finish',
    short,
    {
      claims: claimsWith(short, 'data-web-2', claim => ({
        ...claim,
        metadata: { ...claim.metadata, deletionTimestamp: ago(90), finalizers: ['backup.example.com/copy'] },
      })),
    },
    /backup\.example\.com\/copy/,
  ),
  situation('no pod runs short of its claim, which somebody deleted by force', 'fine', healthy, {
    claims: claimsWith(healthy, 'none', claim => claim).filter(({ metadata }) => metadata.name !== 'data-web-1'),
  }),
];
