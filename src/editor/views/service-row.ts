import { serviceSelects } from '../../core/labels.ts';
import type { Service, StatefulSet } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { colors, facts, type Icon, type Row } from './row.ts';
import type { SetFacts } from './set-facts.ts';

/** The row of the Service that gives a set's pods their names. */
export function serviceRow(set: StatefulSet, service: SetFacts['service'], say: Say): Row {
  const namespace = set.metadata.namespace ?? '';
  const name = set.spec.serviceName ?? '';
  const { description, icon } = judged(set, name, service, say);
  const known = typeof service === 'string' ? undefined : service;
  return {
    id: `service/${namespace}/${set.metadata.name}`,
    kind: known === undefined ? rowKinds.note : rowKinds.service,
    label: name === '' ? say('service-none-label') : name,
    description,
    icon,
    tooltip: facts(
      [say('fact-type'), known?.spec.type],
      [say('fact-cluster-ip'), known?.spec.clusterIP],
      [
        say('fact-ports'),
        known?.spec.ports?.map(port => `${port.name === undefined ? '' : `${port.name} `}${port.port}`).join(', '),
      ],
      [say('fact-dns'), name === '' ? undefined : `${set.metadata.name}-0.${name}.${namespace}.svc`],
    ),
    spoken: say('spoken-service', { service: name, state: description }),
    branch: 'leaf',
    target: known === undefined ? undefined : { kind: 'Service', namespace, name },
  };
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
