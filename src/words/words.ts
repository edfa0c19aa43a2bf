/**
 * Sentences by code. A code's English sentence stands in one of the tables of this room, with its arguments in braces;
 * a translator (VS Code's l10n, or the bundle that the command line reads) may put another language in its place.
 */
import { check } from './check.ts';
import { cluster } from './cluster.ts';
import { clusterCommands } from './cluster-commands.ts';
import { commandLine } from './command-line.ts';
import { contexts } from './contexts.ts';
import { editor } from './editor.ts';
import { findings } from './findings.ts';
import { language } from './language.ts';
import { lessons } from './lessons.ts';
import { plan } from './plan.ts';
import { pods } from './pods.ts';
import { rollout } from './rollout.ts';
import { treeActions } from './tree-actions.ts';
import { treeChanges } from './tree-changes.ts';
import { treeLook } from './tree-look.ts';
import { treeRows } from './tree-rows.ts';
import { trouble } from './trouble.ts';
import { verdict } from './verdict.ts';
import { verdictRows } from './verdict-rows.ts';

const sentences = {
  ...findings,
  ...language,
  ...check,
  ...commandLine,
  ...clusterCommands,
  ...lessons,
  ...plan,
  ...rollout,
  ...verdict,
  ...verdictRows,
  ...cluster,
  ...editor,
  ...contexts,
  ...treeActions,
  ...treeChanges,
  ...treeLook,
  ...treeRows,
  ...trouble,
  ...pods,
} as const;

export type Sentences = typeof sentences;
export type Code = keyof Sentences;
export type ArgumentValue = string | number;

/** The arguments named in braces by a sentence: `'{pod} is ready'` needs `{pod}`. */
export type ArgumentsOf<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: ArgumentValue } & ArgumentsOf<Rest>
  : unknown;

/** Puts arguments into a sentence, in the reader's language. `vscode.l10n.t` has this shape. */
export type Translate = (sentence: string, values: Record<string, ArgumentValue>) => string;

/** What core and language return in place of prose. */
export interface Told {
  readonly code: string;
  readonly values: Readonly<Record<string, ArgumentValue>>;
}

/** Says a code with its arguments. */
export interface Say {
  <C extends Code>(
    code: C,
    ...values: unknown extends ArgumentsOf<Sentences[C]> ? [] : [ArgumentsOf<Sentences[C]>]
  ): string;
  /** Says data whose code was not known when this was compiled. A code without a sentence is shown as it is: better than nothing. */
  data(told: Told): string;
}

/** A `Say` in the language of `translate`; English without one. */
export function speaker(translate: Translate = english): Say {
  const byCode: Readonly<Record<string, string>> = sentences;
  const data = ({ code, values }: Told) => translate(byCode[code] ?? code, { ...values });
  const say: Omit<Say, 'data'> = (code: Code, ...values: [Told['values']?]) => data({ code, values: values[0] ?? {} });
  return Object.assign(say as Say, { data });
}

/** English, as written in the tables. An argument that is not given stays visible in its braces. */
export function english(sentence: string, values: Record<string, ArgumentValue>): string {
  return sentence.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));
}

/** Every English sentence by its code, for the test that holds translations complete. */
export function allSentences(): Readonly<Record<Code, string>> {
  return sentences;
}
