import type { PersistentVolume } from '../statefulset/model.ts';

const HOST = 'kubernetes.io/hostname';

interface Requirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

interface Term {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
}

/** The only node from which a volume can be used, such as a disk in it; `undefined` for one that can be used from several. Fact G7. */
export function onlyNodeOf(volume: PersistentVolume): string | undefined {
  const { nodeAffinity } = volume.spec as { nodeAffinity?: { required?: { nodeSelectorTerms?: readonly Term[] } } };
  const terms = nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const nodes = terms.map(nodeOf);
  const [only] = nodes;
  return nodes.every(node => node === only) ? only : undefined;
}

/** Where all of a term's demands must hold, one that names a single node is enough. */
function nodeOf({ matchExpressions = [], matchFields = [] }: Term): string | undefined {
  const demands = [
    ...matchExpressions.filter(({ key }) => key === HOST),
    ...matchFields.filter(({ key }) => key === 'metadata.name'),
  ];
  const single = demands.find(({ operator, values = [] }) => operator === 'In' && values.length === 1);
  return single?.values?.[0];
}
