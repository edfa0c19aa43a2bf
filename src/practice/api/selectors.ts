import { selects } from '../../core/labels.ts';
import type { KubernetesObject, LabelSelectorRequirement } from '../../core/statefulset/model.ts';
import { at, listOf } from '../json.ts';
import { resources, type ServedResource } from '../resources.ts';
import { badRequest } from '../status.ts';

export type Predicate = (object: KubernetesObject) => boolean;

/** The objects that a list or watch is about, from its labelSelector and fieldSelector. Throws 400 for selectors that cannot be read. */
export function selectionOf(resource: ServedResource, query: URLSearchParams): Predicate | undefined {
  const tests = [
    labelPredicate(query.get('labelSelector') ?? ''),
    fieldPredicate(resource, query.get('fieldSelector') ?? ''),
  ];
  const wanted = tests.filter(test => test !== undefined);
  return wanted.length === 0 ? undefined : object => wanted.every(test => test(object));
}

/** Blanks stand in one place only between two words, so that many of them are read once. */
const requirement =
  /^\s*(?:(!)\s*([^\s!=<>(),]+)|([^\s!=<>(),]+)(?:\s*(?:(in|notin)\s*\(([^)]*)\)|(==|=|!=|>|<)(?:\s*([^\s=!<>,()]+))?))?)\s*(?:,|$)/;

/** `app=web,tier in (a,b),!old`: the text form of a label selector. Gt and Lt compare integers. */
export function parseLabelSelector(text: string): LabelSelectorRequirement[] {
  const found: LabelSelectorRequirement[] = [];
  for (let rest = text; rest.trim() !== ''; ) {
    const match = requirement.exec(rest);
    if (match === null)
      throw badRequest(`unable to parse requirement: found '${rest.trim().slice(0, 40)}', expected: a label selector`);
    found.push(requirementOf(match));
    rest = rest.slice(match[0].length);
  }
  return found;
}

const signs: Readonly<Record<string, string>> = { '=': 'In', '==': 'In', '!=': 'NotIn', '>': 'Gt', '<': 'Lt' };

function requirementOf([
  ,
  ,
  absent,
  key = '',
  set,
  list = '',
  sign,
  value = '',
]: RegExpExecArray): LabelSelectorRequirement {
  if (absent !== undefined) return { key: absent, operator: 'DoesNotExist' };
  if (set !== undefined)
    return { key, operator: set === 'in' ? 'In' : 'NotIn', values: list.split(',').map(each => each.trim()) };
  if (sign !== undefined) return { key, operator: signs[sign] ?? '', values: [value] };
  return { key, operator: 'Exists' };
}

function labelPredicate(text: string): Predicate | undefined {
  const requirements = parseLabelSelector(text);
  if (requirements.length === 0) return undefined;
  const compared = requirements.filter(({ operator }) => operator === 'Gt' || operator === 'Lt');
  const matched = requirements.filter(each => !compared.includes(each));
  return ({ metadata: { labels } }) =>
    selects({ matchExpressions: matched }, labels) && compared.every(each => compares(each, labels?.[each.key]));
}

function compares({ operator, values = [] }: LabelSelectorRequirement, found: string | undefined): boolean {
  if (found === undefined || !/^-?\d+$/.test(found)) return false;
  const difference = Number(found) - Number(values[0]);
  return operator === 'Gt' ? difference > 0 : difference < 0;
}

const onMetadata = ['metadata.name', 'metadata.namespace'];
const onReference = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

/** Fields that can be selected by, besides name and namespace (controller-semantics.md I10). */
const selectable = new Map<ServedResource, readonly string[]>([
  [
    resources.pods,
    [
      'spec.nodeName',
      'spec.restartPolicy',
      'spec.schedulerName',
      'spec.serviceAccountName',
      'spec.hostNetwork',
      'status.phase',
      'status.podIP',
      'status.podIPs',
      'status.nominatedNodeName',
    ],
  ],
  [
    resources.events,
    [...onReference.map(field => `involvedObject.${field}`), 'reason', 'reportingComponent', 'source', 'type'],
  ],
  [resources.groupEvents, [...onReference.map(field => `regarding.${field}`), 'reason', 'reportingController', 'type']],
  [resources.nodes, ['spec.unschedulable']],
  [resources.namespaces, ['status.phase']],
  [resources.services, ['spec.clusterIP', 'spec.type']],
  [resources.secrets, ['type']],
  [resources.replicaSets, ['status.replicas']],
]);

const aliases: Readonly<Record<string, string>> = { 'spec.host': 'spec.nodeName' };

function fieldPredicate(resource: ServedResource, text: string): Predicate | undefined {
  const terms = text.split(',').filter(term => term.trim() !== '');
  if (terms.length === 0) return undefined;
  const tests = terms.map(term => {
    const [, field = '', sign = '', value = ''] = /^\s*([^=!\s]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(term) ?? [];
    if (sign === '') throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
    const name = aliases[field] ?? field;
    requireSelectable(resource, name);
    return (object: KubernetesObject) => (selectableValue(object, name) === value) === (sign !== '!=');
  });
  return object => tests.every(test => test(object));
}

function requireSelectable(resource: ServedResource, field: string): void {
  const own = selectable.get(resource);
  if (onMetadata.includes(field) || own?.includes(field)) return;
  const names = onMetadata.map(name => `"${name}"`).join(', ');
  throw badRequest(
    own === undefined
      ? `"${field}" is not a known field selector: only ${names}`
      : `field label not supported: ${field}`,
  );
}

function selectableValue(object: KubernetesObject, field: string): string {
  if (field === 'source') return text(at(object, 'source', 'component'));
  if (field === 'status.podIPs') return text(at(listOf(at(object, 'status', 'podIPs'))[0], 'ip'));
  if (field === 'spec.unschedulable' || field === 'spec.hostNetwork')
    return String(at(object, ...field.split('.')) ?? false);
  return text(at(object, ...field.split('.')));
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
