import assert from 'node:assert/strict';
import { type OrderBook, orderBook } from '../../../src/practice/orders.ts';
import { type PracticeCluster, practiceCluster } from '../practice-cluster.ts';

/** A cluster in this process, and the book of what is ordered to go wrong in it. */
export function orderedCluster(): PracticeCluster & { readonly book: OrderBook } {
  let book: OrderBook | undefined;
  const conduct = (): OrderBook => book ?? assert.fail('asked before the cluster was there');
  const cluster = practiceCluster({
    door(registry) {
      book = orderBook(registry, 'recorded');
      return registry;
    },
    conduct: {
      fateOf: (pod, container) => conduct().conduct.fateOf(pod, container),
      nodeRuns: node => conduct().conduct.nodeRuns(node),
      provisions: () => conduct().conduct.provisions(),
      onChange: listener => conduct().conduct.onChange(listener),
    },
  });
  return { ...cluster, book: conduct() };
}
