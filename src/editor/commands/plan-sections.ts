import { addsPods, deploymentLines } from '../../core/deployment/change-lines.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import type { ResourceQuota } from '../../core/quota/scope.ts';
import { podRanges } from '../../core/statefulset/ordinals.ts';
import type { Plan } from '../../core/statefulset/plan.ts';
import { type PlanLine, planLines } from '../../core/statefulset/plan-lines.ts';
import type { CommandSay } from '../../words/words.ts';
import type { PreviewLine, PreviewSection } from './preview-model.ts';

/** A plan as sections of a preview: what to know first, then the steps in order, what stays, and what becomes of the data. */
export function planSections(plan: Plan, set: string, say: CommandSay, isQuotaKnown = true): PreviewSection[] {
  const { steps, stays, claims, notes } = planLines(plan, set);
  const together = plan.steps.flatMap(step =>
    step.do === 'delete' && step.because === 'set-deleted' ? [step.pod] : [],
  );
  const isStopped = plan.stuckAt !== undefined || plan.strandedOn.length > 0;
  if (together.length > 0) {
    const pods = podRanges(set, together);
    const text = together.length === 1 ? say('set-deletes-pod', { pod: pods }) : say('set-deletes-pods', { pods });
    return deletionSections(text, claims, say);
  }
  return [
    {
      heading: say('section-notes'),
      lines: [
        ...notes.map(line => toLine(line, isStopped ? 'warning' : 'info', say)),
        ...unknownQuota(plan, isQuotaKnown, say),
      ],
    },
    { heading: say('section-steps'), lines: steps.map((line, index) => numbered(line, index, steps.length, say)) },
    { heading: say('section-stays'), lines: stays.map(line => toLine(line, 'circle-outline', say)) },
    { heading: say('section-claims'), lines: claims.map(line => toLine(line, 'database', say)) },
  ];
}

/** That nobody could look whether new pods will be let in. */
function unknownQuota({ steps }: Plan, isKnown: boolean, say: CommandSay): PreviewLine[] {
  if (isKnown || steps.every(step => step.do !== 'create')) return [];
  return [{ icon: 'question', text: say('plan-note-quota-unknown') }];
}

/** The pods of a set that is deleted go all at once, in no order. Fact I8. */
function deletionSections(text: string, claims: readonly PlanLine[], say: CommandSay): PreviewSection[] {
  return [
    { heading: say('section-pods'), lines: [{ icon: 'trash', text }] },
    { heading: say('section-claims'), lines: claims.map(line => toLine(line, 'database', say)) },
  ];
}

const DEPLOYMENT_ICONS: Readonly<Record<string, string>> = {
  'deployment-creates': 'add',
  'deployment-scales': 'symbol-numeric',
};

/** What happens to a Deployment that is created or changed, as far as its quotas are known (`undefined`: they may not be read). */
export function deploymentSections(
  before: Deployment | undefined,
  after: Deployment,
  say: CommandSay,
  quotas: readonly ResourceQuota[] | undefined = [],
): PreviewSection[] {
  const lines = deploymentLines(before, after, quotas);
  const isUnknown = quotas === undefined && addsPods(before, after);
  const unknown = isUnknown ? [{ icon: 'question', text: say('plan-note-quota-unknown') }] : [];
  return [
    {
      heading: say('section-notes'),
      lines: [...lines.filter(({ stops }) => stops).map(line => toLine(line, 'warning', say)), ...unknown],
    },
    {
      heading: say('section-steps'),
      lines: lines.filter(({ stops }) => !stops).map(line => toLine(line, DEPLOYMENT_ICONS[line.code] ?? 'sync', say)),
    },
  ];
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
