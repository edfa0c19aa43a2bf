import type { PodAnswer, PortAnswer, ServiceNames, Silence } from '../../core/service/names.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import type { Code, Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import type { Target } from '../target.ts';
import { aloud, type Branch, colors, facts, type Row } from './row.ts';

/** What queries for a Service's names would be answered with now: its own, those of its ports, and those of the pods. */
export function nameBranches(set: StatefulSet, names: ServiceNames, say: Say): Branch[] {
  const namespace = set.metadata.namespace ?? '';
  const service: Target = { kind: 'Service', namespace, name: set.spec.serviceName ?? '' };
  const rows = [
    queryRow('A', names.service.name, names.service.addresses, service, say),
    ...names.ports.map((port: PortAnswer) => queryRow('SRV', port.name, port.targets, service, say)),
    ...names.pods.map(pod => podNameRow(pod, { kind: 'Pod', namespace, name: pod.pod }, say)),
  ];
  return rows.map(row => ({ row, children: [] }));
}

function queryRow(type: 'A' | 'SRV', name: string, answers: readonly string[], service: Target, say: Say): Row {
  const found = answers.length > 0;
  const description = found ? answers.join(', ') : say('name-does-not-exist');
  return {
    id: `query/${type}/${name}`,
    kind: rowKinds.serviceName,
    label: `${nearName(name, service)} (${type})`,
    description,
    icon: { name: 'search', color: found ? colors.good : colors.waiting },
    tooltip: [
      ...facts([say('fact-name'), name], [say('fact-answer'), description]),
      ...(found ? [] : [{ sentence: say('name-does-not-exist-tooltip') }]),
      { sentence: say(type === 'A' ? 'query-a-tooltip' : 'query-srv-tooltip', { name }) },
    ],
    spoken: say('spoken-query', { type, name, answer: description }),
    branch: 'leaf',
    target: service,
  };
}

const SILENCES = {
  'no-pod': ['silence-no-pod', 'silence-no-pod-tooltip'],
  'no-address': ['silence-no-address', 'silence-no-address-tooltip'],
  'not-ready': ['silence-not-ready', 'silence-not-ready-tooltip'],
  'not-listed': ['silence-not-listed', 'silence-not-listed-tooltip'],
  'without-name': ['silence-without-name', 'silence-without-name-tooltip'],
} as const satisfies Readonly<Record<Silence, readonly [Code, Code]>>;

function podNameRow({ pod, name, addresses, silence }: PodAnswer, target: Target, say: Say): Row {
  const [word, reason] = silence === undefined ? [undefined, undefined] : SILENCES[silence];
  const description = word === undefined ? addresses.join(', ') : say(word);
  const why = reason === undefined ? undefined : say(reason, { pod });
  const isWrong = silence === 'not-listed' || silence === 'without-name';
  const faulty = { name: 'warning', color: colors.waiting };
  const quiet = { name: 'symbol-constant', color: silence === undefined ? colors.good : colors.faint };
  return {
    id: `name/${name}`,
    kind: rowKinds.podName,
    label: nearName(name, target),
    description,
    icon: isWrong ? faulty : quiet,
    tooltip: [
      ...(why === undefined ? [] : [{ sentence: why }]),
      ...facts([say('fact-name'), name], [say('fact-answer'), description]),
      { sentence: say('pod-name-tooltip', { pod }) },
    ],
    spoken: say('spoken-name', { name, answer: why === undefined ? description : aloud(say, description, why) }),
    branch: 'leaf',
    target,
  };
}

/** The name as pods of the same namespace may ask for it: the rest is the same in every row, and would leave no room for the answer. */
function nearName(name: string, { namespace }: Target): string {
  const rest = `.${namespace}.svc`;
  return name.endsWith(rest) ? name.slice(0, -rest.length) : name;
}
