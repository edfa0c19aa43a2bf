import type { ContentObject } from '../core/manifest/content.ts';
import { at, isGiven, itemsOf, placeOf, textOf } from '../core/manifest/place.ts';
import { dnsLabelFault } from '../core/names.ts';
import { claimName, podName } from '../core/statefulset/ordinals.ts';

/** What a StatefulSet in a manifest says about its pods, with the server's defaults filled in. */
export interface SetView {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly start: number;
  readonly replicas: number;
  readonly partition: number;
  readonly serviceName: string;
  readonly isOnDelete: boolean;
  readonly isParallel: boolean;
  readonly minReadySeconds: number;
  readonly whenDeleted: string;
  readonly whenScaled: string;
  readonly claimTemplates: readonly string[];
}

/**
 * Reads a set; `undefined` for other kinds, kinds of that name in other groups, and for a set whose name or numbers the API server would not take:
 * such a set has no pods to tell of.
 */
export function setView(object: ContentObject): SetView | undefined {
  if (object.kind !== 'StatefulSet' || !object.checked || !isCountable(object)) return undefined;
  const spec = at(placeOf(object.value), 'spec');
  const strategy = at(spec, 'updateStrategy');
  const retention = at(spec, 'persistentVolumeClaimRetentionPolicy');
  const templates = itemsOf(at(spec, 'volumeClaimTemplates')).map(
    template => textOf(at(template, 'metadata', 'name')) ?? '',
  );
  return {
    name: object.name,
    namespace: object.namespace,
    start: count(at(spec, 'ordinals', 'start').value, 0),
    replicas: count(at(spec, 'replicas').value, 1),
    partition: count(at(strategy, 'rollingUpdate', 'partition').value, 0),
    serviceName: textOf(at(spec, 'serviceName')) ?? '',
    isOnDelete: at(strategy, 'type').value === 'OnDelete',
    isParallel: at(spec, 'podManagementPolicy').value === 'Parallel',
    minReadySeconds: count(at(spec, 'minReadySeconds').value, 0),
    whenDeleted: textOf(at(retention, 'whenDeleted')) || 'Retain',
    whenScaled: textOf(at(retention, 'whenScaled')) || 'Retain',
    claimTemplates: [...new Set(templates.filter(name => name !== ''))],
  };
}

/** The pods from the nth to the mth place (from zero, both included) by name: `web-0`, `web-0, web-1`, `web-0 … web-4`. */
export function podsText({ name, start }: SetView, first: number, last: number): string {
  return listed(first, last, place => podName(name, start + place));
}

/** The claims that a template makes for all pods, in the same form. */
export function claimsText({ name, start, replicas }: SetView, template: string): string {
  return listed(0, replicas - 1, place => claimName(template, name, start + place));
}

/** The ordinals that the partition holds and updates, as counts: the first `held` pods stay. Fact C5. */
export function held({ partition, replicas }: SetView): number {
  return Math.min(partition, replicas);
}

/** Whether the API server would take the name and the numbers by which pods are told. */
function isCountable({ name, value }: ContentObject): boolean {
  const spec = at(placeOf(value), 'spec');
  const numbers = [
    at(spec, 'replicas'),
    at(spec, 'ordinals', 'start'),
    at(spec, 'updateStrategy', 'rollingUpdate', 'partition'),
  ];
  return dnsLabelFault(name) === undefined && numbers.every(place => !isGiven(place) || isCount(place.value));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function listed(first: number, last: number, nameOf: (place: number) => string): string {
  if (last < first) return '';
  if (last === first) return nameOf(first);
  return `${nameOf(first)}${last === first + 1 ? ', ' : ' … '}${nameOf(last)}`;
}

function count(value: unknown, otherwise: number): number {
  return isCount(value) ? value : otherwise;
}
