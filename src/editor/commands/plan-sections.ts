import type { Deployment } from '../../core/deployment/model.ts';
import { podRanges } from '../../core/statefulset/ordinals.ts';
import type { Plan } from '../../core/statefulset/plan.ts';
import { type PlanLine, planLines } from '../../core/statefulset/plan-lines.ts';
import type { CommandSay } from '../../words/words.ts';
import type { PreviewLine, PreviewSection } from './preview-model.ts';

/** A plan as sections of a preview: what to know first, then the steps in order, what stays, and what becomes of the data. */
export function planSections(plan: Plan, set: string, say: CommandSay): PreviewSection[] {
  const { steps, stays, claims, notes } = planLines(plan, set);
  const together = plan.steps.flatMap(step =>
    step.do === 'delete' && step.because === 'set-deleted' ? [step.pod] : [],
  );
  const isStopped = plan.stuckAt !== undefined || plan.strandedOn.length > 0;
  if (together.length > 0) return deletionSections(podRanges(set, together), claims, say);
  return [
    {
      heading: say('section-notes'),
      lines: notes.map(line => toLine(line, isStopped ? 'warning' : 'info', say)),
    },
    { heading: say('section-steps'), lines: steps.map((line, index) => numbered(line, index, steps.length, say)) },
    { heading: say('section-stays'), lines: stays.map(line => toLine(line, 'circle-outline', say)) },
    { heading: say('section-claims'), lines: claims.map(line => toLine(line, 'database', say)) },
  ];
}

/** The pods of a set that is deleted go all at once, in no order. Fact I8. */
function deletionSections(pods: string, claims: readonly PlanLine[], say: CommandSay): PreviewSection[] {
  return [
    { heading: say('section-pods'), lines: [{ icon: 'trash', text: say('set-deletes-pods', { pods }) }] },
    { heading: say('section-claims'), lines: claims.map(line => toLine(line, 'database', say)) },
  ];
}

/** What happens to a Deployment whose template changes. Its pods have no order that could be told. */
export function deploymentSections(
  before: Deployment | undefined,
  after: Deployment,
  say: CommandSay,
): PreviewSection[] {
  const wanted = after.spec.replicas ?? 1;
  const lines: PreviewLine[] = [];
  if (before === undefined) lines.push({ icon: 'add', text: say('deployment-creates', { wanted }) });
  else if (JSON.stringify(before.spec.template) !== JSON.stringify(after.spec.template)) {
    const recreate = after.spec.strategy?.type === 'Recreate';
    lines.push({
      icon: 'sync',
      text: recreate ? say('deployment-recreates', { wanted }) : say('deployment-rolls', { wanted }),
    });
  }
  const had = before?.spec.replicas ?? 1;
  if (before !== undefined && had !== wanted)
    lines.push({ icon: 'symbol-numeric', text: say('deployment-scales', { from: had, to: wanted }) });
  return [{ heading: say('section-steps'), lines }];
}

function numbered(line: PlanLine, index: number, count: number, say: CommandSay): PreviewLine {
  const number = String(index + 1).padStart(String(count).length, ' ');
  return { icon: iconOf(line.code), text: `${number}. ${say.data(line)}` };
}

function toLine(line: PlanLine, icon: string, say: CommandSay): PreviewLine {
  return { icon, text: say.data(line) };
}

function iconOf(code: string): string {
  if (code.startsWith('plan-step-create')) return 'add';
  if (code === 'plan-step-replace' || code === 'plan-step-recreate') return 'sync';
  return 'trash';
}
