import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verdictLines } from '../../core/statefulset/verdict-lines.ts';
import { type Say, speaker } from '../../words/words.ts';
import { type Judged, judge, parseSnapshot } from './snapshot.ts';

export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const ANSWERED = 0;
const STUCK = 1;
const UNUSABLE = 2;

/**
 * `ordinal why [NAME] --snapshot FILE [--format text|json]`: the verdict on a saved state. Resolves with the exit code: 0, or 1 if
 * something is stuck, or 2 when it was called wrongly or the file could not be read.
 */
export async function why(args: readonly string[], { out, err }: Output): Promise<number> {
  const say = speaker();
  const asked = parse(args);
  if (asked === undefined) {
    err(`${say('why-usage')}\n`);
    return UNUSABLE;
  }
  const text = await readFile(asked.snapshot, 'utf8').catch(() => undefined);
  const snapshot = text === undefined ? undefined : parseSnapshot(text);
  if (snapshot === undefined) {
    err(`${say('why-no-snapshot', { file: asked.snapshot })}\n`);
    return UNUSABLE;
  }
  const judged = judge(snapshot, asked.name);
  const [first] = judged;
  if (first === undefined) {
    err(`${say('why-nothing', { file: asked.snapshot })}\n`);
    return UNUSABLE;
  }
  if (asked.format === 'json')
    out(`${JSON.stringify(judged.length === 1 ? told(first, say) : judged.map(one => told(one, say)), null, 2)}\n`);
  else for (const one of judged) out(`${lines(one, say).join('\n')}\n`);
  return judged.some(one => one.verdict.verdict === 'stuck') ? STUCK : ANSWERED;
}

/** The verdict with its sentences, as `--format json` prints it. */
export function told(judged: Judged, say: Say): object {
  const [sentence, ...more] = lines(judged, say);
  const { since, ...verdict } = judged.verdict;
  return {
    kind: judged.kind,
    name: judged.name,
    ...verdict,
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    sentence,
    advice: more,
  };
}

function lines({ verdict, name, now }: Judged, say: Say): string[] {
  const { sentence, blocks, wayOut, unknown } = verdictLines(verdict, name, now);
  return [sentence, blocks, wayOut, unknown].flatMap(line => (line === undefined ? [] : [say.data(line)]));
}

interface Asked {
  readonly name: string | undefined;
  readonly snapshot: string;
  readonly format: 'text' | 'json';
}

function parse(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { format: { type: 'string', default: 'text' }, snapshot: { type: 'string' } },
      allowPositionals: true,
    });
    const { format, snapshot } = values;
    if ((format !== 'text' && format !== 'json') || snapshot === undefined || positionals.length > 1) return undefined;
    return { name: positionals[0], snapshot, format };
  } catch {
    // parseArgs throws on options it does not know; the usage says which there are.
    return undefined;
  }
}
