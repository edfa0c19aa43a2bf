import { compareQuantities, parseQuantity } from '../../../quantity.ts';
import { claimName } from '../../../statefulset/ordinals.ts';
import { type Finding, finding } from '../../finding.ts';
import { at, isGiven, itemsOf, type Place, placeOf, textListOf, textOf } from '../../place.ts';
import type { Neighbour, Surroundings } from '../../workspace.ts';
import { shown } from '../fields.ts';
import { areTogether } from './near.ts';

/** Claims of sets and Deployments beside those of others. Facts: validation-rules.md, N10, V7, V12, V16. */
export function* claimsAround(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const spec = at(placeOf(self.object.value), 'spec');
  yield* sharedClaims(self, around, spec);
  if (self.object.kind !== 'StatefulSet') return;
  const templates = itemsOf(at(spec, 'volumeClaimTemplates'));
  if (templates.length === 0) return;
  yield* meetingClaims(self, around, templates);
  yield* otherClaims(self, around, templates);
  yield* lateBinding(around, spec, templates);
}

/** Fact N10: `data-x` of `web` and `data` of `x-web` both make `data-x-web-0`. */
function* meetingClaims(self: Neighbour, around: Surroundings, templates: readonly Place[]): Iterable<Finding> {
  const { name, namespace } = self.object;
  for (const template of templates) {
    for (const other of around.meeting('StatefulSet', namespace, 'claims', `${nameOf(template)}-${name}`)) {
      const theirs = other.object.name;
      if (theirs === name || !areTogether(self, other)) continue;
      const related = [
        { kind: 'StatefulSet', namespace: other.object.namespace, name: theirs, path: ['metadata', 'name'] },
      ];
      const values = { claim: claimName(nameOf(template), name, 0), other: theirs };
      yield finding('claims-meet', at(template, 'metadata', 'name').path, values, { related });
    }
  }
}

/** Fact V12: a claim that is there is taken as it is. */
function* otherClaims(self: Neighbour, around: Surroundings, templates: readonly Place[]): Iterable<Finding> {
  for (const template of templates) {
    const stem = `${nameOf(template)}-${self.object.name}`;
    const start = `${stem}-`;
    const claims = around.meeting('PersistentVolumeClaim', self.object.namespace, 'claims', stem);
    const other = claims.find(
      claim =>
        claim.object.name.startsWith(start) &&
        /^\d+$/.test(claim.object.name.slice(start.length)) &&
        areTogether(self, claim) &&
        differsFrom(at(placeOf(claim.object.value), 'spec'), at(template, 'spec')),
    );
    if (other === undefined) continue;
    const { kind, namespace, name } = other.object;
    yield finding(
      'claim-exists-otherwise',
      at(template, 'metadata', 'name').path,
      { claim: name },
      {
        related: [{ kind, namespace, name, path: ['spec'] }],
      },
    );
  }
}

function differsFrom(one: Place, other: Place): boolean {
  const size = ['resources', 'requests', 'storage'];
  const [mine, theirs] = [one, other].map(spec => parseQuantity(at(spec, ...size).value));
  if (mine !== undefined && theirs !== undefined && compareQuantities(mine, theirs) < 0) return true;
  const [first, second] = [one, other].map(spec => at(spec, 'storageClassName'));
  return (
    first !== undefined && second !== undefined && isGiven(first) && isGiven(second) && first.value !== second.value
  );
}

/** Fact V16: a claim for one node, or one pod, that all pods of a workload are to use. */
function* sharedClaims(self: Neighbour, around: Surroundings, spec: Place): Iterable<Finding> {
  const replicas = at(spec, 'replicas').value;
  if (typeof replicas !== 'number' || replicas < 2) return;
  for (const volume of itemsOf(at(spec, 'template', 'spec', 'volumes'))) {
    const place = at(volume, 'persistentVolumeClaim', 'claimName');
    const name = textOf(place) ?? '';
    const [claim, ...more] = name === '' ? [] : around.find('PersistentVolumeClaim', self.object.namespace, name);
    if (claim === undefined || more.length > 0 || !areTogether(self, claim)) continue;
    const modes = textListOf(at(placeOf(claim.object.value), 'spec', 'accessModes'));
    if (modes.length === 0 || !modes.every(mode => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')) continue;
    const { kind, namespace } = claim.object;
    const related = [{ kind, namespace, name, path: ['spec', 'accessModes'] }];
    yield finding(
      'claim-for-one-node',
      place.path,
      { claim: shown(name), modes: modes.join(', '), replicas },
      { related },
    );
  }
}

/** Fact V7: a volume that is made where the scheduler puts the pod is never made if the scheduler is not asked. */
function* lateBinding(around: Surroundings, spec: Place, templates: readonly Place[]): Iterable<Finding> {
  const node = at(spec, 'template', 'spec', 'nodeName');
  if (!textOf(node)) return;
  for (const template of templates) {
    const name = textOf(at(template, 'spec', 'storageClassName')) ?? '';
    const classes = name === '' ? [] : around.find('StorageClass', undefined, name);
    const isLate =
      classes.length > 0 && classes.every(({ object }) => object.value['volumeBindingMode'] === 'WaitForFirstConsumer');
    if (!isLate) continue;
    const related = [{ kind: 'StorageClass', namespace: undefined, name, path: ['volumeBindingMode'] }];
    yield finding('node-name-past-scheduler', node.path, { className: name }, { part: 'key', related });
    return;
  }
}

function nameOf(template: Place): string {
  return textOf(at(template, 'metadata', 'name')) ?? '';
}
