import type { Say } from '../../words/words.ts';
import type { Item } from './check.ts';

/**
 * Programs that read JSON or SARIF ask what the API server would refuse. It refuses a document that is not YAML as a whole, so beside the
 * syntax items, which tell where, each such document gets one item that tells this.
 */
export function withUnreadable(items: readonly Item[], say: Say): Item[] {
  const seen = new Set<string>();
  return items.flatMap(item => {
    const document = `${item.document} ${item.file}`;
    if (item.basis !== 'syntax' || seen.has(document)) return [item];
    seen.add(document);
    const { file, range, severity } = item;
    const whole: Item = {
      file,
      document: item.document,
      path: '',
      range,
      severity,
      basis: 'schema',
      code: 'unreadable-document',
      message: say('unreadable-document'),
    };
    return [item, whole];
  });
}
