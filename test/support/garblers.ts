/** What becomes of a manifest that is copied out of a page, by what it looks like then. `seed` says where, for those that happen at one place. */
export type Garbler = (text: string, seed: number) => string;

const linesOf = (text: string) => text.trimEnd().split('\n');
const textOf = (lines: readonly string[]) => `${lines.join('\n')}\n`;
const each = (change: (line: string, index: number) => string) => (text: string) => textOf(linesOf(text).map(change));
const indents = (change: (indent: string) => string) => each(line => line.replace(/^ +/, change));
const bullets = (sign: string) => each(line => line.replace(/^(\s*)- /, `$1${sign} `));
const around = (before: string, after: string) => (text: string) => before + text + after;
const isPlain = (line: string | undefined) => line !== undefined && /^\s*[^\s#]/.test(line) && !line.startsWith('---');

/** So many lines become one, if there are any of which none is a comment. */
const joined = (count: number): Garbler => {
  return (text, seed) => {
    const lines = linesOf(text);
    const places = lines.flatMap((_, at) => (lines.slice(at, at + count).filter(isPlain).length === count ? [at] : []));
    const at = places[seed % Math.max(places.length, 1)];
    if (at === undefined) return text;
    const [first = '', ...rest] = lines.slice(at, at + count);
    return textOf(lines.toSpliced(at, count, [first, ...rest.map(line => line.trim())].join(' ')));
  };
};

const half = (isMoved: (index: number, middle: number) => boolean): Garbler => {
  return text => {
    const lines = linesOf(text);
    return textOf(lines.map((line, index) => (isMoved(index, Math.floor(lines.length / 2)) ? line.trim() : line)));
  };
};

const withoutComments = (text: string) => linesOf(text).filter(line => !line.trim().startsWith('#'));

/** Those that can be undone, wherever what is left can be read in one way. */
export const garblers: Readonly<Record<string, Garbler>> = {
  'two lines joined': joined(2),
  'three lines joined': joined(3),
  'lines joined at two places': (text, seed) => joined(2)(joined(2)(text, seed), seed * 7 + 3),
  'all lines joined': text =>
    `${withoutComments(text)
      .map(line => line.trim())
      .join(' ')}\n`,
  'all lines joined with their blanks': text => `${withoutComments(text).join(' ')}\n`,
  'all lines at the margin': each(line => line.trim()),
  'all lines at the margin, of Windows': text => each(line => line.trim())(text).replaceAll('\n', '\r\n'),
  'all lines at the margin, lists not': each(line => (/^\s*-/.test(line) ? line : line.trim())),
  'all lines at the margin, blank lines between': text =>
    `${linesOf(text)
      .map(line => line.trim())
      .join('\n\n')}\n`,
  'the second half at the margin': half((index, middle) => index >= middle),
  'the first half at the margin': half((index, middle) => index < middle),
  'half of the indentation': indents(indent => indent.slice(indent.length / 2)),
  'twice the indentation': indents(indent => indent + indent),
  'tabs of two': indents(indent => '\t'.repeat(indent.length / 2)),
  'tabs of four': indents(indent => '\t'.repeat(Math.floor(indent.length / 4)) + ' '.repeat(indent.length % 4)),
  'tabs of eight': indents(indent => '\t'.repeat(Math.floor(indent.length / 8)) + ' '.repeat(indent.length % 8)),
  'some tabs': (text, seed) =>
    each((line, index) =>
      index % 5 === seed % 5 ? line.replace(/^ +/, blanks => '\t'.repeat(blanks.length / 2)) : line,
    )(text),
  bullets: bullets('\u2022'),
  'round bullets': bullets('\u25E6'),
  'square bullets': bullets('\u25AA'),
  stars: bullets('*'),
  'short dashes': bullets('\u2013'),
  'minus signs': bullets('\u2212'),
  'bullets at the margin': text => each(line => line.trim())(bullets('\u2022')(text)),
  'curly quotes': text =>
    text
      .replaceAll(/"([^"\n\\]*)"/g, '\u201C$1\u201D')
      .replaceAll(/'([^'\n]*)'/g, '\u2018$1\u2019')
      .replaceAll(/^(\s+(?:- )?name: )([\w-]+)$/gm, '$1\u201C$2\u201D'),
  'no-break spaces before': indents(indent => '\u00A0'.repeat(indent.length)),
  'every other one a no-break space': indents(indent => '\u00A0 '.repeat(indent.length / 2)),
  'no-break spaces behind colons': text => text.replaceAll(': ', ':\u00A0'),
  'invisible characters': each(line => line.replace(/^(\s*)/, '$1\u200B')),
  'full-width colons': text => text.replaceAll(/:(?= |$)/gm, '\uFF1A').replaceAll('\uFF1A ', '\uFF1A'),
  'a here document': around('$ kubectl apply -f - <<EOF\n', 'EOF\n'),
  'a here document and what was answered': around(
    '$ kubectl apply -f - <<EOF\n',
    'EOF\nstatefulset.apps/web created\n$ \n',
  ),
  'a here document with prompts': text => `$ cat <<EOF | kubectl apply -f -\n${each(line => `> ${line}`)(text)}> EOF\n`,
  'a command above': around('$ kubectl get statefulset web -o yaml\n', ''),
  'prompts around': around('[root@node ~]# cat web.yaml\n', '[root@node ~]# \n'),
  'line numbers': each((line, index) => `${index + 1} ${line}`),
  'line numbers with dots': each((line, index) => `${index + 1}. ${line}`),
  'line numbers without a blank': each((line, index) => `${index + 1}${line}`),
  'line numbers in brackets': each((line, index) => `[${index + 1}] ${line}`),
  'line numbers behind a bar': each((line, index) => `${index + 41} \u2502 ${line}`),
  'line numbers of grep': each((line, index) => `web.yaml:${index + 1}:${line}`),
  'line numbers at the margin': each((line, index) => `${index + 1} ${line.trim()}`),
  'an ellipsis below': around('', '\u2026\n'),
  'dots in brackets below': around('', '[...]\n'),
  'Windows line ends': text => text.replaceAll('\n', '\r\n'),
  'old line ends': text => text.replaceAll('\n', '\r'),
  'the signs of a diff': each(line => `+${line}`),
  'some signs of a diff': (text, seed) => each((line, index) => (index % 6 === seed % 6 ? '+' : ' ') + line)(text),
  'a diff with its head': text => `--- a/web.yaml\n+++ b/web.yaml\n@@ -0,0 +1,9 @@\n${each(line => `+${line}`)(text)}`,
  'what a diff takes out': each(line =>
    /^\s*\w+: \w+$/.test(line) ? `-${line.replace(/: .*/, ': before')}\n+${line}` : ` ${line}`,
  ),
  fences: around('```yaml\n', '```\n'),
  'fences further in': text => each(line => `    ${line}`)(`\`\`\`yaml\n${text}\`\`\`\n`),
  quotations: each(line => `> ${line}`),
  'quotations as entities': each(line => `&gt; ${line}`),
  'a table': each(line => `| ${line} |`),
  'blanks as entities': indents(indent => '&nbsp;'.repeat(indent.length)),
  'breaks of HTML': each(line => `${line}<br>`),
  'tags of HTML': around('<pre><code>', '</code></pre>\n'),
  'a button': around('yaml\nCopy code\n', ''),
  'a file name': around('web.yaml\n', ''),
  'a sentence above': around('Here is the manifest:\n\n', ''),
  'a sentence below': around('', '\nThen apply it.\n'),
  'bold keys': each(line => line.replace(/^(\s*)(kind|apiVersion):/, '$1**$2**:')),
  'one line of JSON': text => `${JSON.stringify(text)}\n`,
};
