import { claimName, podName } from '../../statefulset/ordinals.ts';
import type { FindingCode } from '../catalogue.ts';
import type { ContentObject } from '../content.ts';
import { type Finding, finding } from '../finding.ts';
import { at, isGiven, itemsOf, type Place, placeOf, textOf, textsOf } from '../place.ts';
import { folderOf, type Neighbour, type Surroundings } from '../workspace.ts';
import { isAlone, isNear } from './around/near.ts';
import { choose, classNameOf, type Obstacle, type Offer, obstacles, offerOf, type Wish, wishOf } from './binding.ts';

/** More pods than this share one answer: the first claim that waits is what matters. */
const MOST_PODS = 1000;

const codes: Readonly<Record<Obstacle, FindingCode>> = {
  class: 'volumes-class',
  'volume-mode': 'volumes-mode',
  'attributes-class': 'volumes-attributes-class',
  selector: 'volumes-selector',
  'access-modes': 'volumes-access-modes',
  size: 'volumes-too-small',
};

/**
 * Volumes made by hand that stand beside a set and cannot hold all its claims: which pod would wait for ever, and why.
 * Says nothing where volumes may be made on demand. Facts: validation-rules.md, V2, V4, V5; controller-semantics.md, section G.
 */
export function* staticVolumeRules(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const volumes = inOrder(around.list('PersistentVolume', undefined), self).filter(({ object }) => isHandMade(object));
  if (!volumes.some(({ file }) => folderOf(file) === folderOf(self.file))) return;
  const set = placeOf(self.object.value);
  const near = volumes.filter(volume => isBeside(volume, self, around));
  const free = new Set(offersFor(self, around, volumes));
  const wishes = wishesOf(set).filter(claim => isStatic(claim, self, near, free, around));
  if (wishes.length === 0) return;
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
      yield* explain(place, wish, ofFirst(free, near), values);
    }
  }
}

/** Those of the set's own file first, all others as their files are called: whoever asks has read them in an order of his own. */
function inOrder(volumes: readonly Neighbour[], self: Neighbour): Neighbour[] {
  const placeOfFile = (file: string) => (file === self.file ? '' : file);
  return volumes.toSorted((one, other) => {
    const [first, second] = [placeOfFile(one.file), placeOfFile(other.file)];
    return first === second ? one.document - other.document : first < second ? -1 : 1;
  });
}

/** The volumes that are left of those that were made for the set; of all, where none of these is left. */
function ofFirst(left: ReadonlySet<Offer>, near: readonly Neighbour[]): Offer[] {
  const names = new Set(near.map(({ object }) => object.name));
  const own = [...left].filter(({ name, keptFor }) => names.has(name) && keptFor === undefined);
  return own.length > 0 ? own : [...left];
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
    const wish = wishOf(place);
    if (template !== '' && wish !== undefined) byName.set(template, { template, place, wish });
  }
  return [...byName.values()];
}

/** Whether only volumes made by hand can serve a claim, as far as the files tell. `near`: the volumes that were made for the set. */
function isStatic(
  { place, wish }: ClaimWish,
  self: Neighbour,
  near: readonly Neighbour[],
  free: ReadonlySet<Offer>,
  around: Surroundings,
): boolean {
  const { className } = wish;
  if (classNameOf(place) === '') return near.length > 0;
  if (className === '') {
    // A claim that names no class gets the default one, if there is one.
    if (around.list('StorageClass', undefined).some(({ object }) => isDefaultClass(object))) return false;
    // Volumes without a class that no other claim takes say that there is none; those in other files only if they were meant for claims like it.
    const left = new Map([...free].filter(offer => offer.className === '').map(offer => [offer.name, offer]));
    return near.some(({ file, object }) => {
      const offer = left.get(object.name);
      return offer !== undefined && (file === self.file || obstacles(wish, offer).length === 0);
    });
  }
  const classes = around.find('StorageClass', undefined, className);
  if (classes.length > 0)
    return classes.every(({ object }) => object.value['provisioner'] === 'kubernetes.io/no-provisioner');
  // A class known only from volumes made for the set: it has no provisioner either.
  return near.some(({ object }) => classNameOf(placeOf(object.value)) === className);
}

/** Whether a volume was made for a set: it stands in the same file, or in the same folder and says so, or no other set there could want it. */
function isBeside({ file, object }: Neighbour, self: Neighbour, around: Surroundings): boolean {
  if (file === self.file) return true;
  if (folderOf(file) !== folderOf(self.file)) return false;
  const volume = placeOf(object.value);
  if (names(volume, object.name, self) || isAlone(self, around)) return true;
  const className = classNameOf(volume) ?? '';
  const wants = (other: Neighbour) =>
    isNear(other, self) && wishesOf(placeOf(other.object.value)).some(({ wish }) => wish.className === className);
  return around.list('StatefulSet', undefined).every(other => wants(other) === (other.object === self.object));
}

/** By its name, a label, or the claim that it is kept for. */
function names(volume: Place, name: string, { object }: Neighbour): boolean {
  const labels = textsOf(at(placeOf(object.value), 'spec', 'template', 'metadata', 'labels'));
  const isShared = ([key, value]: [string, string]) => labels[key] === value;
  const kept = textOf(at(volume, 'spec', 'claimRef', 'name')) ?? '';
  return (
    `-${name}-`.includes(`-${object.name}-`) ||
    Object.entries(textsOf(at(volume, 'metadata', 'labels'))).some(isShared) ||
    ownsClaim(object.name, kept)
  );
}

/** Whether a claim's name is one that the templates of a set could make. */
function ownsClaim(set: string, claim: string): boolean {
  return claim.replace(/-\d+$/, '').endsWith(`-${set}`) && /\d$/.test(claim);
}

function isDefaultClass({ value }: ContentObject): boolean {
  return at(placeOf(value), 'metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class').value === 'true';
}

/** Not a copy of what a provisioner made, which may make more. */
function isHandMade({ value }: ContentObject): boolean {
  return !isGiven(at(placeOf(value), 'metadata', 'annotations', 'pv.kubernetes.io/provisioned-by'));
}

/** What the volumes offer to a set's claims, without those that other claims of its folder have or take for themselves. */
function offersFor(self: Neighbour, around: Surroundings, volumes: readonly Neighbour[]): Offer[] {
  const claims = around.list('PersistentVolumeClaim', undefined).filter(({ object }) => !isOwn(self, object));
  const taken = new Set(claims.map(({ object }) => textOf(at(placeOf(object.value), 'spec', 'volumeName'))));
  const offers = new Set<Offer>();
  for (const { object } of volumes) {
    const offer = offerOf(placeOf(object.value));
    if (offer !== undefined && !taken.has(offer.name) && object.name !== '') offers.add(offer);
  }
  for (const { file, object } of claims) {
    if (folderOf(file) !== folderOf(self.file)) continue;
    const wish = wishOf(placeOf(object.value));
    const offer =
      wish === undefined ? undefined : choose(wish, `${object.namespace ?? 'default'}/${object.name}`, offers);
    if (offer !== undefined) offers.delete(offer);
  }
  return [...offers];
}

function isOwn({ object }: Neighbour, claim: ContentObject): boolean {
  return ownsClaim(object.name, claim.name);
}

/** The sentence depends on what the volumes that are left lack: the single property that would be easiest to mend. */
function* explain(
  place: Place,
  wish: Wish,
  left: readonly Offer[],
  values: Readonly<Record<string, string | number>>,
): Iterable<Finding> {
  const isClassless = at(place, 'spec', 'storageClassName').value === '';
  const unkept = left.filter(({ keptFor }) => keptFor === undefined);
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
    case 'attributes-class':
      return ['spec', 'volumeAttributesClassName'];
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
    attributesClass: offer.attributesClass,
  };
}

function shownSize(place: Place): string {
  return String(at(place, 'spec', 'resources', 'requests', 'storage').value);
}
