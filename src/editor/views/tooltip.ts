import type { Fact } from './row.ts';

/**
 * Facts as Markdown in which nothing of the cluster is read as Markdown: a label could hold a link. Each sentence is a paragraph, and so
 * are the named values that stand together, a line each.
 */
export function tooltipMarkdown(title: string, facts: readonly Fact[]): string {
  const paragraphs = [`**${escaped(title)}**`];
  let values: string[] = [];
  const endValues = () => {
    if (values.length > 0) paragraphs.push(values.join('  \n'));
    values = [];
  };
  for (const fact of facts) {
    if ('sentence' in fact) {
      endValues();
      paragraphs.push(escaped(fact.sentence));
    } else values.push(`${escaped(fact.name)}: ${escaped(fact.value)}`);
  }
  endValues();
  return paragraphs.join('\n\n');
}

function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+\-.!|~>$:@/]/g, '\\$&');
}
