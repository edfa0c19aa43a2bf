import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { amountText, sum } from '../../core/quota/usage.ts';
import { at, type JsonObject, listOf, objectOf, stringOf, withAt } from '../json.ts';
import { changed, filled } from '../kinds/pod-template.ts';
import type { Surroundings } from '../kinds/rules.ts';
import { resources, type ServedResource } from '../resources.ts';
import { forbidden } from '../status.ts';

/**
 * The admission plugin LimitRanger (validation-rules.md T11 and V15): a new pod gets the defaults of the LimitRanges of its namespace and is held
 * to their bounds. Throws 403.
 */
export function withinPodLimits(pod: JsonObject, around: Surroundings): JsonObject {
  const limits = limitsOf(pod, around);
  if (limits.length === 0) return pod;
  const limited = limits.filter(limit => at(limit, 'type') === 'Container').reduce(withContainerDefaults, pod);
  const containers = ['containers', 'initContainers'].flatMap(key => listOf(at(limited, 'spec', key)));
  refuse(resources.pods, limited, [
    ...limits.flatMap(limit => {
      if (at(limit, 'type') === 'Container')
        return containers.flatMap(container =>
          faultsOf(limit, amountsOf([container], 'requests'), amountsOf([container], 'limits')),
        );
      if (at(limit, 'type') !== 'Pod') return [];
      const together = listOf(at(limited, 'spec', 'containers'));
      return faultsOf(limit, amountsOf(together, 'requests'), amountsOf(together, 'limits'));
    }),
  ]);
  return limited;
}

/** Holds what a claim asks for to the LimitRanges of its namespace. Throws 403. */
export function requireClaimLimits(claim: JsonObject, around: Surroundings): void {
  const asked = amountsOf([at(claim, 'spec')], 'requests');
  refuse(
    resources.persistentVolumeClaims,
    claim,
    limitsOf(claim, around).flatMap(limit =>
      at(limit, 'type') === 'PersistentVolumeClaim'
        ? [...tooLittle(limit, asked, new Map()), ...tooMuchAsked(limit, asked)]
        : [],
    ),
  );
}

/** Defaults of a limit of containers, which follow from each other: the maximum, the limit, the request, the minimum. */
export function withLimitDefaults(limit: JsonObject): JsonObject {
  if (limit['type'] !== 'Container') return limit;
  const most = filled(objectOf(limit['default']), objectOf(limit['max']));
  const asked = filled(filled(objectOf(limit['defaultRequest']), most), objectOf(limit['min']));
  return { ...limit, ...filledIn('default', most), ...filledIn('defaultRequest', asked) };
}

function filledIn(key: string, amounts: JsonObject): JsonObject {
  return Object.keys(amounts).length === 0 ? {} : { [key]: amounts };
}

type Amounts = ReadonlyMap<string, bigint>;

function limitsOf(object: JsonObject, around: Surroundings): readonly unknown[] {
  const namespace = stringOf(at(object, 'metadata', 'namespace'));
  return around.list(resources.limitRanges, namespace).flatMap(each => listOf(at(each, 'spec', 'limits')));
}

function amountsOf(holders: readonly unknown[], part: 'requests' | 'limits'): Amounts {
  return sum(holders.map(holder => amounts(at(holder, 'resources', part))));
}

function amounts(value: unknown): Amounts {
  const entries = Object.entries(objectOf(value));
  return new Map(entries.map(([name, amount]) => [name, parseQuantity(amount)?.nano ?? 0n]));
}

const annotation = 'kubernetes.io/limit-ranger';

function withContainerDefaults(pod: JsonObject, limit: unknown): JsonObject {
  const said: string[] = [];
  const fill = (kind: string) => (container: JsonObject) =>
    changed({ resources: {}, ...container }, 'resources', own => {
      const requests = filled(objectOf(own['requests']), objectOf(at(limit, 'defaultRequest')));
      const limits = filled(objectOf(own['limits']), objectOf(at(limit, 'default')));
      const added = (now: JsonObject, part: 'requests' | 'limits'): string =>
        Object.keys(now)
          .filter(name => at(own, part, name) === undefined)
          .sort()
          .join(', ');
      const name = `for ${kind} ${stringOf(container['name']) ?? ''}`;
      const [asked, most] = [added(requests, 'requests'), added(limits, 'limits')];
      if (asked !== '') said.push(`${asked} request ${name}`);
      if (most !== '') said.push(`${most} limit ${name}`);
      return { ...own, ...filledIn('requests', requests), ...filledIn('limits', limits) };
    });
  const next = changed(pod, 'spec', spec =>
    changed(changed(spec, 'containers', fill('container')), 'initContainers', fill('init container')),
  );
  if (said.length === 0) return pod;
  return withAt(next, ['metadata', 'annotations'], {
    ...objectOf(at(pod, 'metadata', 'annotations')),
    [annotation]: `LimitRanger plugin set: ${said.join('; ')}`,
  });
}

function faultsOf(limit: unknown, requests: Amounts, limits: Amounts): readonly string[] {
  return [
    ...tooLittle(limit, requests, limits),
    ...tooMuch(limit, requests, limits),
    ...tooFar(limit, requests, limits),
  ];
}

function tooLittle(limit: unknown, requests: Amounts, limits: Amounts): readonly string[] {
  return bounds(limit, 'min').flatMap(({ name, bound, usage }) => {
    const request = requests.get(name);
    const most = limits.get(name);
    if (request === undefined) return [`minimum ${usage}.  No request is specified`];
    if (request < bound.nano) return [`minimum ${usage}, but request is ${amountText(name, request)}`];
    return most !== undefined && most < bound.nano ? [`minimum ${usage}, but limit is ${amountText(name, most)}`] : [];
  });
}

function tooMuch(limit: unknown, requests: Amounts, limits: Amounts): readonly string[] {
  return bounds(limit, 'max').flatMap(({ name, bound, usage }) => {
    const request = requests.get(name);
    const most = limits.get(name);
    if (most === undefined) return [`maximum ${usage}.  No limit is specified`];
    if (most > bound.nano) return [`maximum ${usage}, but limit is ${amountText(name, most)}`];
    return request !== undefined && request > bound.nano
      ? [`maximum ${usage}, but request is ${amountText(name, request)}`]
      : [];
  });
}

function tooMuchAsked(limit: unknown, requests: Amounts): readonly string[] {
  return bounds(limit, 'max').flatMap(({ name, bound, usage }) => {
    const request = requests.get(name);
    if (request === undefined) return [`maximum ${usage}.  No request is specified`];
    return request > bound.nano ? [`maximum ${usage}, but request is ${amountText(name, request)}`] : [];
  });
}

function tooFar(limit: unknown, requests: Amounts, limits: Amounts): readonly string[] {
  return bounds(limit, 'maxLimitRequestRatio').flatMap(({ name, bound, type }) => {
    const [request = 0n, most = 0n] = [requests.get(name), limits.get(name)];
    const ratio = `${name} max limit to request ratio per ${type} is ${formatQuantity(bound)}`;
    if (request === 0n) return [`${ratio}, but no request is specified or request is 0`];
    if (most === 0n) return [`${ratio}, but no limit is specified or limit is 0`];
    const found = Number(most) / Number(request);
    return found > Number(bound.nano) / 1e9 ? [`${ratio}, but provided ratio is ${found.toFixed(6)}`] : [];
  });
}

interface Bound {
  readonly name: string;
  readonly bound: { readonly nano: bigint; readonly format: 'decimal' | 'binary' | 'exponent' };
  readonly type: string;
  /** `cpu usage per Container is 1` */
  readonly usage: string;
}

function bounds(limit: unknown, field: 'min' | 'max' | 'maxLimitRequestRatio'): readonly Bound[] {
  const type = stringOf(at(limit, 'type')) ?? '';
  return Object.entries(objectOf(at(limit, field)))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, amount]) => {
      const bound = parseQuantity(amount);
      return bound === undefined
        ? []
        : [{ name, bound, type, usage: `${name} usage per ${type} is ${formatQuantity(bound)}` }];
    });
}

function refuse(resource: ServedResource, object: JsonObject, faults: readonly string[]): void {
  const distinct = [...new Set(faults)];
  if (distinct.length === 0) return;
  const why = distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`;
  throw forbidden(resource, stringOf(at(object, 'metadata', 'name')) ?? '', why ?? '');
}
