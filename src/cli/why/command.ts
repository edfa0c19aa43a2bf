import { readFile, writeFile } from 'node:fs/promises';
import type { CommandLineSay } from '../../words/words.ts';
import { answering, refusal } from '../refusal.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { type Asked, readArguments } from './arguments.ts';
import { liveSnapshot } from './live.ts';
import { type Judged, judge, parseSnapshot, type Snapshot } from './snapshot.ts';
import { told, whyText } from './text.ts';

/**
 * `ordinal why [NAME]`: the verdict on a live set, or with `--snapshot` on a saved state. Resolves with the exit code: 0, or 1 if
 * something is stuck, or 2 when it was called wrongly or could not be judged.
 */
export function why(args: readonly string[], terminal: Terminal): Promise<number> {
  return answering(terminal, async say => {
    const asked = readArguments(args);
    if (asked === undefined) throw refusal('why-usage');
    const judged = await judgeAsked(asked, terminal, say);
    const place = 'where' in asked.source ? asked.source.where : {};
    terminal.out(
      asked.format === 'json' ? asJson(judged, say) : judged.map(one => whyText(one, place, say)).join('\n'),
    );
    if (judged.some(({ verdict }) => verdict.verdict === 'stuck')) return EXIT.trouble;
    return judged.some(({ verdict }) => verdict.verdict === 'unknown') ? EXIT.unusable : EXIT.well;
  });
}

async function judgeAsked({ source, wanted }: Asked, terminal: Terminal, say: CommandLineSay): Promise<Judged[]> {
  if ('snapshot' in source) {
    const judged = judge(await readSnapshot(source.snapshot), wanted);
    if (judged.length === 0) throw refusal('why-nothing', { file: source.snapshot });
    return judged;
  }
  const { snapshot, context, namespace } = await liveSnapshot(source.where, terminal);
  if (source.save !== undefined) {
    await save(source.save, snapshot);
    terminal.err(`${say('why-saved', { file: source.save })}\n`);
  }
  const judged = judge(snapshot, wanted);
  if (judged.length > 0) return judged;
  if (wanted === undefined) throw refusal('cli-nothing-in-namespace', { namespace, context });
  throw refusal('cli-no-workload', { namespace, context, name: wanted.name });
}

async function readSnapshot(file: string): Promise<Snapshot> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw refusal('cli-file-unreadable', { file, reason });
  });
  const snapshot = parseSnapshot(text);
  if (snapshot === undefined) throw refusal('why-no-snapshot', { file });
  return snapshot;
}

/** For its owner's eyes only, until they choose to share it. */
async function save(file: string, snapshot: Snapshot): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(snapshot, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw refusal('cli-file-not-written', { file, reason });
  }
}

function asJson(judged: readonly Judged[], say: CommandLineSay): string {
  const [first] = judged;
  const answer = judged.length === 1 && first !== undefined ? told(first, say) : judged.map(one => told(one, say));
  return `${JSON.stringify(answer, null, 2)}\n`;
}
