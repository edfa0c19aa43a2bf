import { compareQuantities, parseQuantity } from '../../core/quantity.ts';
import { CLASS_ANNOTATION } from '../../core/volume/class-name.ts';
import { requireClaimLimits } from '../admission/limit-range.ts';
import { at, deepEqual, type JsonObject, listOf, objectOf, stringOf, withAt } from '../json.ts';
import { resources } from '../resources.ts';
import { forbidden } from '../status.ts';
import { timestamp } from '../store.ts';
import { changed, filled } from './pod-template.ts';
import type { KindRules, Surroundings } from './rules.ts';

const isDefaultClass = 'storageclass.kubernetes.io/is-default-class';

export const claimRules: KindRules = {
  create: (object, around) => {
    requireClaimLimits(object, around);
    return protectedBy(withDefaultClass(object, around), 'kubernetes.io/pvc-protection');
  },
  defaults: object => changed(object, 'spec', spec => filled(spec, { volumeMode: 'Filesystem' })),
  status: () => ({ phase: 'Pending' }),
  update: (object, before, around) => {
    if (!deepEqual(object['spec'], before['spec'])) requireClaimLimits(object, around);
    refuseExpansion(object, before, around);
    return object;
  },
};

export const volumeRules: KindRules = {
  create: object => protectedBy(object, 'kubernetes.io/pv-protection'),
  defaults: object =>
    changed(object, 'spec', spec => {
      const own = filled(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
      return changed(own, 'hostPath', path => filled(path, { type: '' }));
    }),
  status: (_object, around) => ({ phase: 'Pending', lastPhaseTransitionTime: timestamp(around.clock) }),
  updateStatus: (object, before, around) => {
    if (at(object, 'status', 'phase') === at(before, 'status', 'phase')) return object;
    return withAt(object, ['status', 'lastPhaseTransitionTime'], timestamp(around.clock));
  },
};

export const storageClassRules: KindRules = {
  defaults: object => filled(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
};

/** Holds the object until whoever uses it is gone. */
function protectedBy(object: JsonObject, finalizer: string): JsonObject {
  const own = listOf(at(object, 'metadata', 'finalizers'));
  return own.includes(finalizer) ? object : withAt(object, ['metadata', 'finalizers'], [...own, finalizer]);
}

/** The newest default class, when the claim names none (`""` is a name: no class). */
function withDefaultClass(claim: JsonObject, around: Surroundings): JsonObject {
  if ((at(claim, 'metadata', 'annotations', CLASS_ANNOTATION) ?? at(claim, 'spec', 'storageClassName')) !== undefined)
    return claim;
  const [newest] = around
    .list(resources.storageClasses)
    .filter(each => each.metadata.annotations?.[isDefaultClass] === 'true')
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''));
  return newest === undefined ? claim : withAt(claim, ['spec', 'storageClassName'], newest.metadata.name);
}

/** controller-semantics.md G10: only bound claims of a class that allows it can grow. */
function refuseExpansion(claim: JsonObject, before: JsonObject, around: Surroundings): void {
  const asked = parseQuantity(at(claim, 'spec', 'resources', 'requests', 'storage'));
  const had = parseQuantity(at(before, 'spec', 'resources', 'requests', 'storage'));
  if (asked === undefined || had === undefined || compareQuantities(asked, had) <= 0) return;
  const name = stringOf(at(claim, 'metadata', 'name')) ?? '';
  const refuse = (why: string) => forbidden(resources.persistentVolumeClaims, name, why);
  if (at(before, 'status', 'phase') !== 'Bound') throw refuse('Only bound persistent volume claims can be expanded');
  const className =
    stringOf(at(before, 'metadata', 'annotations', CLASS_ANNOTATION) ?? at(before, 'spec', 'storageClassName')) ?? '';
  const storageClass = around.get(resources.storageClasses, undefined, className);
  if (storageClass !== undefined && at(objectOf({ ...storageClass }), 'allowVolumeExpansion') === true) return;
  throw refuse(
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
  );
}
