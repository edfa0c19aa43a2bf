import { selects } from '../../labels.ts';
import { compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
import type { LabelSelector, Labels } from '../../statefulset/model.ts';
import { CLASS_ANNOTATION } from '../../volume/class-name.ts';
import { at, type Place, textListOf, textOf, textsOf } from '../place.ts';
import { selectorAt } from './selector.ts';

/** What a claim asks of a volume. */
export interface Wish {
  readonly size: Quantity;
  readonly modes: readonly string[];
  readonly className: string;
  readonly volumeMode: string;
  readonly attributesClass: string;
  readonly selector: LabelSelector | undefined;
}

/** What a volume offers. */
export interface Offer {
  readonly name: string;
  readonly size: Quantity;
  readonly sizeText: string;
  readonly modes: readonly string[];
  readonly className: string;
  readonly volumeMode: string;
  readonly attributesClass: string;
  readonly labels: Labels;
  /** The claim it is kept for, as `namespace/name`. */
  readonly keptFor: string | undefined;
}

/** The property that keeps a volume from a claim, in the order in which a person would mend them. */
export type Obstacle = 'class' | 'volume-mode' | 'attributes-class' | 'selector' | 'access-modes' | 'size';

/** The class of a claim, a claim template or a volume; `undefined` where it names none. */
export function classNameOf(object: Place): string | undefined {
  return (
    textOf(at(object, 'metadata', 'annotations', CLASS_ANNOTATION)) ?? textOf(at(object, 'spec', 'storageClassName'))
  );
}

/** The wish of a claim or claim template; `undefined` where it cannot be read (another rule says why). A volume named outright is no wish. */
export function wishOf(claim: Place): Wish | undefined {
  const spec = at(claim, 'spec');
  const size = parseQuantity(at(spec, 'resources', 'requests', 'storage').value);
  const modes = textListOf(at(spec, 'accessModes'));
  if (size === undefined || modes.length === 0 || textOf(at(spec, 'volumeName')) !== undefined) return undefined;
  const selector = at(spec, 'selector');
  return {
    size,
    modes,
    className: classNameOf(claim) ?? '',
    volumeMode: textOf(at(spec, 'volumeMode')) ?? 'Filesystem',
    attributesClass: textOf(at(spec, 'volumeAttributesClassName')) ?? '',
    selector: selector.value === undefined || selector.value === null ? undefined : selectorAt(selector),
  };
}

/** The offer of a PersistentVolume; `undefined` where it cannot be read. */
export function offerOf(object: Place): Offer | undefined {
  const spec = at(object, 'spec');
  const capacity = at(spec, 'capacity', 'storage').value;
  const size = parseQuantity(capacity);
  if (size === undefined) return undefined;
  const kept = textOf(at(spec, 'claimRef', 'name'));
  return {
    name: textOf(at(object, 'metadata', 'name')) ?? '',
    size,
    sizeText: String(capacity),
    modes: textListOf(at(spec, 'accessModes')),
    className: classNameOf(object) ?? '',
    volumeMode: textOf(at(spec, 'volumeMode')) ?? 'Filesystem',
    attributesClass: textOf(at(spec, 'volumeAttributesClassName')) ?? '',
    labels: textsOf(at(object, 'metadata', 'labels')),
    keptFor: kept === undefined ? undefined : `${textOf(at(spec, 'claimRef', 'namespace')) ?? 'default'}/${kept}`,
  };
}

/** What keeps a volume from a claim; nothing means that it fits. */
export function obstacles(wish: Wish, offer: Offer): Obstacle[] {
  const found: Obstacle[] = [];
  if (offer.className !== wish.className) found.push('class');
  if (offer.volumeMode !== wish.volumeMode) found.push('volume-mode');
  if (offer.attributesClass !== wish.attributesClass) found.push('attributes-class');
  if (wish.selector !== undefined && !selects(wish.selector, offer.labels)) found.push('selector');
  if (!wish.modes.every(mode => offer.modes.includes(mode))) found.push('access-modes');
  if (compareQuantities(offer.size, wish.size) < 0) found.push('size');
  return found;
}

/**
 * The volume that the controller gives a claim: of those that fit, the one with the fewest access modes, then the smallest.
 * Facts: controller-semantics.md, G1 and G2. What is kept for a claim goes to that one, whatever its class and labels (G3).
 */
export function choose(wish: Wish, claim: string, offers: Iterable<Offer>): Offer | undefined {
  let best: Offer | undefined;
  for (const offer of offers) {
    const kept = offer.keptFor === claim;
    if (offer.keptFor !== undefined && !kept) continue;
    const missing = obstacles(wish, offer);
    if (kept && missing.every(obstacle => obstacle === 'class' || obstacle === 'selector')) return offer;
    if (missing.length === 0 && (best === undefined || isBetter(offer, best))) best = offer;
  }
  return best;
}

function isBetter(one: Offer, other: Offer): boolean {
  const modes = new Set(one.modes).size - new Set(other.modes).size;
  return modes === 0 ? compareQuantities(one.size, other.size) < 0 : modes < 0;
}
