/**
 * Sentences by code. A code's English sentence stands in one of the tables of this room, with its arguments in braces;
 * a translator (VS Code's l10n, or the bundle that the command line reads) may put another language in its place.
 *
 * Each bundle holds the tables that it says and no others, so that activation need not read what a command may say an hour later
 * (`spoken/`). What a speaker knows is part of its type: who has a `Say` can say what is said from activation on, who needs more asks
 * for more by type, and only who has the tables can make one.
 */
import type { activationSentences } from './spoken/activation.ts';
import type { allSentences } from './spoken/all.ts';
import type { commandSentences } from './spoken/commands.ts';
import type { manifestSentences } from './spoken/manifests.ts';

export type Sentences = typeof allSentences;
export type Code = keyof Sentences;
export type ArgumentValue = string | number;

/** The codes that any speaker in the editor knows. */
export type ActivationCode = keyof typeof activationSentences;
/** Says what is said in manifests, too. */
export type ManifestSay = Say<ActivationCode | keyof typeof manifestSentences>;
/** Says what commands say, too. */
export type CommandSay = Say<ActivationCode | keyof typeof commandSentences>;

/** Says whatever there is to say. */
export type CommandLineSay = Say<Code>;

/** The arguments named in braces by a sentence: `'{pod} is ready'` needs `{pod}`. */
type ArgumentsOf<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: ArgumentValue } & ArgumentsOf<Rest>
  : unknown;

/** The values that a code is said with: none, or one object with all its arguments. */
export type ValuesOf<C extends Code> = unknown extends ArgumentsOf<Sentences[C]> ? [] : [ArgumentsOf<Sentences[C]>];

/** Puts arguments into a sentence, in the reader's language. `vscode.l10n.t` has this shape. */
export type Translate = (sentence: string, values: Record<string, ArgumentValue>) => string;

/** What core and language return in place of prose. */
export interface Told<C extends string = string> {
  readonly code: C;
  readonly values: Readonly<Record<string, ArgumentValue>>;
}

/** Says a code with its arguments. `Known` are the codes whose sentences it was given. */
export interface Say<Known extends Code = ActivationCode> {
  <C extends Known>(code: C, ...values: ValuesOf<C>): string;
  /** Says data whose code was not known when this was compiled. A code without a sentence is shown as it is: better than nothing. */
  data(told: Told): string;
  /** A speaker in the same language that knows these sentences as well. */
  with<More extends Code>(sentences: Pick<Sentences, More>): Say<Known | More>;
}

/** A `Say` of these sentences in the language of `translate`; English without one. */
export function speaker<Known extends Code>(
  sentences: Pick<Sentences, Known>,
  translate: Translate = english,
): Say<Known> {
  const byCode: Readonly<Record<string, string>> = sentences;
  const data = ({ code, values }: Told) => translate(byCode[code] ?? code, { ...values });
  /** Sentences without arguments, which are always the same: the tree says some of them ten thousand times. */
  const said = new Map<Known, string>();
  const say = (code: Known, ...[values]: readonly Told['values'][]) => {
    if (values !== undefined) return data({ code, values });
    const sentence = said.get(code) ?? data({ code, values: {} });
    said.set(code, sentence);
    return sentence;
  };
  const more = <More extends Code>(others: Pick<Sentences, More>) =>
    speaker<Known | More>({ ...sentences, ...others } as Pick<Sentences, Known | More>, translate);
  return Object.assign(say as Say<Known>, { data, with: more });
}

/** English, as written in the tables. An argument that is not given stays visible in its braces. */
function english(sentence: string, values: Record<string, ArgumentValue>): string {
  return sentence.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));
}
