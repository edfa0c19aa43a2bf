import type { CommandLineSay } from '../../words/words.ts';
import { reach } from '../cluster/reach.ts';
import { answering, refusal } from '../refusal.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { type Asked, readArguments } from './arguments.ts';
import { planLive } from './live.ts';
import { readManifests, type Workload } from './manifests.ts';
import { planOffline } from './offline.ts';
import type { Planned } from './planned.ts';
import { planText, sentencesOf } from './text.ts';

/**
 * `ordinal plan -f FILE`: what applying manifests would do, from a live cluster or from older manifests. Resolves with the exit code: 0 when
 * it goes through, 1 when it would be refused or would stop on the way, 2 when it could not be planned.
 */
export function plan(args: readonly string[], terminal: Terminal): Promise<number> {
  return answering(terminal, async say => {
    const asked = readArguments(args);
    if (asked === undefined) throw refusal('plan-usage');
    const { workloads, others } = await readManifests(asked.files, terminal.stdin);
    if (workloads.length === 0) throw refusal('plan-nothing', { files: asked.files.join(', ') });
    const planned = await planAsked(asked, workloads, terminal);
    if (asked.format === 'json') terminal.out(asJson(planned, say));
    else {
      if ('from' in asked.before) terminal.err(`${say('plan-assumes', { file: asked.before.from })}\n`);
      if (others.length > 0) terminal.err(`${say('plan-others', { objects: others.join(', ') })}\n`);
      terminal.out(planned.map(one => `${planText(one, say)}\n`).join('\n'));
    }
    const goesThrough = planned.every(
      ({ action, plan: found, changes }) =>
        action !== 'refused' && found?.stuckAt === undefined && changes.every(({ stops }) => stops !== true),
    );
    return goesThrough ? EXIT.well : EXIT.trouble;
  });
}

async function planAsked({ before }: Asked, workloads: readonly Workload[], terminal: Terminal): Promise<Planned[]> {
  if ('from' in before) {
    const older = await readManifests([before.from], terminal.stdin);
    return planOffline(older.workloads, workloads, before.namespace ?? 'default', before.version);
  }
  const reached = await reach(before.where, terminal);
  const stop = () => reached.connection.close();
  terminal.interrupted.addEventListener('abort', stop, { once: true });
  try {
    return await planLive(reached, workloads, terminal.interrupted);
  } finally {
    terminal.interrupted.removeEventListener('abort', stop);
    stop();
  }
}

/** One object for one workload, a list for several. */
function asJson(planned: readonly Planned[], say: CommandLineSay): string {
  const all = planned.map(one => {
    const { plan: found, changes: _, remarks: __, ...rest } = one;
    return { ...rest, ...found, sentences: sentencesOf(one, say) };
  });
  return `${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`;
}
