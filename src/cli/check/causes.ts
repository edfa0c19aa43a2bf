import type { CommandLineSay } from '../../words/words.ts';
import type { Found, Item } from './check.ts';

/** The items as JSON shows them: one for each cause that the API server names, so that the two can be held against each other. */
export function causesOf(items: readonly Found[]): Item[] {
  return items.flatMap(({ echoes, ...item }) => [item, ...echoes.map(path => ({ ...item, path }))]);
}

/**
 * Programs that read JSON or SARIF ask what the API server would refuse. It refuses a document that is not YAML as a whole, so beside the
 * syntax items, which tell where, each such document gets one item that tells this.
 */
export function withUnreadable(items: readonly Found[], say: CommandLineSay): Found[] {
  const seen = new Set<string>();
  return items.flatMap(item => {
    const document = `${item.document} ${item.file}`;
    if (item.basis !== 'syntax' || seen.has(document)) return [item];
    seen.add(document);
    const { file, range, severity } = item;
    const whole: Found = {
      file,
      document: item.document,
      path: '',
      range,
      severity,
      basis: 'schema',
      code: 'unreadable-document',
      message: say('unreadable-document'),
      echoes: [],
    };
    return [item, whole];
  });
}
