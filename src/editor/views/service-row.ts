import { serviceSelects } from '../../core/labels.ts';
import { type ServiceNames, serviceNames } from '../../core/service/names.ts';
import type { Service, StatefulSet } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { nameBranches } from './name-rows.ts';
import { aloud, type Branch, colors, facts, type Icon, parts, type Row } from './row.ts';
import type { SetFacts } from './set-facts.ts';

/** The Service that gives a set's pods their names, and under it what those names are worth now. */
export function serviceBranch(facts: SetFacts, say: Say): Branch {
  const { set, service, slices, pods, seesSlices } = facts;
  const known = service === undefined || typeof service === 'string' ? undefined : service;
  if (known === undefined || seesSlices !== 'clear' || !isLookedUp(known))
    return { row: serviceRow(set, service, undefined, say), children: [] };
  const names = serviceNames(set, known, slices, pods);
  return { row: serviceRow(set, service, names, say), children: nameBranches(set, names, say) };
}

/** An ExternalName leads out of the cluster: there are no endpoints to tell of. */
function isLookedUp({ spec }: Service): boolean {
  return spec.type !== 'ExternalName';
}

function serviceRow(set: StatefulSet, service: SetFacts['service'], names: ServiceNames | undefined, say: Say): Row {
  const namespace = set.metadata.namespace ?? '';
  const name = set.spec.serviceName ?? '';
  const judgement = judged(set, name, service, say);
  const known = typeof service === 'string' ? undefined : service;
  const addresses = names === undefined ? undefined : addressesText(names, say);
  const isWell = judgement.icon.color === colors.good;
  const isSilent = isWell && names !== undefined && names.ready.length === 0 && names.pods.length > 0;
  const description = isWell
    ? parts(say('service'), addresses, judgement.description)
    : parts(judgement.description, addresses);
  return {
    id: `service/${namespace}/${set.metadata.name}`,
    kind: known === undefined ? rowKinds.note : rowKinds.service,
    label: name === '' ? say('service-none-label') : name,
    description,
    icon: isSilent ? { ...judgement.icon, color: colors.waiting } : judgement.icon,
    tooltip: facts(
      [say('fact-type'), known?.spec.type],
      [say('fact-cluster-ip'), known?.spec.clusterIP],
      [
        say('fact-ports'),
        known?.spec.ports?.map(port => `${port.name === undefined ? '' : `${port.name} `}${port.port}`).join(', '),
      ],
      [say('fact-addresses-ready'), names?.ready.join(', ')],
      [say('fact-addresses-not-ready'), names?.notReady.join(', ')],
      [say('fact-publishes-not-ready'), known?.spec.publishNotReadyAddresses === true ? say('yes') : undefined],
      [say('fact-dns'), name === '' ? undefined : `${set.metadata.name}-0.${name}.${namespace}.svc`],
    ),
    spoken: say('spoken-service', { service: name, state: aloud(say, judgement.description, addresses) }),
    branch: names === undefined ? 'leaf' : 'closed',
    target: known === undefined ? undefined : { kind: 'Service', namespace, name },
  };
}

/** A wanted pod without an address counts: no slice lists it, and its name leads nowhere. */
function addressesText({ ready, notReady, pods }: ServiceNames, say: Say): string {
  const missing = pods.filter(({ silence }) => silence === 'no-pod' || silence === 'no-address').length;
  return say('addresses-ready', { ready: ready.length, all: ready.length + notReady.length + missing });
}

function judged(
  set: StatefulSet,
  name: string,
  service: SetFacts['service'],
  say: Say,
): { readonly description: string; readonly icon: Icon } {
  const good: Icon = { name: 'globe', color: colors.good };
  const doubtful: Icon = { name: 'warning', color: colors.waiting };
  if (name === '') return { description: say('service-none'), icon: { name: 'globe', color: colors.faint } };
  if (service === 'loading')
    return { description: say('service-loading'), icon: { name: 'globe', color: colors.faint } };
  if (service === 'hidden')
    return { description: say('service-unknown'), icon: { name: 'globe', color: colors.faint } };
  if (service === undefined) return { description: say('service-missing'), icon: doubtful };
  if (service.spec.clusterIP !== 'None') return { description: say('service-not-headless'), icon: doubtful };
  if (!selectsPods(service, set)) return { description: say('service-selects-others'), icon: doubtful };
  return { description: say('service-headless'), icon: good };
}

/** A Service without a selector has its endpoints from elsewhere; nothing can be said against it. */
function selectsPods(service: Service, set: StatefulSet): boolean {
  const selector = service.spec.selector ?? {};
  return Object.keys(selector).length === 0 || serviceSelects(selector, set.spec.template.metadata?.labels);
}
