import type { Fact } from './row.ts';

/** Facts as Markdown in which nothing of the cluster is read as Markdown: a label could hold a link. */
export function tooltipMarkdown(title: string, facts: readonly Fact[]): string {
  const lines = facts.map(fact =>
    'sentence' in fact ? `\n${escaped(fact.sentence)}` : `${escaped(fact.name)}: ${escaped(fact.value)}  `,
  );
  return [`**${escaped(title)}**\n`, ...lines].join('\n');
}

function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+\-.!|~>$:@/]/g, '\\$&');
}
