import type { Golden, GoldenStep } from './scenario.ts';

/** What two runs of a scenario must agree on: a name for each fact, and its value as text. */
export interface Facts {
  readonly facts: ReadonlyMap<string, string>;
  /** Normal events that were said. Clusters fold and drop events, so a run may say more than a recording holds. */
  readonly said: ReadonlySet<string>;
}

/** The facts that are promised: the order between pods only where the controller promises one, the middle of a step only where it is waited for. */
export function factsOf(golden: Golden, exactVolumes = golden.exactVolumes === true): Facts {
  const facts = new Map<string, string>();
  const loose = golden.steps.some(step => step.for !== undefined);
  for (const [index, step] of golden.steps.entries()) {
    const fact = (what: string, value: unknown) => facts.set(`${index} ${step.say}: ${what}`, JSON.stringify(value));
    fact('refused', step.refused ?? null);
    if (!loose) {
      for (const [what, value] of podFacts(golden, step)) fact(what, value);
      const claims = step.observed.filter(line => line.startsWith('claim ') && !line.endsWith(' terminating'));
      fact('claims', (exactVolumes ? claims : claims.map(line => line.replace(/ bound to \S+$/, ' bound'))).sort());
      fact(
        'revisions',
        step.observed.filter(line => line.startsWith('revision ') && !line.endsWith(' deleted')),
      );
      fact('endpoints', step.endpoints ?? null);
    }
    if (!loose || index === golden.steps.length - 1)
      fact('status', step.status === undefined ? null : sorted(step.status));
  }
  for (const [kind, table] of Object.entries(golden.tables ?? {}))
    facts.set(`table of ${kind}: columns`, JSON.stringify(table.columns));
  const said = golden.steps
    .flatMap(step => step.events ?? [])
    .map(line => line.replace('(combined from similar events): ', ''))
    .filter(line => line.startsWith('Normal '));
  return { facts, said: new Set(said) };
}

/** One line for each fact of the recording that the run does not bear out. */
export function differences(want: Facts, got: Facts): string[] {
  const lines: string[] = [];
  for (const [name, value] of want.facts) {
    const found = got.facts.get(name);
    if (found !== value) lines.push(`${name}\n  want ${value}\n  got  ${found ?? 'nothing'}`);
  }
  const unsaid = [...want.said].filter(line => !got.said.has(line));
  if (unsaid.length > 0) lines.push(`events never said\n  ${unsaid.join('\n  ')}`);
  return lines;
}

function podFacts(golden: Golden, step: GoldenStep): [string, unknown][] {
  const pods = step.observed.filter(line => line.startsWith('pod '));
  if (
    golden.steps.some(
      each => each.apply?.some(object => object.kind === 'Deployment') || each.patch?.kind === 'Deployment',
    )
  ) {
    const conditions = step.status?.['conditions'];
    return [
      ['replica sets in order', step.observed.filter(line => line.startsWith('replicaset '))],
      ['pods', pods.sort()],
      ['conditions', Array.isArray(conditions) ? [...conditions].sort() : []],
    ];
  }
  const free = /"Parallel"|maxUnavailable/.test(JSON.stringify(golden.steps)) || step.delete?.kind === 'StatefulSet';
  return free ? [['pods', byPod(pods)]] : [['pods in order', pods]];
}

/** What happened to each pod, in order; the pods by name. */
function byPod(lines: readonly string[]): string[][] {
  const pods = new Map<string, string[]>();
  for (const line of lines) {
    const name = line.split(' ')[1] ?? '';
    pods.set(name, [...(pods.get(name) ?? []), line]);
  }
  return [...pods.keys()].sort().map(name => pods.get(name) ?? []);
}

function sorted(status: Readonly<Record<string, unknown>>): object {
  const kept = Object.entries(status).filter(([key]) => key !== 'conditions' && key !== 'observedGeneration');
  return Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)));
}
