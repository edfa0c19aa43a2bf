import { claimName, podName } from '../../statefulset/ordinals.ts';
import type { FindingCode } from '../catalogue.ts';
import type { ContentObject } from '../content.ts';
import { type Finding, finding } from '../finding.ts';
import { at, isGiven, itemsOf, type Place, placeOf, textOf } from '../place.ts';
import { folderOf, type Neighbour, type Surroundings } from '../workspace.ts';
import { choose, type Obstacle, type Offer, obstacles, offerOf, type Wish, wishOf } from './binding.ts';

/** More pods than this share one answer: the first claim that waits is what matters. */
const MOST_PODS = 1000;

const codes: Readonly<Record<Obstacle, FindingCode>> = {
  class: 'volumes-class',
  'volume-mode': 'volumes-mode',
  selector: 'volumes-selector',
  'access-modes': 'volumes-access-modes',
  size: 'volumes-too-small',
};

/**
 * Volumes made by hand that stand beside a set and cannot hold all its claims: which pod would wait for ever, and why.
 * Says nothing where volumes may be made on demand. Facts: validation-rules.md, V2, V4, V5; controller-semantics.md, section G.
 */
export function* staticVolumeRules(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const volumes = around.list('PersistentVolume', undefined).filter(({ object }) => isHandMade(object));
  const folder = folderOf(self.file);
  if (!volumes.some(({ file }) => folderOf(file) === folder)) return;
  const set = placeOf(self.object.value);
  const wishes = wishesOf(set).filter(claim => isStatic(claim, self.file, volumes, around));
  if (wishes.length === 0) return;
  const free = new Set(offersFor(around, volumes));
  const start = Number(at(set, 'spec', 'ordinals', 'start').value ?? 0);
  const replicas = Math.min(Number(at(set, 'spec', 'replicas').value ?? 1), MOST_PODS);
  if (!Number.isInteger(start) || !Number.isInteger(replicas)) return;
  const told = new Set<string>();
  for (let ordinal = start; ordinal < start + replicas; ordinal += 1) {
    for (const { template, place, wish } of wishes) {
      if (told.has(template)) continue;
      const claim = claimName(template, self.object.name, ordinal);
      const volume = choose(wish, `${self.object.namespace ?? 'default'}/${claim}`, free);
      if (volume !== undefined) {
        free.delete(volume);
        continue;
      }
      told.add(template);
      const values = {
        claim,
        pod: podName(self.object.name, ordinal),
        bound: ordinal - start,
        replicas,
        size: shownSize(place),
        modes: wish.modes.join(', '),
      };
      yield* explain(place, wish, free, values);
    }
  }
}

interface ClaimWish {
  readonly template: string;
  readonly place: Place;
  readonly wish: Wish;
}

function wishesOf(set: Place): ClaimWish[] {
  // Of two templates with one name the later counts.
  const byName = new Map<string, ClaimWish>();
  for (const place of itemsOf(at(set, 'spec', 'volumeClaimTemplates'))) {
    const template = textOf(at(place, 'metadata', 'name')) ?? '';
    const wish = wishOf(at(place, 'spec'));
    if (template !== '' && wish !== undefined) byName.set(template, { template, place, wish });
  }
  return [...byName.values()];
}

/** Whether only volumes made by hand can serve a claim, as far as the files tell. */
function isStatic(
  { place, wish }: ClaimWish,
  ownFile: string,
  volumes: readonly Neighbour[],
  around: Surroundings,
): boolean {
  const { className } = wish;
  const folder = folderOf(ownFile);
  if (at(place, 'spec', 'storageClassName').value === '') return true;
  if (className === '') {
    // A claim that names no class gets the default one, if there is one.
    if (around.list('StorageClass', undefined).some(({ object }) => isDefaultClass(object))) return false;
    // Volumes without a class in its own file say that there is none; those in other files only if they were meant for claims like it.
    return volumes.some(
      ({ file, object }) =>
        classOf(object) === '' && (file === ownFile || (folderOf(file) === folder && fits(object, wish))),
    );
  }
  const classes = around.find('StorageClass', undefined, className);
  if (classes.length > 0)
    return classes.every(({ object }) => object.value['provisioner'] === 'kubernetes.io/no-provisioner');
  // A class known only from volumes beside the set: they were made for it.
  return volumes.some(({ file, object }) => folderOf(file) === folder && classOf(object) === className);
}

function isDefaultClass({ value }: ContentObject): boolean {
  return at(placeOf(value), 'metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class').value === 'true';
}

function fits({ value }: ContentObject, wish: Wish): boolean {
  const offer = offerOf(placeOf(value));
  return offer !== undefined && obstacles(wish, offer).length === 0;
}

/** Not a copy of what a provisioner made, which may make more. */
function isHandMade({ value }: ContentObject): boolean {
  return !isGiven(at(placeOf(value), 'metadata', 'annotations', 'pv.kubernetes.io/provisioned-by'));
}

function classOf({ value }: ContentObject): string {
  return textOf(at(placeOf(value), 'spec', 'storageClassName')) ?? '';
}

/** What the volumes offer to a set's claims, without those that another claim has for itself. */
function offersFor(around: Surroundings, volumes: readonly Neighbour[]): Offer[] {
  const taken = new Set(
    around
      .list('PersistentVolumeClaim', undefined)
      .map(({ object }) => textOf(at(placeOf(object.value), 'spec', 'volumeName'))),
  );
  const offers: Offer[] = [];
  for (const { object } of volumes) {
    const place = placeOf(object.value);
    const offer = offerOf(place);
    if (offer !== undefined && !taken.has(offer.name) && object.name !== '') offers.push(offer);
  }
  return offers;
}

/** The sentence depends on what the volumes that are left lack: the single property that would be easiest to mend. */
function* explain(
  place: Place,
  wish: Wish,
  left: Iterable<Offer>,
  values: Readonly<Record<string, string | number>>,
): Iterable<Finding> {
  const isClassless = at(place, 'spec', 'storageClassName').value === '';
  const unkept = [...left].filter(({ keptFor }) => keptFor === undefined);
  const near = unkept
    .map(offer => ({ offer, missing: obstacles(wish, offer) }))
    .filter(({ missing }) => !missing.includes('class') || isClassless);
  const [closest] = near.sort((one, other) => one.missing.length - other.missing.length);
  const obstacle = closest?.missing.at(-1);
  const path = at(place, ...pathOf(obstacle)).path;
  if (closest === undefined || obstacle === undefined)
    yield finding('volumes-too-few', at(place, 'metadata', 'name').path, values);
  else yield finding(codes[obstacle], path, { ...values, ...offered(closest.offer) });
}

function pathOf(obstacle: Obstacle | undefined): string[] {
  switch (obstacle) {
    case 'size':
      return ['spec', 'resources', 'requests', 'storage'];
    case 'access-modes':
      return ['spec', 'accessModes'];
    case 'volume-mode':
      return ['spec', 'volumeMode'];
    case 'class':
      return ['spec', 'storageClassName'];
    case 'selector':
      return ['spec', 'selector'];
    default:
      return ['metadata', 'name'];
  }
}

function offered(offer: Offer): Record<string, string> {
  return {
    volume: offer.name,
    volumeSize: offer.sizeText,
    volumeModes: offer.modes.join(', '),
    volumeMode: offer.volumeMode,
    className: offer.className,
  };
}

function shownSize(place: Place): string {
  return String(at(place, 'spec', 'resources', 'requests', 'storage').value);
}
