import { planLines } from '../../core/statefulset/plan-lines.ts';
import { fieldChangesText } from '../../words/field-changes.ts';
import type { CommandLineSay, Told } from '../../words/words.ts';
import type { Planned } from './planned.ts';

/** A plan as a person reads it: what to know first, then the steps in order, what stays, and what becomes of the data. */
export function planText(planned: Planned, say: CommandLineSay): string {
  const { kind, name, namespace, action, plan, changes, remarks, revision, renews } = planned;
  const title = say(`plan-title-${action}`, { object: `${kind} ${name}`, namespace });
  const { notes, steps, stays, claims } =
    plan === undefined ? { notes: [], steps: changes, stays: [], claims: [] } : planLines(plan, name);
  const named = revision === undefined || plan === undefined || !renews ? [] : [revisionLine(planned)];
  const width = String(steps.length).length;
  const numbered = steps.map((step, index) => `${String(index + 1).padStart(width)}. ${say.data(step)}`);
  return [
    title,
    ...section(changedFields(planned, say)),
    ...section([...remarks, ...notes, ...named].map(say.data)),
    ...section(plan === undefined ? steps.map(say.data) : numbered, say('section-steps'), plan !== undefined),
    ...section(stays.map(say.data), say('section-stays')),
    ...section(claims.map(say.data), say('section-claims')),
  ].join('\n');
}

/** The sentences of a plan on one line each, for programs that show them. */
export function sentencesOf(planned: Planned, say: CommandLineSay): string[] {
  const { name, plan, changes, remarks } = planned;
  const { notes, steps, stays, claims } =
    plan === undefined ? { notes: [], steps: changes, stays: [], claims: [] } : planLines(plan, name);
  return [...changedFields(planned, say), ...[...remarks, ...notes, ...steps, ...stays, ...claims].map(say.data)];
}

function changedFields({ differences }: Planned, say: CommandLineSay): string[] {
  const text = fieldChangesText(differences, say);
  return text === undefined ? [] : [text];
}

function revisionLine({ plan, revision = '' }: Planned): Told {
  return { code: 'plan-revision', values: { number: plan?.updateRevision ?? '?', name: revision } };
}

function section(lines: readonly string[], heading = '', isHeaded = heading !== ''): string[] {
  if (lines.length === 0) return [];
  return [...(isHeaded ? [`  ${heading}:`] : []), ...lines.map(line => `  ${isHeaded ? '  ' : ''}${line}`)];
}
