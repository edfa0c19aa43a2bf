import { pathToFileURL } from 'node:url';
import type { Found } from '../check.ts';

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** A SARIF 2.1.0 log, which code hosts and editors read. `version` is that of Ordinal. */
export function sarifOf(items: readonly Found[], version: string): string {
  const rules = [...new Map(items.map(({ code, basis }) => [code, basis]))];
  const indexes = new Map(rules.map(([code], index) => [code, index]));
  const run = {
    tool: {
      driver: { name: 'Ordinal', version, rules: rules.map(([id, basis]) => ({ id, properties: { basis } })) },
    },
    columnKind: 'utf16CodeUnits',
    results: items.map(item => resultOf(item, indexes.get(item.code) ?? -1)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(item: Found, ruleIndex: number): unknown {
  const { file, document, path, echoes, range, severity, basis, code, message } = item;
  const { start, end } = range;
  const names = [path, ...echoes].filter(name => name !== '').map(name => ({ fullyQualifiedName: name }));
  const region = {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region },
        ...(names.length === 0 ? {} : { logicalLocations: names }),
      },
    ],
    properties: { basis, document },
  };
}

/** Relative as long as the file was named so: the reader knows the root of the checkout. */
function uriOf(file: string): string {
  const forward = file.replaceAll('\\', '/');
  if (/^(\/|[A-Za-z]:\/)/.test(forward)) return pathToFileURL(file).href;
  return forward.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
}
